namespace CloudSim.Net.Networking;

/// <summary>
/// Finds max-min fair rates after a change, among as few flows as it can. Rates are max-min fair if and only if each flow has a link that
/// is full and on which no flow has more (Bertsekas and Gallager, Data Networks, 2nd ed., sec. 6.5.2): the reason of its rate, which holds
/// it back.
/// </summary>
/// <remarks>
/// It is progressive filling, in the order of levels, of a part of the flows: those that are opened lose their rate until a link is full
/// and gives them a new one. All others keep theirs, and links know what these take. At the beginning flows that begin are opened. A link
/// that has changed, or that an opened flow crosses, is looked at
/// (a) when it is full at this level: who has more there, the highest first, is opened; if nobody has, its open flows get this level;
/// (b) when the level of those that it holds back comes: they are opened if it is not full any more with what has been given so far.
/// The level of a link depends only on flows with less, so what has been given at lower levels stays; and who is opened had no less than
/// the level at which that happens. At the end every flow has a reason: who was opened, the link that gave him his rate, full and with
/// nobody above him by (a); who was not, the link that held him back, still full and without anybody above him by (b), or never looked at
/// as nothing on it has changed. So the rates are those that a filling of all flows gives, to a unit of rate for each flow of a link, as
/// shares are rounded down.
/// </remarks>
internal sealed class MaxMinSearch
{
    private const long None = long.MaxValue;
    private static readonly Comparison<Flow> HighestFirst = (a, b) => b.Units.CompareTo(a.Units);

    private readonly List<Flow> opened = [], higher = [];
    private readonly PriorityQueue<Link, long> due = new();
    private long search;

    /// <summary>Searches so far.</summary>
    public long Searches => search;

    /// <summary>Flows that they have opened.</summary>
    public long Opened { get; private set; }

    /// <summary>Those among them whose rate has changed.</summary>
    public long Changed { get; private set; }

    /// <summary>How often a link was looked at.</summary>
    public long Looks { get; private set; }

    /// <summary>Begins a search.</summary>
    public void Begin() => search++;

    /// <summary>Something has changed on a link.</summary>
    public void Include(Link link)
    {
        link.IsChanged = false;
        Touch(link);
        if (link.Fill.Free < 0) // the capacity is less than before
            foreach (var (flow, _) in link.Flows)
                Open(flow);
        Queue(link);
    }

    /// <summary>A flow loses its rate, until it gets one.</summary>
    public void Open(Flow flow)
    {
        if (flow.Fill.Search == search)
            return;
        (flow.Fill.Search, flow.Fill.IsOpen) = (search, true);
        opened.Add(flow);
        for (var i = 0; i < flow.Crossings.Length; i++)
        {
            ref var crossing = ref flow.Crossings[i];
            Touch(crossing.Link);
            ref var fill = ref crossing.Link.Fill;
            fill.Free += flow.Units;
            fill.Open++;
            (crossing.Next, fill.First) = (fill.First, new(flow, i));
            Queue(crossing.Link);
        }
    }

    /// <summary>Finds the rates, and sets those that have changed.</summary>
    public void End()
    {
        while (due.TryDequeue(out var link, out var level))
        {
            if (link.Fill.Queued != level)
                continue; // it stood in the queue twice
            link.Fill.Queued = None;
            if (link.Fill.Due == level)
                Look(link, level);
            Queue(link);
        }
        Opened += opened.Count;
        foreach (var flow in opened)
            Set(flow);
        opened.Clear();
    }

    private void Touch(Link link)
    {
        if (link.Fill.Search == search)
            return;
        var held = link.HeldBack > 0 ? link.Flows[0].Flow.Units : None;
        link.Fill = new() { Search = search, Free = link.Units - link.UsedUnits, Held = held, Highest = held, Queued = None };
    }

    private void Queue(Link link)
    {
        if (link.Fill.Due is var level && level < link.Fill.Queued)
            due.Enqueue(link, link.Fill.Queued = level);
    }

    private void Look(Link link, long level)
    {
        Looks++;
        ref var fill = ref link.Fill;
        if (fill.Open == 0 || fill.Level > level)
            ReachHeld(link);
        else if (fill.Highest <= level || !OpenHigher(link, level))
            Give(link, level);
    }

    private void ReachHeld(Link link)
    {
        link.Fill.Held = None;
        if (link.Fill.Free >= link.HeldBack) // else they cannot have a unit more each
            OpenHeld(link);
    }

    private void OpenHeld(Link link)
    {
        link.Fill.Held = None;
        foreach (var (flow, _) in link.Flows[..link.HeldBack])
            Open(flow);
    }

    private bool OpenHigher(Link link, long level)
    {
        if (link.Fill.Held != None)
        {
            OpenHeld(link); // they have most
            return true;
        }
        foreach (var (flow, _) in link.Flows)
            if (flow.Units > level && flow.Fill.Search != search)
                higher.Add(flow);
        link.Fill.Highest = level;
        if (higher.Count == 0)
            return false;
        higher.Sort(HighestFirst);
        foreach (var flow in higher)
        {
            if (flow.Units <= link.Fill.Level)
            {
                link.Fill.Highest = flow.Units;
                break;
            }
            Open(flow);
        }
        higher.Clear();
        return true;
    }

    private void Give(Link link, long level)
    {
        for (var at = link.Fill.First; at.Flow is { } flow; at = at.At.Next)
        {
            if (!flow.Fill.IsOpen)
                continue;
            (flow.Fill.IsOpen, flow.Fill.Units, flow.Fill.Reason) = (false, level, at.Index);
            foreach (ref var crossing in flow.Crossings.AsSpan())
            {
                crossing.Link.Fill.Free -= level;
                crossing.Link.Fill.Open--;
            }
        }
    }

    private void Set(Flow flow)
    {
        var fill = flow.Fill;
        if (fill.Reason != flow.Reason)
        {
            if (flow.Reason >= 0)
                flow.Crossings[flow.Reason].Link.LetGo(flow.Crossings[flow.Reason]);
            flow.Crossings[fill.Reason].Link.Hold(flow.Crossings[fill.Reason]);
            flow.Reason = fill.Reason;
        }
        foreach (ref var crossing in flow.Crossings.AsSpan())
        {
            crossing.Next = default;
            crossing.Link.Fill.First = default;
            crossing.Link.UsedUnits += fill.Units - flow.Units;
        }
        if (fill.Units == flow.Units)
            return;
        Changed++;
        flow.SetRate(fill.Units);
    }
}
