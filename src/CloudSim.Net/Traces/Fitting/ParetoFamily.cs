namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// The scale is the least value that ended, the shape follows (Hill 1975). The scale's error falls faster than any normal law's, so that it
/// has no interval; a value that was censored below the scale says nothing.
/// </summary>
internal sealed class ParetoFamily : LawFamily
{
    public override LawKind Kind => LawKind.Pareto;

    public override IReadOnlyList<string> Names { get; } = ["scale", "shape"];

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        var scale = sample.Values[Array.FindIndex(sample.EndedAt, ended => ended > 0)];
        return [scale, sample.Ended / Sum(sample, x => Math.Max(0, Math.Log(x / scale)))];
    }

    public override double LogDensity(double[] p, double x) =>
        x < p[0] ? double.NegativeInfinity : Math.Log(p[1] / x) - (p[1] * Math.Log(x / p[0]));

    public override double LogSurvival(double[] p, double x) => x <= p[0] ? 0 : -p[1] * Math.Log(x / p[0]);

    public override double Draw(double[] p, RandomStream random) => p[0] * Math.Exp(random.Exponential(1) / p[1]);

    public override double Inverse(double[] p, double survival) => p[0] * Math.Pow(survival, -1 / p[1]);

    public override double Mean(double[] p) => p[1] > 1 ? p[0] * p[1] / (p[1] - 1) : double.PositiveInfinity;

    public override double Cv(double[] p) => p[1] > 2 ? 1 / Math.Sqrt(p[1] * (p[1] - 2)) : double.PositiveInfinity;

    public override double[] Errors(double[] p, CensoredSample sample) => [double.NaN, 1 / Math.Sqrt(sample.Ended)];
}
