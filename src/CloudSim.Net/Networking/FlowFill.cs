namespace CloudSim.Net.Networking;

/// <summary>What the search for new rates knows of a flow.</summary>
internal struct FlowFill
{
    /// <summary>The last search that has opened it.</summary>
    public long Search;

    /// <summary>Whether it has no rate yet.</summary>
    public bool IsOpen;

    /// <summary>Its new rate, and which of its links is the reason.</summary>
    public long Units;
    public int Reason;
}
