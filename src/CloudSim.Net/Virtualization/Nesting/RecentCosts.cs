namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>
/// The last pieces of work that were priced on one CPU, with their costs; threads may share it. It holds the single events of which a
/// presented machine asks the price, and some more.
/// </summary>
internal sealed class RecentCosts<TWork>
    where TWork : IEquatable<TWork>
{
    private const int Most = 16;

    private (TWork Work, CycleCost Cost)[] last = [];

    /// <summary>The cost of a piece of work, known or found.</summary>
    public CycleCost Of(TWork work, Func<TWork, CycleCost> find)
    {
        foreach (var (known, cost) in last)
            if (known.Equals(work))
                return cost;
        var found = find(work);
        last = [(work, found), .. last.Take(Most - 1)];
        return found;
    }
}
