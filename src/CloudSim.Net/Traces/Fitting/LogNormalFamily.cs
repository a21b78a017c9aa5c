using MathNet.Numerics;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>Mean and standard deviation of logarithms; with censored values the best of the likelihood is searched.</summary>
internal sealed class LogNormalFamily : LawFamily
{
    public override LawKind Kind => LawKind.LogNormal;

    public override IReadOnlyList<string> Names { get; } = ["median", "sigma"];

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        var mean = Sum(sample, Math.Log) / sample.Count;
        var sigma = Math.Max(1e-6, Math.Sqrt(Sum(sample, x => Square(Math.Log(x) - mean)) / sample.Count));
        double[] start = [Math.Exp(mean), sigma];
        return sample.Ended == sample.Count ? start : Climb(p => LogLikelihood(p, sample) / sample.Count, near ?? start);
    }

    public override double LogDensity(double[] p, double x) =>
        -(Square(Math.Log(x / p[0]) / p[1]) / 2) - Math.Log(x * p[1]) - (Math.Log(2 * Math.PI) / 2);

    public override double LogSurvival(double[] p, double x)
    {
        var z = Math.Log(x / p[0]) / p[1];
        // Far out, where the function is 0 in doubles: its first term.
        return z < 35 ? Math.Log(SpecialFunctions.Erfc(z / Math.Sqrt(2)) / 2) : -(z * z / 2) - Math.Log(z * Math.Sqrt(2 * Math.PI));
    }

    public override double Draw(double[] p, RandomStream random) => random.LogNormal(p[0], p[1]);

    public override double Mean(double[] p) => p[0] * Math.Exp(p[1] * p[1] / 2);

    public override double Cv(double[] p) => Math.Sqrt(Math.Exp(p[1] * p[1]) - 1);

    private static double Square(double x) => x * x;
}
