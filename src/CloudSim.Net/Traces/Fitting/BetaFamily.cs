using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace CloudSim.Net.Traces.Fitting;

/// <summary>Shares between 0 and 1, none of them censored: the likelihood by the means of both logarithms.</summary>
internal sealed class BetaFamily : LawFamily
{
    public override LawKind Kind => LawKind.Beta;

    public override IReadOnlyList<string> Names { get; } = ["alpha", "beta"];

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        var (log, other) = (Sum(sample, Math.Log) / sample.Count, Sum(sample, x => Math.Log(1 - x)) / sample.Count);
        var mean = Sum(sample, x => x) / sample.Count;
        var variance = Math.Max(Sum(sample, x => (x - mean) * (x - mean)) / sample.Count, 1e-12);
        var size = Math.Max(0.01, (mean * (1 - mean) / variance) - 1);
        return Climb(p => ((p[0] - 1) * log) + ((p[1] - 1) * other) - SpecialFunctions.BetaLn(p[0], p[1]),
            near ?? [mean * size, (1 - mean) * size]);
    }

    public override double LogDensity(double[] p, double x) =>
        ((p[0] - 1) * Math.Log(x)) + ((p[1] - 1) * Math.Log(1 - x)) - SpecialFunctions.BetaLn(p[0], p[1]);

    public override double LogSurvival(double[] p, double x) =>
        x >= 1 ? double.NegativeInfinity : Math.Log(SpecialFunctions.BetaRegularized(p[1], p[0], 1 - x));

    public override double Draw(double[] p, RandomStream random)
    {
        var (a, b) = (Gamma.Sample(random, p[0], 1), Gamma.Sample(random, p[1], 1));
        // Both may be 0 in doubles if both parameters are tiny. No share is quite 0 or 1: their logarithms count.
        return Math.Clamp(a + b > 0 ? a / (a + b) : p[0] / (p[0] + p[1]), 1e-300, 1 - 1e-15);
    }

    public override double Mean(double[] p) => p[0] / (p[0] + p[1]);

    public override double Cv(double[] p) => Math.Sqrt(p[1] / (p[0] * (p[0] + p[1] + 1)));
}
