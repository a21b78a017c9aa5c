namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// How long guests live: laws of the largest likelihood, the best by Akaike's criterion first. Of guests that have not ended it is known
/// that they live longer. Lives are drawn from the best law, or, if its test refuses it or fewer than ten ended, from the trace.
/// </summary>
public sealed class LifeFit
{
    /// <summary>Fewer that ended give no law.</summary>
    public const int Fewest = 10;

    private const double Refused = 0.05;

    private readonly IReadOnlyList<(double Value, double Survival)> steps = [];
    private readonly (double Low, double High)[] ranks; // of each life, which share of lives is longer: from, to

    /// <summary>Fits lives.</summary>
    /// <param name="lives">The lives in seconds; those of length 0 are counted apart, since no law has them.</param>
    /// <param name="random">Where the tests draw from.</param>
    /// <param name="repetitions">How often a test draws; 0 for none.</param>
    public LifeFit(IReadOnlyList<CensoredValue> lives, RandomStream random, int repetitions = 199)
    {
        ArgumentNullException.ThrowIfNull(lives);
        CensoredValue[] some = [.. lives.Where(life => life.Value > 0)];
        (Count, Ended) = (lives.Count, lives.Count(life => life.HasEnded));
        OfNoLength = lives.Count(life => life.Value <= 0 && life.HasEnded);
        if (some.Length > 0)
            Sample = new(some);
        steps = Sample?.Survival() ?? [];
        ranks = [.. lives.Select(Rank)];
        if (Sample is null)
            return;
        if (Sample.Ended >= Fewest && steps.Count > 1)
            Laws = [.. FittedLaw.Of(Sample).Select(law => repetitions > 0 ? law.Tested(Sample, random.Split(law.Name), repetitions) : law)];
    }

    /// <summary>Guests.</summary>
    public int Count { get; }

    /// <summary>Of these, who ended within the trace.</summary>
    public int Ended { get; }

    /// <summary>Of these, who ended when they began.</summary>
    public int OfNoLength { get; }

    /// <summary>The laws, the best first; none if too few ended.</summary>
    public IReadOnlyList<FittedLaw> Laws { get; } = [];

    /// <summary>The best law by Akaike's criterion; null if too few ended.</summary>
    public FittedLaw? Chosen => Laws.Count > 0 ? Laws[0] : null;

    /// <summary>Whether lives are drawn from <see cref="Chosen"/>: if its test does not refuse it at 5 %.</summary>
    public bool IsByLaw => Chosen?.PValue >= Refused;

    /// <summary>The lives above 0; null if there is none.</summary>
    public CensoredSample? Sample { get; }

    /// <summary>
    /// One life in seconds that stands among all as that of a guest does: 0 if that had no length, longer than seen if it had not ended.
    /// So lives go with sizes as they do in the trace.
    /// </summary>
    /// <param name="guest">Which, from 0, in the order in which the lives were given.</param>
    /// <param name="random">Where it draws from.</param>
    /// <returns>The life; infinite if it is longer than any that ended, and there is no law.</returns>
    public double Draw(int guest, RandomStream random)
    {
        var (low, high) = ranks[guest];
        if (double.IsNaN(high))
            return 0;
        var longer = high - ((high - low) * random.NextDouble());
        if (IsByLaw)
            return Chosen!.Inverse(longer);
        var (from, to) = (0, steps.Count); // the first step down to less
        while (from < to)
            if ((from + to) / 2 is var middle && steps[middle].Survival < longer)
                to = middle;
            else
                from = middle + 1;
        return from < steps.Count ? steps[from].Value : double.PositiveInfinity;
    }

    // A censored life is any that is longer: so each share of all lives is as likely as another (Efron 1967).
    private (double, double) Rank(CensoredValue life)
    {
        if (life.Value <= 0)
            return life.HasEnded ? (double.NaN, double.NaN) : (0, 1);
        var (from, to) = (0, steps.Count); // the first step that is not before this life
        while (from < to)
            if ((from + to) / 2 is var middle && (life.HasEnded ? steps[middle].Value >= life.Value : steps[middle].Value > life.Value))
                to = middle;
            else
                from = middle + 1;
        var before = from == 0 ? 1 : steps[from - 1].Survival;
        return (life.HasEnded ? steps[Math.Min(from, steps.Count - 1)].Survival : 0, before);
    }
}
