namespace CloudSim.Net.Traces.Fitting;

/// <summary>
/// How long guests live: laws of the largest likelihood, the best by Akaike's criterion first. Of guests that have not ended it is known
/// that they live longer. With fewer than ten that ended there is no law, and lives are drawn from the trace.
/// </summary>
public sealed class LifeFit
{
    /// <summary>Fewer that ended give no law.</summary>
    public const int Fewest = 10;

    private readonly IReadOnlyList<(double Value, double Survival)> steps = [];

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
        if (some.Length == 0)
            return;
        Sample = new(some);
        steps = Sample.Survival();
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

    /// <summary>The lives above 0; null if there is none.</summary>
    public CensoredSample? Sample { get; }

    /// <summary>
    /// One life in seconds: 0 as often as in the trace, else by the best law; without a law one of the trace's, infinite if that has not
    /// ended.
    /// </summary>
    public double Draw(RandomStream random)
    {
        if (Sample is null || (OfNoLength > 0 && random.NextDouble() * Count < OfNoLength))
            return OfNoLength > 0 ? 0 : double.PositiveInfinity;
        if (Chosen is { } law)
            return law.Draw(random);
        var share = random.NextDouble();
        foreach (var (value, survival) in steps)
            if (survival <= share)
                return value;
        return double.PositiveInfinity;
    }
}
