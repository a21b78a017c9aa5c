namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// Two exponential phases, by expectation and maximization (Dempster, Laird and Rubin 1977): which phase each value is of is what is not
/// known, and of a censored one how long it goes on, which is a phase's mean more.
/// </summary>
internal sealed class HyperExponentialFamily : LawFamily
{
    private const int MostSteps = 3_000;

    public override LawKind Kind => LawKind.HyperExponential;

    public override IReadOnlyList<string> Names { get; } = ["share", "mean_1", "mean_2"];

    public override bool IsShare(int parameter) => parameter == 0;

    public override double[] Fit(CensoredSample sample, double[]? near = null)
    {
        var p = near is null ? Halves(sample) : (double[])near.Clone();
        for (var step = 0; step < MostSteps; step++)
        {
            var next = Step(p, sample);
            var change = Enumerable.Range(0, 3).Max(i => Math.Abs(next[i] - p[i]) / next[i]);
            p = next;
            if (!(change > (near is null ? 1e-7 : 1e-4)))
                break;
        }

        return p[1] <= p[2] ? p : [1 - p[0], p[2], p[1]];
    }

    public override double LogDensity(double[] p, double x) => Mixed(p, x, 1 / p[1], 1 / p[2]);

    public override double LogSurvival(double[] p, double x) => Mixed(p, x, 1, 1);

    public override double Draw(double[] p, RandomStream random) => random.Exponential(random.NextDouble() < p[0] ? p[1] : p[2]);

    public override double Mean(double[] p) => (p[0] * p[1]) + ((1 - p[0]) * p[2]);

    public override double Cv(double[] p) => Mean(p) is var mean
        ? Math.Sqrt(Math.Max(0, (2 * ((p[0] * p[1] * p[1]) + ((1 - p[0]) * p[2] * p[2])) / (mean * mean)) - 1)) : 0;

    // The logarithm of two exponentials' sum, also where both are 0 in doubles.
    private static double Mixed(double[] p, double x, double first, double second)
    {
        var (a, b) = (Math.Log(p[0] * first) - (x / p[1]), Math.Log((1 - p[0]) * second) - (x / p[2]));
        var most = Math.Max(a, b);
        return most + Math.Log(Math.Exp(a - most) + Math.Exp(b - most));
    }

    private static double[] Step(double[] p, CensoredSample sample)
    {
        var (first, firstTime, all, secondTime) = (0.0, 0.0, 0.0, 0.0);
        var (ended, cut) = (Math.Log((1 - p[0]) / p[2] * p[1] / p[0]), Math.Log((1 - p[0]) / p[0]));
        var faster = (1 / p[1]) - (1 / p[2]);
        for (var i = 0; i < sample.Values.Length; i++)
        {
            var (x, known, open) = (sample.Values[i], sample.EndedAt[i], sample.CutAt[i]);
            all += known + open;
            if (known > 0)
            {
                var share = 1 / (1 + Math.Exp(ended + (x * faster)));
                first += known * share;
                firstTime += known * share * x;
                secondTime += known * (1 - share) * x;
            }

            if (open > 0)
            {
                var share = 1 / (1 + Math.Exp(cut + (x * faster)));
                first += open * share;
                firstTime += open * share * (x + p[1]);
                secondTime += open * (1 - share) * (x + p[2]);
            }
        }

        // A phase of nobody would never come back.
        var at = Math.Clamp(first / all, 1e-9, 1 - 1e-9);
        return [at, Math.Max(firstTime / (at * all), 1e-12), Math.Max(secondTime / ((1 - at) * all), 1e-12)];
    }

    // The lower half of the values is of the first phase, the upper of the second.
    private static double[] Halves(CensoredSample sample)
    {
        var (count, low, all) = (0.0, 0.0, Sum(sample, x => x));
        for (var i = 0; i < sample.Values.Length && count < sample.Count / 2.0; i++)
        {
            var here = sample.EndedAt[i] + sample.CutAt[i];
            (count, low) = (count + here, low + (here * sample.Values[i]));
        }

        var share = Math.Clamp(count / sample.Count, 0.01, 0.99);
        return [share, low / (share * sample.Count), Math.Max(all - low, 0.01 * all) / ((1 - share) * sample.Count)];
    }
}
