using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>
/// Links shared by flows with max-min fairness: no flow can have more without one that has less, or as much, having less still; the rates
/// follow by progressive filling (Bertsekas and Gallager, Data Networks, 2nd ed., sec. 6.5.2). It is what fair queueing on each link gives
/// in the long run, and what long TCP flows of equal round-trip times come near to. A change touches only the flows that share links with
/// it, directly or through others.
/// </summary>
/// <param name="simulation">The simulation.</param>
public sealed class FlowNetwork(Simulation simulation)
{
    private readonly List<Link> component = [];
    private readonly List<Flow> members = [];
    private long visit;

    internal Simulation Simulation => simulation;

    /// <summary>Starts to move data along links; an empty path, or no data, is done at once.</summary>
    /// <param name="size">How much.</param>
    /// <param name="path">The links that it crosses, each once.</param>
    public Flow Start(Bytes size, params IReadOnlyList<Link> path)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentNullException.ThrowIfNull(path);
        var flow = new Flow(this, size, path);
        if (size == Bytes.Zero || path.Count == 0)
        {
            flow.Done.Succeed();
            return flow;
        }
        foreach (var link in path)
            link.Flows.Add(flow);
        Share(path);
        return flow;
    }

    /// <summary>Ends a flow before its time; nobody is told.</summary>
    public void Cancel(Flow flow)
    {
        if (flow.Done.IsTriggered || flow.Links.Count == 0)
            return;
        flow.Alarm.Cancel();
        flow.Left -= flow.BytesPerSecond * (simulation.Now - flow.Settled).TotalSeconds;
        flow.Settled = simulation.Now;
        Leave(flow);
    }

    internal void Finish(Flow flow)
    {
        Leave(flow);
        flow.Done.Succeed();
    }

    private void Leave(Flow flow)
    {
        foreach (var link in flow.Links)
            link.Flows.Remove(flow);
        flow.BytesPerSecond = 0;
        Share(flow.Links);
    }

    private void Share(IReadOnlyList<Link> from)
    {
        Collect(from);
        var open = members.Count;
        while (open > 0)
        {
            var tight = component[0];
            var share = double.PositiveInfinity;
            foreach (var link in component)
                if (link.Open > 0 && link.Free / link.Open < share)
                    (tight, share) = (link, link.Free / link.Open);
            foreach (var flow in tight.Flows)
            {
                if (flow.Frozen)
                    continue;
                flow.Frozen = true;
                flow.BytesPerSecond = Math.Max(share, 1e-3);
                open--;
                foreach (var link in flow.Links)
                {
                    link.Free = Math.Max(0, link.Free - share);
                    link.Open--;
                }
            }
        }
        foreach (var flow in members)
            flow.Alarm.Set(TimeSpan.FromTicks((long)Math.Ceiling(Math.Max(0, flow.Left) / flow.BytesPerSecond * TimeSpan.TicksPerSecond)));
    }

    /// <summary>Links and flows that are connected with these links; what the flows have moved so far is booked.</summary>
    private void Collect(IReadOnlyList<Link> from)
    {
        visit++;
        component.Clear();
        members.Clear();
        foreach (var link in from)
            Visit(link);
        for (var i = 0; i < component.Count; i++)
        {
            foreach (var flow in component[i].Flows)
            {
                if (flow.Frozen)
                {
                    flow.Frozen = false;
                    flow.Left -= flow.BytesPerSecond * (simulation.Now - flow.Settled).TotalSeconds;
                    flow.Settled = simulation.Now;
                    members.Add(flow);
                    foreach (var link in flow.Links)
                        Visit(link);
                }
                else if (flow.BytesPerSecond == 0)
                {
                    flow.BytesPerSecond = double.Epsilon;
                    members.Add(flow);
                    foreach (var link in flow.Links)
                        Visit(link);
                }
            }
        }
    }

    private void Visit(Link link)
    {
        if (link.Visited == visit)
            return;
        link.Visited = visit;
        link.Free = link.Capacity.BytesPerSecond;
        link.Open = link.Flows.Count;
        component.Add(link);
    }
}
