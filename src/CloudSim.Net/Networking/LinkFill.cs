namespace CloudSim.Net.Networking;

/// <summary>What the search for new rates knows of a link.</summary>
internal struct LinkFill
{
    /// <summary>The search that touched it last.</summary>
    public long Search;

    /// <summary>Whether the flows that it held back are members of the search.</summary>
    public bool IsIncluded;

    /// <summary>Members of the search on it; the first of them.</summary>
    public int Members;
    public LinkFlow First;

    /// <summary>What those that are no members leave of the capacity.</summary>
    public long Rest;

    /// <summary>No flow that is no member has more than this; the largest number if that is not known.</summary>
    public long Highest;

    /// <summary>What is left to members without a rate, and how many these are.</summary>
    public long Free;
    public int Open;

    /// <summary>The share at which it was full.</summary>
    public long Full;

    /// <summary>An equal share of what is left.</summary>
    public readonly long Level => Math.Max(0, Free / Open);
}
