namespace CloudSim.Net.Traces.Fitting;

/// <summary>The mean is all that was lived, over how many ended (Epstein and Sobel 1953).</summary>
internal sealed class ExponentialFamily : LawFamily
{
    public override LawKind Kind => LawKind.Exponential;

    public override IReadOnlyList<string> Names { get; } = ["mean"];

    public override double[] Fit(CensoredSample sample, double[]? near = null) => [Sum(sample, x => x) / sample.Ended];

    public override double LogDensity(double[] p, double x) => -Math.Log(p[0]) - (x / p[0]);

    public override double LogSurvival(double[] p, double x) => -x / p[0];

    public override double Draw(double[] p, RandomStream random) => random.Exponential(p[0]);

    public override double Inverse(double[] p, double survival) => -p[0] * Math.Log(survival);

    public override double Mean(double[] p) => p[0];

    public override double Cv(double[] p) => 1;
}
