using CloudSim.Net.Units;

namespace CloudSim.Net.Capacity;

/// <summary>
/// The smallest fleet that meets all goals, if more hosts never do worse: from a first guess in ever longer steps up to a fleet that does
/// (or down to one that does not), then by halves between the two. Each size is tried once.
/// </summary>
public static class FleetSearch
{
    /// <summary>Searches.</summary>
    /// <param name="least">The fewest hosts that may do; 1 or more.</param>
    /// <param name="most">The most hosts.</param>
    /// <param name="guess">Where to begin.</param>
    /// <param name="evaluate">What a fleet of so many hosts gives.</param>
    /// <returns>All sizes that were tried, in order of size.</returns>
    public static IReadOnlyList<FleetResult> Run(int least, int most, int guess, Func<int, FleetResult> evaluate)
    {
        Check.Between(least, 1, most, nameof(least));
        ArgumentNullException.ThrowIfNull(evaluate);
        var tried = new SortedDictionary<int, FleetResult>();
        FleetResult Try(int hosts) => tried.TryGetValue(hosts, out var known) ? known : tried[hosts] = evaluate(hosts);
        var (missed, met, step) = (least - 1, (int?)null, 1);
        for (var hosts = Math.Clamp(guess, least, most); met is null; step *= 2)
        {
            if (Try(hosts).Met)
                met = hosts;
            else
            {
                missed = hosts;
                if (hosts == most)
                    return [.. tried.Values];
                hosts = (int)Math.Min(most, (long)hosts + step);
            }
        }

        // Down, if the guess was enough at once.
        for (step = 1; missed == least - 1 && met > least; step *= 2)
        {
            var hosts = Math.Max(least, met.Value - step);
            if (Try(hosts).Met)
                met = hosts;
            else
                missed = hosts;
        }

        while (met - missed > 1)
        {
            var hosts = missed + ((met.Value - missed) / 2);
            if (Try(hosts).Met)
                met = hosts;
            else
                missed = hosts;
        }

        return [.. tried.Values];
    }
}
