using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Networking;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>Requests that move to another node while they run.</summary>
public sealed partial class Datacenter
{
    private readonly FlowNetwork direct; // between the interfaces of hosts that are on no fabric
    private readonly Dictionary<Node, (Link Sends, Link Receives)> interfaces = [];
    private readonly HashSet<Relocation> moves = []; // under way

    /// <summary>
    /// Moves a running request to another node while it runs. Its place there is held from now on; its data crosses the network of the
    /// hosts (<see cref="Host.Port"/>; the two interfaces alone where they are on none); both hosts' CPUs pay for it. If it is stopped
    /// meanwhile, all places are given back.
    /// </summary>
    /// <param name="allocation">What runs here, in a sandbox that can be moved.</param>
    /// <param name="target">Where to.</param>
    /// <param name="how">The way.</param>
    /// <returns>The move: under way, or refused with a reason.</returns>
    public Relocation Move(Allocation allocation, Node target, ILiveMigration how)
    {
        ArgumentNullException.ThrowIfNull(allocation);
        ArgumentNullException.ThrowIfNull(how);
        MustStandHere(target);
        if (!allocation.IsOf(this))
            throw new ArgumentException($"{allocation.Request.Name} was submitted to another datacenter", nameof(allocation));
        var move = new Relocation(allocation, target);
        move.Refusal = WhyNot(allocation, target);
        if (move.Refusal is not null)
        {
            move.Done.Succeed();
            return move;
        }

        Hold(allocation.Request, target);
        (allocation.Target, allocation.State, allocation.Move) = (target, AllocationState.Moving, move);
        moves.Add(move);
        nodes.Groups.Leaving(allocation.Request.Affinity, move.From!); // newcomers of its group go where it goes
        move.Process = Simulation.Process(Moving(move, how));
        return move;
    }

    private Refusal? WhyNot(Allocation allocation, Node target)
    {
        var request = allocation.Request;
        if (allocation.State != AllocationState.Running)
            return new("state", $"{request.Name} is {allocation.State}, and only what runs is moved");
        if (allocation.Sandbox is not IMovableSandbox sandbox)
            return new("sandbox", $"{request.Name} cannot be moved: stop it and start it anew");
        if (allocation.Node == target)
            return new("node", $"{request.Name} stands on {target} already");
        foreach (var refusal in RefusalsOfMove(allocation, target))
            return refusal;
        return sandbox.Prepare(target);
    }

    // It may share a rack with itself: the groups are asked as if it had left.
    private IEnumerable<Refusal> RefusalsOfMove(Allocation allocation, Node target)
    {
        nodes.Groups.Remove(allocation.Request.Affinity, allocation.Node!);
        try
        {
            return [.. Refusals(allocation.Request, target)];
        }
        finally
        {
            nodes.Groups.Add(allocation.Request.Affinity, allocation.Node!);
        }
    }

    private IEnumerable<Event> Moving(Relocation move, ILiveMigration how)
    {
        var (allocation, from, to) = (move.Allocation, move.From!, move.To);
        var sandbox = (IMovableSandbox)allocation.Sandbox!;
        using var sends = new HostThread(from.Host);
        using var receives = new HostThread(to.Host);
        var (network, path, latency) = Between(from, to);
        var job = new MigrationJob
        {
            Simulation = Simulation, Guest = sandbox, Network = network, Path = path, Latency = latency, Clock = from.Host.Model.Cpu.Clock,
            TargetClock = to.Host.Model.Cpu.Clock,
            SwitchOver = () => SwitchOver(move), ChargeSource = sends.Charge, ChargeTarget = receives.Charge, ChargeGuest = sandbox.Charge,
        };
        var (begun, failure) = (Simulation.Now, (string?)null);
        using (var steps = how.Move(job).GetEnumerator())
            while (HasNext(steps, ref failure) && !move.IsAbandoned)
                yield return steps.Current;
        move.Result = job.Result ?? new(allocation.Target == from ? MigrationEnd.Lost : MigrationEnd.Interrupted,
            failure ?? "its request has ended", Simulation.Now - begun, TimeSpan.Zero, []);
        HasMoved(move);
    }

    // What a way of the user's throws ends the move, and the run goes on.
    private static bool HasNext(IEnumerator<Event> steps, ref string? failure)
    {
        try
        {
            return steps.MoveNext();
        }
        catch (Exception e)
        {
            failure = e.Message;
            return false;
        }
    }

    private void SwitchOver(Relocation move)
    {
        var (allocation, from, to) = (move.Allocation, move.From!, move.To);
        ((IMovableSandbox)allocation.Sandbox!).SwitchOver();
        if (move.IsAbandoned)
            return; // it has ended by that
        from.Remove(allocation);
        to.Add(allocation);
        allocation.Target = from; // where its place is held until the move is over
        Record(allocation, to, from, "moved");
    }

    // The place that it does not stand on is given back.
    private void HasMoved(Relocation move)
    {
        var (allocation, result) = (move.Allocation, move.Result!);
        moves.Remove(move);
        if (!move.IsAbandoned)
        {
            allocation.Move = null;
            nodes.Groups.HasLeft(allocation.Request.Affinity, move.From!);
            ((IMovableSandbox)allocation.Sandbox!).EndMove();
            Release(allocation.Request, allocation.Target!);
            (allocation.Target, allocation.State) = (null, AllocationState.Running);
            if (result.End == MigrationEnd.Lost)
                Stop(allocation, $"lost in a move: {result.Reason}");
            else
                TryIfWaiting();
        }

        move.Done.Succeed();
    }

    private (FlowNetwork Network, IReadOnlyList<Link> Path, TimeSpan Latency) Between(Node from, Node to)
    {
        if (from.Host.Port is not { } a || to.Host.Port is not { } b || a.Fabric != b.Fabric)
            return (direct, [Interface(from).Sends, Interface(to).Receives], TimeSpan.Zero);
        var path = new List<Link>();
        a.Fabric.AddPath(a.Number, b.Number, path);
        return (a.Fabric.Flows, path, a.Fabric.Topology.Latency(a.Number, b.Number));
    }

    private (Link Sends, Link Receives) Interface(Node node)
    {
        if (!interfaces.TryGetValue(node, out var links))
        {
            var rate = node.Host.Model.Nic.Bandwidth;
            interfaces[node] = links = (new($"{node} sends", rate), new($"{node} receives", rate));
        }

        return links;
    }

    private bool IsHere(Node node) => node.Number < nodes.Count && nodes[node.Number] == node;

    private void MustStandHere(Node node)
    {
        ArgumentNullException.ThrowIfNull(node);
        if (!IsHere(node))
            throw new ArgumentException($"{node.Name} stands in another datacenter", nameof(node));
    }

    // What a move costs a host's CPUs, done by a thread of the host.
    private sealed class HostThread(Host host) : IDisposable
    {
        private readonly CpuTask task = Begin(host);

        // A host with such a thread does not fall asleep.
        private static CpuTask Begin(Host host)
        {
            host.Places++;
            return host.Scheduler.CreateTask("migration");
        }

        public void Charge(Cycles work)
        {
            if (work.NanosecondsAt(host.Model.Cpu.Clock) is > 0 and var time)
                task.Demand(time);
        }

        // What it was asked for is done before it exits.
        public void Dispose() => task.ExitWhenDone(() =>
        {
            host.Places--;
            host.TellIfVacant();
        });
    }
}
