namespace CloudSim.Net.Networking;

/// <summary>
/// Finds max-min fair rates after a change, among as few flows as it can. Rates are max-min fair if and only if each flow has a link that
/// is full and on which no flow has more (Bertsekas and Gallager, Data Networks, 2nd ed., sec. 6.5.2): the reason of its rate.
/// </summary>
/// <remarks>
/// The members begin with the flows that the changed links held back, and those that begin. Members get rates by progressive filling of
/// what the others leave, who keep theirs. Then it is seen who may have lost the reason of his rate, and he becomes a member:
/// (a) who has more on a link than members that it now holds back; (b) who was held back by a link on which a member's rate has changed.
/// This is done again until nobody comes in. Then every member has a reason: the link that stopped its filling is full, members on it have
/// no more by the filling, others by (a). And every other one still has his: on the link that held him back no rate changed, by (b). So the
/// rates are those that a filling of all flows gives, to a unit of rate for each flow of a link, as shares are rounded down.
/// A change that spreads far takes many rounds; after some, all flows that are connected with the members come in.
/// </remarks>
internal sealed class MaxMinSearch
{
    private const int MostRounds = 12;

    private readonly List<Flow> members = [];
    private readonly List<Link> links = [], full = [];
    private readonly PriorityQueue<Link, long> byLevel = new();
    private long search, filling;

    /// <summary>Members of all searches; flows whose rate has changed; links looked at; fillings.</summary>
    public long Members { get; private set; }
    public long Changed { get; private set; }
    public long Links { get; private set; }
    public long Fillings => filling;

    /// <summary>Begins a search.</summary>
    public void Begin() => search++;

    /// <summary>A link has changed: those that it held back become members; all on it, if its capacity was set.</summary>
    public void Include(Link link)
    {
        (link.IsChanged, var isCut, link.IsCut) = (false, link.IsCut, false);
        Touch(link);
        IncludeFirst(link, isCut ? link.FlowCount : link.HeldBack);
    }

    /// <summary>A flow becomes a member.</summary>
    public void Add(Flow flow)
    {
        if (flow.Fill.Search == search)
            return;
        flow.Fill.Search = search;
        members.Add(flow);
        for (var i = 0; i < flow.Crossings.Length; i++)
        {
            ref var crossing = ref flow.Crossings[i];
            Touch(crossing.Link);
            ref var fill = ref crossing.Link.Fill;
            fill.Rest += flow.Units;
            fill.Members++;
            (crossing.Next, fill.First) = (fill.First, new(flow, i));
        }
    }

    /// <summary>Finds the rates, and sets those that have changed.</summary>
    public void End()
    {
        for (var round = 1; members.Count > 0; round++)
        {
            Fill();
            var before = members.Count;
            IncludeThoseWithMore();
            IncludeNeighbours(before);
            if (members.Count == before)
                break;
            if (round == MostRounds)
                IncludeAll();
        }
        foreach (var flow in members)
            Set(flow);
        (Members, Links) = (Members + members.Count, Links + links.Count);
        members.Clear();
        links.Clear();
        full.Clear();
    }

    private void Touch(Link link)
    {
        if (link.Fill.Search == search)
            return;
        link.Fill = new()
        {
            Search = search,
            Rest = link.Units - link.UsedUnits,
            Highest = link.HeldBack > 0 ? link.Flows[0].Flow.Units : long.MaxValue,
        };
        links.Add(link);
    }

    private void Fill()
    {
        filling++;
        byLevel.Clear();
        full.Clear();
        foreach (var link in links)
        {
            (link.Fill.Free, link.Fill.Open) = (link.Fill.Rest, link.Fill.Members);
            if (link.Fill.Open > 0)
                byLevel.Enqueue(link, link.Fill.Level);
        }
        // Levels only rise, as flows get their rates: one that has risen goes back to its place.
        for (var open = members.Count; open > 0;)
        {
            byLevel.TryDequeue(out var link, out var level);
            if (link!.Fill.Open == 0)
                continue;
            if (link.Fill.Level is var risen && risen > level)
            {
                byLevel.Enqueue(link, risen);
                continue;
            }
            full.Add(link);
            open -= Fill(link, level);
        }
    }

    private int Fill(Link full, long level)
    {
        var filled = 0;
        for (var at = full.Fill.First; at.Flow is { } flow; at = at.At.Next)
        {
            if (flow.Fill.Filling == filling)
                continue;
            filled++;
            (flow.Fill.Filling, flow.Fill.Units, flow.Fill.Reason) = (filling, level, at.Index);
            foreach (ref var crossing in flow.Crossings.AsSpan())
            {
                crossing.Link.Fill.Free -= level;
                crossing.Link.Fill.Open--;
            }
        }
        full.Fill.Full = level;
        return filled;
    }

    private void IncludeThoseWithMore()
    {
        foreach (var link in full)
        {
            var level = link.Fill.Full;
            if (link.Fill.Highest <= level)
                continue;
            link.Fill.Highest = level;
            foreach (var (flow, _) in link.Flows)
                if (flow.Units > level)
                    Add(flow);
        }
    }

    private void IncludeNeighbours(int before)
    {
        for (var i = 0; i < before; i++)
        {
            var flow = members[i];
            if (flow.Fill.Units != flow.Units)
                foreach (ref var crossing in flow.Crossings.AsSpan())
                    if (!crossing.Link.Fill.IsIncluded)
                        IncludeFirst(crossing.Link, crossing.Link.HeldBack);
        }
    }

    private void IncludeAll()
    {
        for (var i = 0; i < links.Count; i++)
            IncludeFirst(links[i], links[i].FlowCount);
    }

    private void IncludeFirst(Link link, int count)
    {
        link.Fill.IsIncluded = true;
        foreach (var (flow, _) in link.Flows[..count])
            Add(flow);
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
