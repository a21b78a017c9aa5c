using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>
/// Links shared by flows with max-min fairness: no flow can have more without one that has less, or as much, having less still. It is what
/// fair queueing on each link gives in the long run, and what long TCP flows of equal round-trip times come near to.
/// </summary>
/// <remarks>
/// What begins, ends and changes at one instant is shared out once, at its end, or when somebody asks for a rate. Only flows whose rate may
/// change are looked at, and only those whose rate does change are touched (<see cref="MaxMinSearch"/>). Rates are whole numbers of
/// 2^-20 bytes a second, so that sums are exact: links never carry more than their capacity, and the order of events leaves no trace.
/// </remarks>
public sealed class FlowNetwork
{
    internal const long UnitsPerByte = 1 << 20;

    private readonly MaxMinSearch search = new();
    private readonly List<Link> changed = [];
    private readonly List<Flow> begun = [];
    private readonly Alarm sharing;

    /// <summary>A network without flows.</summary>
    /// <param name="simulation">The simulation.</param>
    public FlowNetwork(Simulation simulation)
    {
        Simulation = simulation;
        sharing = new Alarm(simulation, Share, priority: int.MaxValue);
    }

    /// <summary>The highest rate of a link or a flow: 8 TB/s, or 64 Tbit/s.</summary>
    public static Bandwidth MostRate { get; } = new(8e12);

    internal Simulation Simulation { get; }

    /// <summary>How much work it was so far, for tests of how that grows.</summary>
    internal MaxMinSearch Search => search;

    /// <summary>Starts to move data along links; an empty path, or no data, is done at once.</summary>
    /// <param name="size">How much.</param>
    /// <param name="path">The links that it crosses, each once; the list is not kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size.</exception>
    /// <exception cref="ArgumentException">A link carries flows of another network.</exception>
    public Flow Start(Bytes size, params IReadOnlyList<Link> path) => Start(size, null, path);

    /// <summary>The same, at a rate of at most so much, also on an empty path.</summary>
    /// <param name="size">How much.</param>
    /// <param name="mostRate">See <see cref="Flow.MostRate"/>.</param>
    /// <param name="path">The links that it crosses, each once; the list is not kept.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative size, or a rate out of its range.</exception>
    /// <exception cref="ArgumentException">A link carries flows of another network.</exception>
    public Flow Start(Bytes size, Bandwidth? mostRate, params IReadOnlyList<Link> path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentNullException.ThrowIfNull(path);
        var flow = new Flow(this, size, path, mostRate);
        foreach (ref var crossing in flow.Crossings.AsSpan())
            crossing.Link.CheckNetwork(this);
        if (size == Bytes.Zero || flow.Crossings.Length == 0)
        {
            flow.Done.Succeed();
            return flow;
        }
        flow.IsOpen = true;
        for (var i = 0; i < flow.Crossings.Length; i++)
            flow.Crossings[i].Link.Add(this, new(flow, i));
        begun.Add(flow);
        ShareLater();
        return flow;
    }

    /// <summary>Ends a flow before its time; nobody is told. Nothing happens if it has ended.</summary>
    /// <exception cref="ArgumentException">The flow is of another network.</exception>
    public void Cancel(Flow flow)
    {
        ArgumentNullException.ThrowIfNull(flow);
        if (flow.Network != this)
            throw new ArgumentException("the flow is of another network", nameof(flow));
        if (flow.IsOpen)
            Leave(flow);
    }

    internal static Bandwidth OfUnits(long units) => new((double)units / UnitsPerByte);

    internal static long Units(Bandwidth rate, string name) =>
        rate.BytesPerSecond == 0 ? 0 : (long)(Check.Between(rate.BytesPerSecond, 1, MostRate.BytesPerSecond, name) * UnitsPerByte);

    internal void Finish(Flow flow)
    {
        Leave(flow);
        flow.Done.Succeed();
    }

    /// <summary>Something happened on a link.</summary>
    internal void Change(Link link)
    {
        if (link.IsChanged)
            return;
        link.IsChanged = true;
        changed.Add(link);
        ShareLater();
    }

    /// <summary>A flow that is under way crosses one link more.</summary>
    internal void Lengthen(Flow flow, Link link)
    {
        Array.Resize(ref flow.Crossings, flow.Crossings.Length + 1);
        flow.Crossings[^1] = new Crossing(link);
        link.Add(this, new(flow, flow.Crossings.Length - 1));
        link.UsedUnits = flow.Units;
        Change(link);
    }

    /// <summary>Gives every flow its rate, if anything has happened since that was done.</summary>
    internal void Share()
    {
        if (changed.Count == 0 && begun.Count == 0)
            return;
        sharing.Cancel();
        search.Begin();
        foreach (var link in changed)
            search.Include(link);
        foreach (var flow in begun)
            if (flow.IsOpen)
                search.Open(flow);
        changed.Clear();
        begun.Clear();
        search.End();
    }

    private void ShareLater()
    {
        if (!sharing.IsSet)
            sharing.Set(TimeSpan.Zero);
    }

    private void Leave(Flow flow)
    {
        flow.IsOpen = false;
        if (flow.Reason >= 0)
            flow.Crossings[flow.Reason].Link.LetGo(flow.Crossings[flow.Reason]);
        foreach (ref var crossing in flow.Crossings.AsSpan())
        {
            crossing.Link.Remove(crossing);
            crossing.Link.UsedUnits -= flow.Units;
            if (crossing.Link.HeldBack > 0)
                Change(crossing.Link);
        }
        flow.Reason = -1;
        flow.SetRate(0);
    }
}
