namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// What guests use of the CPUs that they ask for. Each has a mean of its own, a profile over the day that is common to all, and about both
/// its use wanders: the logit of the share is normal, goes on from one sample to the next (autoregressive of order one), and partly moves
/// with a factor that is common to all. Days begin with the trace.
/// </summary>
public sealed class DemandFit
{
    private const double Most = 0.999, Day = 86_400, Refused = 0.05;
    private const int Hours = 24, FewMeans = 15;

    private readonly double[] profile = [.. Enumerable.Repeat(1.0, Hours)];
    private readonly double[] means;
    private readonly int[] ranks;
    private readonly LogitNormal spread = new(0);

    /// <summary>Fits the use of a trace that tells it (<see cref="TracedSet.HasUse"/>).</summary>
    /// <param name="set">The trace.</param>
    /// <param name="random">Where the test draws from.</param>
    /// <param name="repetitions">How often the test draws; 0 for none.</param>
    public DemandFit(TracedSet set, RandomStream random, int repetitions = 199)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (!set.HasUse)
            throw new ArgumentException("the trace does not tell what guests use", nameof(set));
        means = [.. set.Guests.Select(guest => guest.Length > 0 ? guest.Work / guest.Length / guest.Cpus : 0)];
        Step = UseSeries.Step(set);
        UseSeries?[] series = double.IsNaN(Step) ? [] : [.. set.Guests.Select(guest => UseSeries.Of(guest, Step))];
        if (series.Any(some => some?.Shares.Length > 2))
        {
            HasProfile = set.Length >= 0.99 * Day && Step < Day / 2;
            if (HasProfile)
                Alternate(series);
            var variance = Residuals(series, set.Length);
            double[] typical = [.. Quantiles()];
            spread = new(LogitNormal.Fit(typical, variance));
            (Persistence, CommonShare) = (spread.OfLogits(typical, Autocorrelation), spread.OfLogits(typical, ResidualCorrelation));
        }

        MeanUse = means.Average();
        OverAsked = means.Count(mean => mean > 1) / (double)means.Length;
        ranks = new int[means.Length];
        foreach (var (rank, guest) in Enumerable.Range(0, means.Length).OrderBy(guest => means[guest]).Index())
            ranks[guest] = rank;
        if (means.Count(mean => mean is <= 0 or >= 1) <= means.Length / 100 && means.Distinct().Skip(1).Any())
        {
            Sample = CensoredSample.Of(means.Select(mean => Math.Clamp(mean, 1 - Most, Most)));
            var law = FittedLaw.Of(LawKind.Beta, Sample);
            Law = repetitions > 0 ? law.Tested(Sample, random, repetitions) : law;
        }
    }

    /// <summary>Seconds from one sample of use to the next; NaN if the trace tells only means.</summary>
    public double Step { get; }

    /// <summary>The mean of all guests' mean shares.</summary>
    public double MeanUse { get; }

    /// <summary>Share of guests that use more than they ask for on average.</summary>
    public double OverAsked { get; }

    /// <summary>The mean shares of all guests, 0.001 to 0.999; null if more than one in a hundred is not between 0 and 1.</summary>
    public CensoredSample? Sample { get; }

    /// <summary>Beta law of the guests' mean shares; null as <see cref="Sample"/>.</summary>
    public FittedLaw? Law { get; }

    /// <summary>
    /// Whether like traces draw means from <see cref="Law"/>: if its test does not refuse it at 5 %. Else they are those of the trace's
    /// guests.
    /// </summary>
    public bool IsByLaw => Law?.PValue >= Refused;

    /// <summary>Whether the trace is a day long at least, so that there is a profile.</summary>
    public bool HasProfile { get; }

    /// <summary>By what each hour of the day multiplies a guest's use, 1 on average.</summary>
    public IReadOnlyList<double> Profile => profile;

    /// <summary>Share of the guests' variance about their own means that the profile explains; NaN without one.</summary>
    public double ProfileShare { get; private set; } = double.NaN;

    /// <summary>Share of all variance of use that is between guests: what knowing each one's mean explains.</summary>
    public double BetweenShare { get; private set; } = double.NaN;

    /// <summary>
    /// Correlation of a guest's use with itself a sample later, after the profile, of all guests together; made larger by what a mean of
    /// the same values takes away (Kendall 1954).
    /// </summary>
    public double Autocorrelation { get; private set; } = double.NaN;

    /// <summary>Mean correlation of the use of two guests, pairs counted by the times that they share.</summary>
    public double Correlation { get; private set; } = double.NaN;

    /// <summary>The same of what is left after the profile.</summary>
    public double ResidualCorrelation { get; private set; } = double.NaN;

    /// <summary>Standard deviation of the logit of a share about its guest's mean and the profile.</summary>
    public double Width => spread.Width;

    /// <summary>Correlation of that logit with itself a sample later.</summary>
    public double Persistence { get; }

    /// <summary>Correlation of the logits of two guests: the share of their variance that the common factor has.</summary>
    public double CommonShare { get; }

    /// <summary>A mean share, at an hour of mean use, that stands among all as that of a guest of the trace does.</summary>
    internal double MeanOf(int guest, RandomStream random) =>
        IsByLaw ? Law!.Inverse(1 - ((ranks[guest] + random.NextDouble()) / ranks.Length)) : means[guest];

    /// <summary>A course of the logit's standard deviation, one value each step; the common factor of a trace is one.</summary>
    internal double[] Course(int steps, RandomStream random)
    {
        var course = new double[steps];
        var fresh = Math.Sqrt(1 - (Persistence * Persistence));
        for (var i = 0; i < steps; i++)
            course[i] = i == 0 ? random.Normal(0, 1) : (Persistence * course[i - 1]) + (fresh * random.Normal(0, 1));
        return course;
    }

    /// <summary>What a guest uses over its life, as changes.</summary>
    internal List<(double Time, double Cpus)> Changes(double begin, double end, double cpus, double mean, double[] common,
        RandomStream random)
    {
        if (double.IsNaN(Step) || (Width == 0 && !HasProfile))
            return [(begin, cpus * mean)];
        var first = (int)(begin / Step);
        var own = Course(Math.Max(1, (int)Math.Ceiling(end / Step) - first), random);
        var changes = new List<(double, double)>(own.Length);
        var (shared, alone) = (Math.Sqrt(CommonShare), Math.Sqrt(1 - CommonShare));
        var middles = Array.ConvertAll(profile,
            level => mean <= 0 ? double.NegativeInfinity : spread.MiddleFor(Math.Min(Most, mean * level)));
        for (var i = 0; i < own.Length; i++)
        {
            var at = Math.Min(first + i, common.Length - 1);
            var share = LogitNormal.Share(middles[Hour(first + i)] + (Width * ((shared * common[at]) + (alone * own[i]))));
            // Who uses more than he asks for does so here as well: his shares are of so much more.
            changes.Add((i == 0 ? begin : (first + i) * Step, cpus * share * Math.Max(1, mean * profile[Hour(first + i)] / Most)));
        }

        return changes;
    }

    private int Hour(int step) => (int)((step + 0.5) * Step / 3600 % Hours);

    // Means and profile by turns: each the ratio of what is used to what the other expects.
    private void Alternate(UseSeries?[] series)
    {
        for (var round = 0; round < 30; round++)
        {
            var (used, expected) = (new double[Hours], new double[Hours]);
            for (var g = 0; g < series.Length; g++)
                for (var i = 0; i < series[g]?.Shares.Length; i++)
                {
                    var hour = Hour(series[g]!.First + i);
                    (used[hour], expected[hour]) = (used[hour] + series[g]!.Shares[i], expected[hour] + means[g]);
                }

            var levels = used.Zip(expected, (u, e) => e > 0 ? u / e : double.NaN).ToArray();
            var average = levels.Where(double.IsFinite).DefaultIfEmpty(1).Average();
            var change = 0.0;
            for (var h = 0; h < Hours; h++)
            {
                var level = double.IsFinite(levels[h]) && average > 0 ? levels[h] / average : Nearest(levels, h) / average;
                level = double.IsFinite(level) ? level : 1;
                (change, profile[h]) = (Math.Max(change, Math.Abs(level - profile[h])), level);
            }

            for (var g = 0; g < series.Length; g++)
                if (series[g] is { } some && Expected(some, 1) is > 0 and var hours)
                    means[g] = some.Shares.Sum(share => (double)share) / hours;
            if (change < 1e-9)
                break;
        }
    }

    // Samples of some hours each leave hours between: those have the level of the sample that covers them, the nearest.
    private static double Nearest(double[] levels, int hour)
    {
        for (var off = 1; off < Hours; off++)
            foreach (var other in (int[])[hour + off, hour - off + Hours])
                if (double.IsFinite(levels[other % Hours]))
                    return levels[other % Hours];
        return double.NaN;
    }

    private double Expected(UseSeries some, double mean)
    {
        var sum = 0.0;
        for (var i = 0; i < some.Shares.Length; i++)
            sum += mean * profile[Hour(some.First + i)];
        return sum;
    }

    // What is left of each guest's use, and what all of it says; the variance of it.
    private double Residuals(UseSeries?[] series, double length)
    {
        var steps = (int)Math.Ceiling(length / Step) + 1;
        var (plain, left) = (new PairSums(steps), new PairSums(steps));
        var (about, squares, lagged, all, allSquares, count, between) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var g = 0; g < series.Length; g++)
        {
            if (series[g] is not { } some)
                continue;
            var use = Array.ConvertAll(some.Shares, share => (double)share);
            var rest = new double[use.Length];
            for (var i = 0; i < use.Length; i++)
                rest[i] = use[i] - (means[g] * profile[Hour(some.First + i)]);
            plain.Add(some.First, use);
            left.Add(some.First, rest);
            var (mean, own) = (use.Average(), rest.Sum(r => r * r));
            (all, allSquares, count, between) = (all + use.Sum(), allSquares + use.Sum(u => u * u), count + use.Length,
                between + (use.Length * mean * mean));
            if (use.Length < 3)
                continue;
            about += use.Sum(u => (u - mean) * (u - mean));
            squares += own;
            for (var i = 1; i < rest.Length; i++)
                lagged += rest[i] * rest[i - 1];
        }

        (Correlation, ResidualCorrelation) = (plain.Mean(), left.Mean());
        (ProfileShare, BetweenShare) = (HasProfile && about > 0 ? 1 - (squares / about) : double.NaN,
            (between - (all * all / count)) / (allSquares - (all * all / count)));
        if (!(squares > 0))
            return 0;
        // A mean of the same values takes away as much as a value, more if values go on from each other; of the products, too.
        double[] lengths = [.. series.Where(some => some?.Shares.Length >= 3).Select(some => (double)some!.Shares.Length)];
        var variance = 0.0;
        Autocorrelation = 0;
        for (var round = 0; round < 30; round++)
        {
            var lost = (1 + Autocorrelation) / (1 - Autocorrelation);
            variance = squares / lengths.Sum(n => n - Math.Min(lost, n / 2));
            var products = (lagged / variance) + lengths.Sum(n => (n - 1) * Math.Min(lost, n / 2) / n);
            Autocorrelation = Math.Clamp(products / lengths.Sum(n => n - 1), -0.99, 0.99);
        }

        return variance;
    }

    private IEnumerable<double> Quantiles()
    {
        double[] sorted = [.. means.Where(mean => mean > 0).Order()];
        return sorted.Length == 0 ? [0.5]
            : Enumerable.Range(0, FewMeans).Select(i => Math.Min(Most, sorted[(int)((i + 0.5) * sorted.Length / FewMeans)]));
    }
}
