using CloudSim.Net.Units;
using MathNet.Numerics;

namespace CloudSim.Net.Workloads.Laws;

/// <summary>
/// A distribution of demands or times, with its mean and coefficient of variation (standard deviation over mean). It is drawn from by
/// MathNet's generators on a stream of the caller's and keeps nothing, so that many may share one.
/// </summary>
public sealed class Law
{
    private readonly Func<RandomStream, double> draw;

    private Law(string name, double mean, double cv, Func<RandomStream, double> draw) =>
        (Name, Mean, Cv, this.draw) = (name, mean, cv, draw);

    /// <summary>The name, for reports.</summary>
    public string Name { get; }

    /// <summary>The mean, in whatever unit it was given.</summary>
    public double Mean { get; }

    /// <summary>The coefficient of variation; infinite where there is no variance.</summary>
    public double Cv { get; }

    /// <summary>One value, not negative.</summary>
    public double Draw(RandomStream random) => draw(random);

    /// <summary>Any other law that can be drawn from, for instance by another of MathNet's generators.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="mean">Its mean; positive.</param>
    /// <param name="cv">Its coefficient of variation.</param>
    /// <param name="draw">Draws a value that is not negative, from this stream alone.</param>
    public static Law Of(string name, double mean, double cv, Func<RandomStream, double> draw)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(draw);
        return new(name, Check.Positive(mean, nameof(mean)), Check.Between(cv, 0, double.PositiveInfinity, nameof(cv)), draw);
    }

    /// <summary>Always the same.</summary>
    public static Law Constant(double value) => Of("constant", value, 0, _ => value);

    /// <summary>Exponential: without memory, coefficient of variation 1.</summary>
    public static Law Exponential(double mean) => Of("exponential", mean, 1, random => random.Exponential(mean));

    /// <summary>Log-normal.</summary>
    public static Law LogNormal(double mean, double cv)
    {
        var variance = Math.Log(1 + Check.Positive(cv, nameof(cv)) * cv);
        var (mu, sigma) = (Math.Log(Check.Positive(mean, nameof(mean))) - variance / 2, Math.Sqrt(variance));
        return Of("log-normal", mean, cv, random => MathNet.Numerics.Distributions.LogNormal.Sample(random, mu, sigma));
    }

    /// <summary>Gamma: Erlang's law where 1/cv^2 is whole.</summary>
    public static Law Gamma(double mean, double cv)
    {
        var shape = 1 / (Check.Positive(cv, nameof(cv)) * cv);
        var rate = shape / Check.Positive(mean, nameof(mean));
        return Of("gamma", mean, cv, random => MathNet.Numerics.Distributions.Gamma.Sample(random, shape, rate));
    }

    /// <summary>Weibull, with the shape that has this coefficient of variation.</summary>
    /// <param name="mean">The mean; positive.</param>
    /// <param name="cv">The coefficient of variation, 0.02 to 50.</param>
    public static Law Weibull(double mean, double cv)
    {
        Check.Positive(mean, nameof(mean));
        Check.Between(cv, 0.02, 50, nameof(cv));
        // ln(1 + cv^2) falls with the shape.
        var shape = MathNet.Numerics.RootFinding.Bisection.FindRoot(k => SpecialFunctions.GammaLn(1 + 2 / k)
            - 2 * SpecialFunctions.GammaLn(1 + 1 / k) - Math.Log(1 + cv * cv), 0.1, 100, 1e-12);
        var scale = mean / SpecialFunctions.Gamma(1 + 1 / shape);
        return Of("Weibull", mean, cv, random => MathNet.Numerics.Distributions.Weibull.Sample(random, shape, scale));
    }

    /// <summary>Pareto: a tail that falls with a power; without variance up to shape 2.</summary>
    /// <param name="mean">The mean; positive.</param>
    /// <param name="shape">The power, above 1.</param>
    public static Law Pareto(double mean, double shape)
    {
        if (!(shape > 1) || !double.IsFinite(shape))
            throw new ArgumentOutOfRangeException(nameof(shape), shape, "a Pareto law has a mean where its shape is above 1");
        var scale = Check.Positive(mean, nameof(mean)) * (shape - 1) / shape;
        return Of("Pareto", mean, shape > 2 ? 1 / Math.Sqrt(shape * (shape - 2)) : double.PositiveInfinity,
            random => MathNet.Numerics.Distributions.Pareto.Sample(random, scale, shape));
    }

    /// <summary>
    /// Hyper-exponential of two phases with balanced means (each phase brings half of the mean; Tijms 1994): more variable than
    /// exponential.
    /// </summary>
    /// <param name="mean">The mean; positive.</param>
    /// <param name="cv">The coefficient of variation, 1 or more.</param>
    public static Law HyperExponential(double mean, double cv)
    {
        var square = Check.Between(cv, 1, 1e6, nameof(cv)) * cv;
        var first = (1 + Math.Sqrt((square - 1) / (square + 1))) / 2;
        var (often, seldom) = (mean / (2 * first), mean / (2 * (1 - first)));
        return Of("hyper-exponential", mean, cv,
            random => random.Exponential(random.NextDouble() < first ? often : seldom));
    }

    /// <summary>One of the samples, each as likely as another.</summary>
    /// <param name="samples">Measured values, at least one, not negative, and not all zero.</param>
    public static Law Empirical(IEnumerable<double> samples)
    {
        double[] values = [.. Check.NotNull(samples, nameof(samples))];
        var mean = Check.Rates(values, nameof(samples)).Average();
        var variance = values.Average(value => (value - mean) * (value - mean));
        return Of("empirical", mean, Math.Sqrt(variance) / mean, random => values[random.Next(values.Length)]);
    }

    /// <summary>
    /// A law known by some of its quantiles (a published table): between two of them the logarithm goes straight with the share.
    /// </summary>
    /// <param name="quantiles">Shares from 0 to 1, both given, with their values above zero; both rise.</param>
    public static Law OfQuantiles(params (double Share, double Value)[] quantiles)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (quantiles.Length < 2 || quantiles[0].Share != 0 || quantiles[^1].Share != 1 || !(quantiles[0].Value > 0))
            throw new ArgumentException("quantiles go from share 0, with a value above zero, to share 1", nameof(quantiles));
        (double mean, double square) = (0, 0);
        for (var i = 1; i < quantiles.Length; i++)
        {
            var ((from, low), (to, high)) = (quantiles[i - 1], quantiles[i]);
            if (!(to > from) || !(high >= low) || !double.IsFinite(high))
                throw new ArgumentException($"quantile {i + 1} is not above the one before it", nameof(quantiles));
            // Means of e^x and e^2x, x evenly from one logarithm to the other.
            var width = Math.Log(high / low);
            mean += (to - from) * (width == 0 ? low : (high - low) / width);
            square += (to - from) * (width == 0 ? low * low : (high * high - low * low) / (2 * width));
        }
        return Of("quantiles", mean, Math.Sqrt(Math.Max(0, square - mean * mean)) / mean, random => At(quantiles, random.NextDouble()));
    }

    /// <summary>The name with mean and coefficient of variation.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name} (mean {Mean:0.###}, cv {Cv:0.###})");

    private static double At((double Share, double Value)[] quantiles, double share)
    {
        var i = 1;
        while (quantiles[i].Share <= share && i < quantiles.Length - 1)
            i++;
        var ((from, low), (to, high)) = (quantiles[i - 1], quantiles[i]);
        return low * Math.Pow(high / low, (share - from) / (to - from));
    }
}
