namespace CloudSim.Net.Engine;

/// <summary>Observations that are drawn again, each as likely as any other.</summary>
/// <typeparam name="T">What was observed.</typeparam>
public class EmpiricalUniform<T> : Distribution<T>
{
    private readonly IReadOnlyList<T> observations;

    /// <summary>Draws from these observations; at least one.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public EmpiricalUniform(IEnumerable<T> observations)
        : this((IReadOnlyList<T>)[.. observations])
    {
    }

    /// <summary>Draws from these observations; at least one.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public EmpiricalUniform(IReadOnlyList<T> observations)
    {
        if (observations.Count == 0)
            throw new ArgumentException("There must be at least one observation.", nameof(observations));
        this.observations = observations;
    }

    /// <inheritdoc/>
    public override T Sample(IRandom random) => observations[random.Next(observations.Count)];

    /// <summary>Different ones of the observations, in the order in which they stand.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="count">How many; at most as many as there are.</param>
    /// <exception cref="ArgumentException">There are not as many, or the number is negative (thrown when they are enumerated).</exception>
    public IEnumerable<T> SampleNoRepetition(IRandom random, int count) => Select(random, observations, count);

    /// <summary>One of the observations, in one pass over them.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static T SampleOnline(IRandom random, IEnumerable<T> observations) => SampleOnline(random, observations, 1)[0];

    /// <summary>Several of the observations, in one pass over them; the same one may come again.</summary>
    /// <exception cref="ArgumentException">There are none, or the number is negative.</exception>
    public static IList<T> SampleOnline(IRandom random, IEnumerable<T> observations, int count)
    {
        if (count < 0)
            throw new ArgumentException($"The number of draws must not be negative ({count}).", nameof(count));
        var chosen = new T[count];
        long seen = 0;
        foreach (var observation in observations)
        {
            seen++;
            for (int i = 0; i < count; i++)
                if (seen == 1 || seen * random.NextDouble() < 1)
                    chosen[i] = observation;
        }
        return seen > 0 || count == 0
            ? chosen : throw new ArgumentException("There must be at least one observation.", nameof(observations));
    }

    /// <summary>Different ones of the observations, in the order in which they stand (Knuth's selection sampling, TAOCP 3.4.2).</summary>
    /// <exception cref="ArgumentException">There are not as many, or the number is negative (thrown when they are enumerated).</exception>
    public static IEnumerable<T> SampleOnlineNoRepetition(IRandom random, IEnumerable<T> observations, int count) =>
        Select(random, observations as IReadOnlyCollection<T> ?? [.. observations], count);

    private static IEnumerable<T> Select(IRandom random, IReadOnlyCollection<T> from, int count)
    {
        if (count < 0 || count > from.Count)
            throw new ArgumentException($"{count} of {from.Count} observations cannot be drawn without repetition.", nameof(count));
        int left = from.Count;
        foreach (var observation in from)
        {
            if (count == 0)
                yield break;
            if (left-- * random.NextDouble() >= count)
                continue;
            count--;
            yield return observation;
        }
    }
}
