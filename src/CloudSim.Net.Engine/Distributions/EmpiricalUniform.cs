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

    /// <summary>Different ones of the observations, in random order.</summary>
    /// <param name="random">The source of random numbers.</param>
    /// <param name="count">How many; at most as many as there are.</param>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public IEnumerable<T> SampleNoRepetition(IRandom random, int count)
    {
        if (count > observations.Count)
            throw new ArgumentException($"There are only {observations.Count} observations.", nameof(count));
        return Draw();

        IEnumerable<T> Draw()
        {
            var left = observations.ToArray();
            for (int i = 0; i < count; i++)
            {
                int at = random.Next(i, left.Length);
                (left[i], left[at]) = (left[at], left[i]);
                yield return left[i];
            }
        }
    }

    /// <summary>One of the observations, in one pass over them.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static T SampleOnline(IRandom random, IEnumerable<T> observations)
    {
        T chosen = default;
        int seen = 0;
        foreach (var observation in observations)
            if (random.Next(++seen) == 0)
                chosen = observation;
        return seen > 0 ? chosen : throw new ArgumentException("There must be at least one observation.", nameof(observations));
    }

    /// <summary>Several of the observations, in one pass over them; the same one may come again.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static IList<T> SampleOnline(IRandom random, IEnumerable<T> observations, int count)
    {
        var chosen = new T[count];
        int seen = 0;
        foreach (var observation in observations)
        {
            seen++;
            for (int i = 0; i < count; i++)
                if (random.Next(seen) == 0)
                    chosen[i] = observation;
        }
        return seen > 0 || count == 0 ? chosen : throw new ArgumentException("There must be at least one observation.", nameof(observations));
    }

    /// <summary>Different ones of the observations, in one pass over them (reservoir sampling, in no particular order).</summary>
    /// <exception cref="ArgumentException">There are not as many.</exception>
    public static IEnumerable<T> SampleOnlineNoRepetition(IRandom random, IEnumerable<T> observations, int count)
    {
        var chosen = new List<T>(count);
        int seen = 0;
        foreach (var observation in observations)
        {
            seen++;
            if (chosen.Count < count)
                chosen.Add(observation);
            else if (random.Next(seen) is var at && at < count)
                chosen[at] = observation;
        }
        return chosen.Count == count ? chosen : throw new ArgumentException($"There are only {seen} observations.", nameof(count));
    }
}
