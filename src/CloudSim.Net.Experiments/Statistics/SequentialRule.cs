namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// How many replications there shall be until intervals are narrow against their means (Chow and Robbins, Ann. Math. Stat. 36, 1965). Who
/// looks often stops too early, where the spread happens to look small. So there are at least ten replications, and a quarter more from
/// look to look; the half width is held against <c>share / (1 + share)</c>, so that it is a share of the true mean (Law, Simulation
/// Modeling and Analysis, section 9.4.1); and it must be narrow at two looks, one after the other. The rule sees the number of replications
/// and their values, nothing else.
/// </summary>
/// <param name="Share">Half width as a share of the mean.</param>
/// <param name="Most">Replications at the most.</param>
internal sealed record SequentialRule(double Share, int Most)
{
    /// <summary>Replications at the first look.</summary>
    public const int First = 10;

    /// <summary>Replications at the second look, so the fewest that end it.</summary>
    public const int Second = First + (First + 3) / 4;

    private int narrow;

    /// <summary>Whether it has ended because the intervals are narrow.</summary>
    public bool IsReached => narrow >= 2;

    /// <summary>How many replications there shall be; as many as there are if it has ended.</summary>
    /// <param name="runs">Those that there are.</param>
    /// <param name="estimates">What they give; not asked for before there are any.</param>
    public int Next(int runs, Func<IEnumerable<Estimate>> estimates)
    {
        if (runs == 0)
            return Math.Min(Most, First);
        // What has no value, as a guest that does not fit, has none later: the others go on without it.
        var known = estimates().Where(e => !double.IsNaN(e.HalfWidth)).ToList();
        narrow = known.Count > 0 && known.All(IsNarrow) ? narrow + 1 : 0;
        return IsReached || runs >= Most || known.Count == 0
            ? runs : Math.Min(Most, runs + (runs + 3) / 4);
    }

    /// <summary>Whether an interval is narrow enough.</summary>
    public bool IsNarrow(Estimate estimate) => estimate.HalfWidth <= Share / (1 + Share) * Math.Abs(estimate.Mean);
}
