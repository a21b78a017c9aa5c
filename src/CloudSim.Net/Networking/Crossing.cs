namespace CloudSim.Net.Networking;

/// <summary>A flow's passage of one of its links.</summary>
internal struct Crossing(Link link)
{
    public readonly Link Link = link;

    /// <summary>Where the flow stands among the flows of the link.</summary>
    public int Position;

    /// <summary>The next one of those flows of the link whose rates are being found.</summary>
    public LinkFlow Next;
}
