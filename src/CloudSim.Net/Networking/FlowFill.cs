namespace CloudSim.Net.Networking;

/// <summary>What the search for new rates knows of a flow.</summary>
internal struct FlowFill
{
    /// <summary>The last search of which it was a member.</summary>
    public long Search;

    /// <summary>The filling in which it got its rate last.</summary>
    public long Filling;

    /// <summary>That rate, and which of its links was the reason.</summary>
    public long Units;
    public int Reason;
}
