using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// A live machine: CPUs under a scheduler, memory, disk, kernel locks and countable kernel objects, and the guests on it.
/// </summary>
public sealed class Host
{
    private readonly List<Guest> guests = [];
    private TaskGroup? driverDomain;
    private long launched;

    /// <summary>A machine just booted, with a CPU scheduler of this kind.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="model">The machine as bought.</param>
    /// <param name="random">Random numbers; the host's are a scope within, so hosts may share it.</param>
    /// <param name="scheduler">Its CPU scheduler; null for the default (CFS).</param>
    /// <param name="name">Its name, which decides its draws: by default "host 0", "host 1", ... in order of creation. Name hosts to compare
    /// simulations in which they are made in another order, or to take one away.</param>
    /// <exception cref="ArgumentException">Another host of the simulation has this name.</exception>
    /// <exception cref="NotSupportedException">The machine cannot have it: see <see cref="HostScheduler.Incompatibility"/>.</exception>
    public Host(Simulation simulation, HostModel model, StreamScope random, SchedulerKind? scheduler = null, string? name = null)
        : this(simulation, model, random, own => HostScheduler.Create(scheduler ?? HostScheduler.Default, simulation, model, own), name)
    {
    }

    /// <summary>A machine just booted, with this CPU scheduler.</summary>
    /// <exception cref="ArgumentException">The scheduler has another number of CPUs, or another host of the simulation this
    /// name.</exception>
    public Host(Simulation simulation, HostModel model, StreamScope random, CpuScheduler scheduler, string? name = null)
        : this(simulation, model, random, _ => scheduler, name)
    {
    }

    /// <summary>
    /// A machine just booted for guests of this platform, with the CPU scheduler asked for; null for the platform's own, else CFS.
    /// </summary>
    public static Host For(Platform platform, Simulation simulation, HostModel model, StreamScope random,
        SchedulerKind? scheduler = null, Overcommit overcommit = Overcommit.Touched, string? name = null) =>
        new(simulation, model, random, HostScheduler.Of(platform, scheduler), name) { Overcommit = overcommit };

    private Host(Simulation simulation, HostModel model, StreamScope random, Func<StreamScope, CpuScheduler> scheduler, string? name)
    {
        Simulation = simulation;
        Model = model;
        Streams = HostScopes.Of(simulation).Next(random, name);
        Scheduler = scheduler(Streams);
        if (Scheduler.Cpus != model.Topology.Cpus)
            throw new ArgumentException($"the scheduler has {Scheduler.Cpus} CPUs, the machine {model.Topology.Cpus}", nameof(scheduler));
        Memory = new MemoryPool(model.Memory);
        if (!Memory.TryCharge(model.HostReserved))
            throw new ArgumentException($"{model.Name} has {model.Memory}, and {model.HostReserved} of it reserved", nameof(model));
        if (model.Governor is { } governor)
            Scheduler.UseClocks(governor, model.Cpu.Clock);
        Kernel = new MachineKernel(simulation, model, Scheduler.Root, Streams);
        HostScopes.Of(simulation).Take(Streams);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The machine as bought.</summary>
    public HostModel Model { get; }

    /// <summary>
    /// Its random numbers, a stream for each purpose; guests have scopes of their own within (<see cref="Guest.Streams"/>).
    /// </summary>
    public StreamScope Streams { get; }

    /// <summary>Who runs when.</summary>
    public CpuScheduler Scheduler { get; }

    /// <summary>Memory, the host's own part charged.</summary>
    public MemoryPool Memory { get; }

    /// <summary>What must be free before a guest is admitted; by default what it will touch.</summary>
    public Overcommit Overcommit { get; init; }

    /// <summary>Merges equal pages of guests; null for none.</summary>
    public SamePageMerging? Merging { get; private set; }

    /// <summary>Reclaims memory when guests grow; null until <see cref="ManageMemory"/>.</summary>
    public MemoryManager? Manager { get; private set; }

    /// <summary>Local disk.</summary>
    public BlockDevice Disk => Kernel.Disk;

    /// <summary>Network interface.</summary>
    public NetworkInterface Nic => Kernel.Nic;

    /// <summary>
    /// The domain that holds the drivers of all guests whose I/O technique asks for one (Xen's Domain-0); its weight is a guest's unless
    /// set.
    /// </summary>
    public TaskGroup DriverDomain => driverDomain ??= Scheduler.CreateGroup("driver domain");

    /// <summary>Guests launched and not stopped, in order of launch.</summary>
    public IReadOnlyList<Guest> Guests => guests;

    /// <summary>CFS as a Linux machine with so many CPUs has it, with this CPU's cost of a switch and of a tick.</summary>
    public static CfsTunables Tunables(HostModel model) => CfsTunables.For(model.Topology.Cpus) with
    {
        ContextSwitchCost = model.Cpu.ContextSwitch.At(model.Cpu.Clock), TickCost = model.Cpu.Interrupt.At(model.Cpu.Clock),
    };

    /// <summary>Lets guests grow, with balloons, swap and in the end the OOM killer; and merges equal pages if asked.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public MemoryManager ManageMemory(MemoryTunables tunables, bool merge = false)
    {
        if (Manager is not null)
            throw new InvalidOperationException("the host's memory is managed already");
        Manager = new MemoryManager(this, tunables);
        Merging = merge ? new SamePageMerging(this, tunables) : null;
        return Manager;
    }

    /// <summary>Its operating system.</summary>
    public MachineKernel Kernel { get; }

    /// <summary>
    /// Admits a guest: charges its memory and kernel objects, and makes its tasks. It does not run yet: see
    /// <see cref="Guest.Start"/>. If something has run out, nothing is charged and the refusal says what.
    /// </summary>
    /// <exception cref="InvalidOperationException">The CPU lacks what the platform's techniques need, or the platform has no kernel to
    /// boot.</exception>
    public bool TryAdmit(Platform platform, GuestSpec spec, out Guest? guest, out string? boundBy)
    {
        guest = null;
        boundBy = null;
        if (platform.Incompatibility(Model.Cpu) is { } reason)
            throw new InvalidOperationException(reason);
        if (platform.Kernel is null && platform.Boot.Any(phase => phase.Kind == StepKind.GuestKernel))
            throw new InvalidOperationException($"{platform.Name} has no kernel of its own that it could start");
        foreach (var (kind, count) in KernelObjects(platform, spec))
            if (Kernel.Count(kind) + count > Model.Limits.GetValueOrDefault(kind, long.MaxValue))
                boundBy = kind.Name;
        if (spec.Interfaces > platform.MostInterfaces)
            boundBy = KernelObject.DeviceSlot.Name;
        if (boundBy is not null)
            return false;

        var resident = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image);
        if (Overcommit == Overcommit.Reserved)
            resident = Bytes.Max(resident, platform.Footprint.PerGuest + spec.ConfiguredMemory);
        if (!TryHold(platform, spec, resident))
        {
            boundBy = "memory";
            return false;
        }
        try
        {
            guest = new Guest(this, platform, spec, launched, resident);
        }
        catch
        {
            GiveBack(platform, spec, resident);
            throw;
        }
        launched++;
        foreach (var (kind, count) in KernelObjects(platform, spec))
            Kernel[kind].TryTake(count);
        guests.Add(guest);
        Merging?.Register(guest);
        return true;
    }

    /// <summary>Gives back all that a guest holds; its tasks have exited.</summary>
    internal void Discharge(Guest guest)
    {
        guests.Remove(guest);
        Manager?.Forget(guest);
        GiveBack(guest.Platform, guest.Spec, guest.Resident);
        foreach (var (kind, count) in KernelObjects(guest.Platform, guest.Spec))
            Kernel[kind].Give(count);
    }

    private bool TryHold(Platform platform, GuestSpec spec, Bytes resident)
    {
        if (!Memory.TryCharge(resident))
            return false;
        var (mapped, complete) = (new List<string>(), false);
        try
        {
            foreach (var (file, size) in Shared(platform, spec))
            {
                if (!Memory.TryMap(file, size))
                    return false;
                mapped.Add(file);
            }
            return complete = true;
        }
        finally
        {
            if (!complete)
            {
                mapped.ForEach(Memory.Unmap);
                Memory.Uncharge(resident);
            }
        }
    }

    private void GiveBack(Platform platform, GuestSpec spec, Bytes resident)
    {
        Memory.Uncharge(resident);
        foreach (var (file, _) in Shared(platform, spec))
            Memory.Unmap(file);
    }

    // Ports of the bridge are taken by each network interface.
    private static IEnumerable<(KernelObject Kind, long Count)> KernelObjects(Platform platform, GuestSpec spec)
    {
        foreach (var (kind, count) in platform.KernelObjects.Where(o => o.Key != KernelObject.Pid))
            yield return (kind, kind == KernelObject.BridgePort ? (long)count * spec.Interfaces : count);
        if (spec.Disk.Count > 0)
            yield return (KernelObject.DiskBlock, (spec.Disk.Count + 4095) / 4096);
    }

    // A guest kernel keeps the image in its own page cache: nothing to share with the host's.
    private static IEnumerable<(string File, Bytes Size)> Shared(Platform platform, GuestSpec spec)
    {
        yield return (platform.Footprint.SharedFile, platform.Footprint.Shared);
        if (platform.Kernel is null)
            yield return ($"application image of {spec.Image}", spec.Image);
    }
}
