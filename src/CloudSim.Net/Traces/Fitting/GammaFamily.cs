using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>The likelihood by mean and mean logarithm (Minka 2002); with censored values the best of it is searched.</summary>
internal sealed class GammaFamily : LawFamily
{
    public override LawKind Kind => LawKind.Gamma;

    public override IReadOnlyList<string> Names { get; } = ["shape", "scale"];

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        var mean = Sum(sample, x => x) / sample.Count;
        var spread = Math.Max(1e-9, Math.Log(mean) - (Sum(sample, Math.Log) / sample.Count));
        var shape = (3 - spread + Math.Sqrt(((spread - 3) * (spread - 3)) + (24 * spread))) / (12 * spread);
        for (var i = 0; i < 20; i++)
        {
            // Newton's step on 1/shape: of Minka, from digamma and its derivative.
            var change = (Math.Log(shape) - SpecialFunctions.DiGamma(shape) - spread) / ((1 / shape) - TriGamma(shape));
            var next = shape - change;
            if (!(next > 0))
                break;
            shape = next;
            if (Math.Abs(change) < 1e-12 * shape)
                break;
        }

        double[] start = [shape, mean / shape];
        return sample.Ended == sample.Count ? start : Climb(p => LogLikelihood(p, sample) / sample.Count, near ?? start);
    }

    public override double LogDensity(double[] p, double x) =>
        ((p[0] - 1) * Math.Log(x / p[1])) - (x / p[1]) - Math.Log(p[1]) - SpecialFunctions.GammaLn(p[0]);

    public override double LogSurvival(double[] p, double x)
    {
        var z = x / p[1];
        var survival = SpecialFunctions.GammaUpperRegularized(p[0], z);
        return survival > 0 ? Math.Log(survival) : ((p[0] - 1) * Math.Log(z)) - z - SpecialFunctions.GammaLn(p[0]);
    }

    public override double Draw(double[] p, RandomStream random) => Gamma.Sample(random, p[0], 1 / p[1]);

    public override double Mean(double[] p) => p[0] * p[1];

    public override double Cv(double[] p) => 1 / Math.Sqrt(p[0]);

    // By its recurrence to where the asymptotic series is exact enough (Abramowitz and Stegun 6.4.12).
    private static double TriGamma(double x)
    {
        var sum = 0.0;
        for (; x < 20; x++)
            sum += 1 / (x * x);
        var inverse = 1 / (x * x);
        return sum + (1 / x) + (inverse / 2) + (inverse / x * ((1.0 / 6) - (inverse * ((1.0 / 30) - (inverse / 42)))));
    }
}
