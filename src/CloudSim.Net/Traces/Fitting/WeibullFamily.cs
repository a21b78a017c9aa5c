using MathNet.Numerics;
using MathNet.Numerics.RootFinding;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>The likelihood of the best scale depends on the shape only, and its derivative rises with it (Cohen 1965).</summary>
internal sealed class WeibullFamily : LawFamily
{
    private const double LeastShape = 0.02, MostShape = 200;

    public override LawKind Kind => LawKind.Weibull;

    public override IReadOnlyList<string> Names { get; } = ["shape", "scale"];

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        // Over the largest value, so that no power is too large.
        var most = sample.Values[^1];
        var logs = Array.ConvertAll(sample.Values, value => Math.Log(value / most));
        var meanLog = SumOfEnded(sample, x => Math.Log(x / most)) / sample.Ended;
        (double Powers, double Weighted) Sums(double shape)
        {
            var (powers, weighted) = (0.0, 0.0);
            for (var i = 0; i < logs.Length; i++)
            {
                var power = (sample.EndedAt[i] + sample.CutAt[i]) * Math.Exp(shape * logs[i]);
                (powers, weighted) = (powers + power, weighted + (power * logs[i]));
            }

            return (powers, weighted);
        }

        double Slope(double shape) => Sums(shape) is var (powers, weighted) ? (weighted / powers) - (1 / shape) - meanLog : 0;
        var (low, high) = near is null ? (LeastShape, MostShape) : (near[0] / 2, near[0] * 2);
        if (!(Slope(low) < 0 && Slope(high) > 0))
            (low, high) = (LeastShape, MostShape);
        var k = Slope(high) <= 0 ? high : Slope(low) >= 0 ? low : Brent.FindRoot(Slope, low, high, 1e-10, 200);
        return [k, most * Math.Pow(Sums(k).Powers / sample.Ended, 1 / k)];
    }

    public override double LogDensity(double[] p, double x) =>
        Math.Log(p[0] / p[1]) + ((p[0] - 1) * Math.Log(x / p[1])) - Math.Pow(x / p[1], p[0]);

    public override double LogSurvival(double[] p, double x) => -Math.Pow(x / p[1], p[0]);

    public override double Draw(double[] p, RandomStream random) => p[1] * Math.Pow(random.Exponential(1), 1 / p[0]);

    public override double Inverse(double[] p, double survival) => p[1] * Math.Pow(-Math.Log(survival), 1 / p[0]);

    public override double Mean(double[] p) => p[1] * Math.Exp(SpecialFunctions.GammaLn(1 + (1 / p[0])));

    public override double Cv(double[] p) => Math.Sqrt(Math.Exp(SpecialFunctions.GammaLn(1 + (2 / p[0]))
        - (2 * SpecialFunctions.GammaLn(1 + (1 / p[0])))) - 1);
}
