using CloudSim.Net.Networking.Storage;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Many hosts, and one way in: a request is queued, a node is chosen for it, what it asks is booked there, it is made and started, and its
/// place is given back when it ends. A refusal says what was short.
/// </summary>
public sealed partial class Datacenter
{
    private readonly NodeIndex nodes = new();
    private readonly Alarm pass;
    private long submitted;

    /// <summary>A datacenter without hosts.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="placement">Which node a request gets.</param>
    public Datacenter(Simulation simulation, IPlacement placement)
    {
        Simulation = Check.NotNull(simulation, nameof(simulation));
        Placement = Check.NotNull(placement, nameof(placement));
        pass = new Alarm(simulation, Pass);
        direct = new(simulation);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>Which node a request gets.</summary>
    public IPlacement Placement { get; }

    /// <summary>Who goes first, and who waits.</summary>
    public QueueRule Queue { get; init => field = Check.NotNull(value); } = QueueRule.Fifo;

    /// <summary>Virtual CPUs that may be requested for each CPU of a host; 1 by default.</summary>
    public double CpuOvercommit { get; init => field = Check.Positive(value); } = 1;

    /// <summary>Memory that may be requested for each byte of a host's; 1 by default.</summary>
    public double MemoryOvercommit { get; init => field = Check.Positive(value); } = 1;

    /// <summary>
    /// Where hosts fetch images (<see cref="Request.Image"/>), over the network that they are on (<see cref="Host.Port"/>); null where
    /// every host has them all.
    /// </summary>
    public ImageStore? Images { get; init; }

    /// <summary>The hosts.</summary>
    public NodeIndex Nodes => nodes;

    /// <summary>Requests that wait for a place now.</summary>
    public int Waiting { get; private set; }

    /// <summary>Told of everything that happens to places, when it has happened.</summary>
    public event Action<PlacementRecord>? Recorded;

    /// <summary>Told of each host that is added.</summary>
    internal event Action<Node>? Added;

    /// <summary>Told of a request that has had its turn and waits on, as there is no place for it now.</summary>
    public event Action<Allocation>? Delayed;

    /// <summary>
    /// Told once of each request that waits behind one that has no place, and again when it is resized: it will have its turn, but not now.
    /// </summary>
    internal event Action<Allocation>? Behind;

    /// <summary>Those that wait in the queue now, in order of submission; who backs off is not in it.</summary>
    internal IEnumerable<Allocation> InQueue => queue.UnorderedItems.Select(item => item.Element)
        .Where(allocation => allocation.State == AllocationState.Queued).OrderBy(allocation => allocation.Number);

    /// <summary>Adds a host.</summary>
    /// <param name="host">The live machine, of this simulation.</param>
    /// <param name="rack">The rack that it stands in, 0 or more.</param>
    /// <param name="allocatable">What may be requested of it, before overcommit; by default its CPUs, the memory that the host does not
    /// keep for itself, its disk, its network interface and any number of guests.</param>
    /// <param name="labels">What it belongs to.</param>
    /// <param name="name">Its name; by default "host 0", "host 1", ...</param>
    public Node Add(Host host, int rack = 0, Resources? allocatable = null, Labels? labels = null, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        Check.Count(rack, nameof(rack));
        if (host.Simulation != Simulation)
            throw new ArgumentException("the host lives in another simulation", nameof(host));
        if (Images is not null && host.Port is null)
            throw new ArgumentException("the host is on no network that it could fetch images over (Host.Port)", nameof(host));
        var has = allocatable ?? Of(host);
        has = has.WithCpus(has.Cpus * CpuOvercommit).WithMemory(has.Memory * MemoryOvercommit);
        var node = new Node(nodes, nodes.Count, name ?? $"host {nodes.Count}", host, has, rack, labels ?? Labels.None)
        {
            Opened = TryIfWaiting,
        };
        nodes.Add(node);
        Added?.Invoke(node);
        TryIfWaiting();
        return node;
    }

    /// <summary>
    /// Asks for a place. The request has its turn within this instant, after what else happens now, and those before it in the queue.
    /// </summary>
    public Allocation Submit(Request request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var allocation = new Allocation(this, request, submitted++);
        Waiting++;
        Enqueue(allocation);
        if (request.Patience is { } patience && patience > TimeSpan.Zero)
            Within(allocation, patience, () => Refuse(allocation));
        return allocation;
    }

    private static Resources Of(Host host) => new(host.Model.Topology.Cpus, host.Model.Memory - host.Model.HostReserved,
        new(Math.Min(DiskSpace(host), long.MaxValue / 2)), host.Model.Nic.Bandwidth, int.MaxValue);

    private static long DiskSpace(Host host) =>
        host.Model.Limits.TryGetValue(Hardware.KernelObject.DiskBlock, out var blocks) && blocks < long.MaxValue / 8192
            ? blocks * 4096 : long.MaxValue / 2;
}
