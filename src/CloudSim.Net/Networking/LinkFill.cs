namespace CloudSim.Net.Networking;

/// <summary>What the search for new rates knows of a link.</summary>
internal struct LinkFill
{
    /// <summary>The search that touched it last.</summary>
    public long Search;

    /// <summary>The first of the flows on it that the search has opened.</summary>
    public LinkFlow First;

    /// <summary>How many of them have no rate yet, and what all others leave to them.</summary>
    public int Open;
    public long Free;

    /// <summary>The level of the flows that it held back, as long as the search has not come to it; then none.</summary>
    public long Held;

    /// <summary>No flow that is not opened has more than this.</summary>
    public long Highest;

    /// <summary>The level at which it stands in the queue; none while it does not.</summary>
    public long Queued;

    /// <summary>At which level the search has to look at it again.</summary>
    public readonly long Due => Math.Min(Held, Open > 0 ? Level : long.MaxValue);

    /// <summary>An equal share of what is left.</summary>
    public readonly long Level => Math.Max(0, Free / Open);
}
