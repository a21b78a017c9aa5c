using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>A live machine: CPUs under a scheduler, memory, disk, kernel locks and countable kernel objects, and the guests on it.</summary>
public sealed class Host
{
    private readonly Dictionary<string, long> taken = [];
    private readonly Dictionary<string, Event> pageCache = [];
    private readonly List<Guest> guests = [];
    private TaskGroup? driverDomain;
    private long launched;

    /// <summary>A machine just booted, with the default CPU scheduler (CFS).</summary>
    public Host(Simulation simulation, HostModel model, RandomStreams streams)
        : this(simulation, model, streams, CpuSharing.Slices)
    {
    }

    /// <summary>A machine just booted, whose tasks share the CPUs in this way.</summary>
    public Host(Simulation simulation, HostModel model, RandomStreams streams, CpuSharing sharing)
        : this(simulation, model, streams, sharing switch
        {
            CpuSharing.Fluid => new FluidScheduler(simulation, model.Topology),
            CpuSharing.Credit when !model.Topology.IsUniform => throw new NotSupportedException($"{model.Name}: {nameof(CreditScheduler)} takes all CPUs as alike ({model.Topology})"),
            CpuSharing.Credit => new CreditScheduler(simulation, model.Cores, new CreditTunables
            {
                ContextSwitchCost = model.Cpu.ContextSwitch.At(model.Cpu.Clock), TickCost = model.Cpu.Interrupt.At(model.Cpu.Clock),
            }),
            _ => new CfsScheduler(simulation, model.Topology, Tunables(model)),
        })
    {
    }

    /// <summary>A machine just booted for guests of this platform: their hypervisor's own scheduler, unless they are to share as a fluid.</summary>
    public static Host For(Platform platform, Simulation simulation, HostModel model, RandomStreams streams, CpuSharing sharing = CpuSharing.Slices) =>
        new(simulation, model, streams, sharing == CpuSharing.Slices ? platform.Sharing : sharing);

    /// <summary>A machine just booted, with this CPU scheduler.</summary>
    /// <exception cref="ArgumentException">The scheduler has another number of CPUs.</exception>
    public Host(Simulation simulation, HostModel model, RandomStreams streams, CpuScheduler scheduler)
    {
        if (scheduler.Cpus != model.Topology.Cpus)
            throw new ArgumentException($"the scheduler has {scheduler.Cpus} CPUs, the machine {model.Topology.Cpus}", nameof(scheduler));
        Simulation = simulation;
        Model = model;
        Streams = streams;
        Scheduler = scheduler;
        Memory = new MemoryPool(model.Memory);
        Memory.TryCharge(model.HostReserved);
        Disk = new BlockDevice(simulation, model.Disk);
        Nic = new NetworkInterface(simulation, model.Nic);
        Kernel = new KernelState(simulation, streams["kernel"]);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The machine as bought.</summary>
    public HostModel Model { get; }

    /// <summary>Random numbers; each guest draws from streams named after its number.</summary>
    public RandomStreams Streams { get; }

    /// <summary>Who runs when.</summary>
    public CpuScheduler Scheduler { get; }

    /// <summary>Memory, the host's own part charged.</summary>
    public MemoryPool Memory { get; }

    /// <summary>Local disk.</summary>
    public BlockDevice Disk { get; }

    /// <summary>Network interface.</summary>
    public NetworkInterface Nic { get; }

    /// <summary>The domain that holds the drivers of all guests whose I/O technique asks for one (Xen's Domain-0); its weight is a guest's unless set.</summary>
    public TaskGroup DriverDomain => driverDomain ??= Scheduler.CreateGroup("driver domain");

    /// <summary>Guests launched and not stopped, in order of launch.</summary>
    public IReadOnlyList<Guest> Guests => guests;

    /// <summary>CFS as a Linux machine with so many CPUs has it, with this CPU's cost of a switch and of a tick.</summary>
    public static CfsTunables Tunables(HostModel model) => CfsTunables.For(model.Topology.Cpus) with
    {
        ContextSwitchCost = model.Cpu.ContextSwitch.At(model.Cpu.Clock), TickCost = model.Cpu.Interrupt.At(model.Cpu.Clock),
    };

    /// <summary>What the kernel keeps once for all: locks, grace periods.</summary>
    public KernelState Kernel { get; }

    /// <summary>A lock of the host's kernel: one holder, first come first served.</summary>
    public Resource Lock(string name) => Kernel.Lock(name);

    /// <summary>How many of these kernel objects are taken.</summary>
    public long Taken(string limit) => taken.GetValueOrDefault(limit);

    /// <summary>
    /// Admits a guest: charges its memory and kernel objects, and makes its tasks. It does not run yet: see
    /// <see cref="Guest.Start"/>. If something has run out, nothing is charged and the refusal says what.
    /// </summary>
    /// <exception cref="InvalidOperationException">The CPU lacks what the platform's techniques need.</exception>
    public bool TryAdmit(Platform platform, GuestSpec spec, out Guest? guest, out string? boundBy)
    {
        guest = null;
        boundBy = null;
        if (platform.WhyNot(Model.Cpu) is { } reason)
            throw new InvalidOperationException(reason);
        foreach (var (limit, count) in platform.Takes)
            if (Taken(limit) + count > Model.Limits.GetValueOrDefault(limit, long.MaxValue))
                boundBy = limit;
        if (boundBy is not null)
            return false;

        var resident = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image);
        if (!TryHold(platform, spec, resident))
        {
            boundBy = "memory";
            return false;
        }
        foreach (var (limit, count) in platform.Takes)
            taken[limit] = Taken(limit) + count;
        guest = new Guest(this, platform, spec, launched++, resident);
        guests.Add(guest);
        return true;
    }

    /// <summary>Gives back all that a guest holds; its tasks have exited.</summary>
    internal void Discharge(Guest guest)
    {
        guests.Remove(guest);
        Memory.Uncharge(guest.Resident);
        foreach (var (file, _) in Shared(guest.Platform, guest.Spec))
            Memory.Unmap(file);
        foreach (var (limit, count) in guest.Platform.Takes)
            taken[limit] -= count;
    }

    /// <summary>Brings a file into the page cache; one transfer serves all who ask before it ends. The cache gives way to guests and is not charged.</summary>
    internal Event Read(string file, Bytes size)
    {
        if (!pageCache.TryGetValue(file, out var read))
            pageCache.Add(file, read = Disk.Transfer(size));
        return read;
    }

    private bool TryHold(Platform platform, GuestSpec spec, Bytes resident)
    {
        if (!Memory.TryCharge(resident))
            return false;
        var mapped = new List<string>();
        foreach (var (file, size) in Shared(platform, spec))
        {
            if (!Memory.TryMap(file, size))
            {
                mapped.ForEach(Memory.Unmap);
                Memory.Uncharge(resident);
                return false;
            }
            mapped.Add(file);
        }
        return true;
    }

    // A guest kernel keeps the image in its own page cache: nothing to share with the host's.
    private static IEnumerable<(string File, Bytes Size)> Shared(Platform platform, GuestSpec spec)
    {
        yield return (platform.Footprint.SharedFile, platform.Footprint.Shared);
        if (platform.Kernel is null)
            yield return ($"application image of {spec.Image}", spec.Image);
    }
}
