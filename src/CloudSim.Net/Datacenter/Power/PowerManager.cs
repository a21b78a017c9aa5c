using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>
/// Lets the hosts of a datacenter sleep while nobody holds a place on them, and wakes them for requests that find no place: one that is
/// waking already and has room for it beside those it is woken for, else the first that sleeps, else one that is falling asleep; of those
/// that its groups and the placement's filters allow. A host stays awake until those it was woken for have a place, here or elsewhere, or
/// have gone. A request that is to be waited for needs
/// patience (<see cref="Request.Patience"/>) for as long as a wake-up takes.
/// </summary>
public sealed class PowerManager
{
    private readonly Datacenter datacenter;
    private readonly Dictionary<Node, Watched> hosts = [];
    private readonly SortedSet<int> sleepers = []; // numbers of hosts that are not awake
    private readonly Dictionary<Allocation, (Watched Host, Resources Needs, Affinity Affinity)> wokenFor = [];
    private readonly AffinityBook groups = new(); // of those, as if they stood there
    private readonly int awake;

    /// <summary>Manages a datacenter from now on; all its hosts' power and sleep state are known.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="after">How long a host is empty before it falls asleep; not negative.</param>
    /// <param name="keep">So many empty hosts stay awake for those to come, 0 or more.</param>
    /// <exception cref="ArgumentException">The power of a host is not known (<see cref="Hardware.HostModel.Power"/>).</exception>
    public PowerManager(Datacenter datacenter, TimeSpan after, int keep = 0)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        (this.datacenter, After, awake) = (datacenter, Check.Time(after, nameof(after)), Check.Count(keep, nameof(keep)));
        foreach (var node in datacenter.Nodes.All)
            PowerControl.Of(node.Host);
        datacenter.Recorded += Look;
        datacenter.Delayed += Wake;
        datacenter.Behind += Wake;
        datacenter.Added += Watch;
        foreach (var node in datacenter.Nodes.All)
            Watch(node);
    }

    /// <summary>How long a host is empty before it falls asleep.</summary>
    public TimeSpan After { get; }

    /// <summary>How often a host fell asleep.</summary>
    public int Sleeps { get; private set; }

    private void Watch(Node node)
    {
        var host = new Watched(node, PowerControl.Of(node.Host), new(datacenter.Simulation, () => Sleep(hosts[node])));
        hosts.Add(node, host);
        node.Emptied += () => Idle(host);
        node.Host.AwakeChanged += () => Turned(host);
        Turned(host);
    }

    // A host that has woken sleeps again if those it was woken for have gone meanwhile.
    private void Turned(Watched host)
    {
        if (host.Node.Host.IsAwake)
            sleepers.Remove(host.Node.Number);
        else
            sleepers.Add(host.Node.Number);
        Idle(host);
    }

    private void Look(PlacementRecord record)
    {
        if (record.Host is { } taken)
            hosts[taken].Alarm.Cancel();
        if (record.Allocation.State != AllocationState.Queued)
            Forget(record.Allocation);
    }

    private void Idle(Watched host)
    {
        if (host.IsIdle && !host.Alarm.IsSet)
            host.Alarm.Set(After);
    }

    private void Sleep(Watched host)
    {
        if (!host.IsIdle || host.Node.Host.Guests.Count > 0)
            return;
        if (awake > 0 && datacenter.Nodes.All.Count(other => other.Places == 0 && other.Host.IsAwake) <= awake)
            return;
        host.Power.Sleep();
        if (host.Power.State == PowerState.FallingAsleep)
            Sleeps++; // else its model has no sleep state
    }

    private void Wake(Allocation waiting)
    {
        var request = waiting.Request;
        if (wokenFor.TryGetValue(waiting, out var before))
        {
            if (before.Needs == request.Needs && before.Host is { Node: { IsOpen: true, Host.IsAwake: false } })
                return; // it is on its way
            Forget(waiting);
        }

        if (Sleeper(request) is not { } host)
            return;
        wokenFor.Add(waiting, (host, request.Needs, request.Affinity));
        host.Promised += request.Needs;
        host.WokenFor++;
        groups.Add(request.Affinity, host.Node);
        host.Power.Wake();
    }

    private Watched? Sleeper(Request request)
    {
        Watched? best = null;
        foreach (var number in sleepers)
        {
            var node = datacenter.Nodes[number];
            var host = hosts[node];
            if (!node.IsOpen || host.Rank >= (best?.Rank ?? int.MaxValue) || !request.Needs.FitsIn(node.Free - host.Promised)
                || !groups.Allows(request.Affinity, node) || datacenter.Refuses(request, node) is not null)
                continue;
            best = host;
            if (best.Rank == 0)
                break;
        }

        return best;
    }

    private void Forget(Allocation allocation)
    {
        if (!wokenFor.Remove(allocation, out var was))
            return;
        was.Host.Promised -= was.Needs;
        was.Host.WokenFor--;
        groups.Remove(was.Affinity, was.Host.Node);
        Idle(was.Host);
    }

    private sealed class Watched(Node node, PowerControl power, Alarm alarm)
    {
        public Node Node => node;

        public PowerControl Power => power;

        public Alarm Alarm => alarm;

        // What those ask that it was woken for, and how many they are.
        public Resources Promised { get; set; }

        public int WokenFor { get; set; }

        public bool IsIdle => node.Places == 0 && node.Host.IsAwake && WokenFor == 0;

        public int Rank => power.State switch { PowerState.Waking => 0, PowerState.Asleep => 1, _ => 2 };
    }
}
