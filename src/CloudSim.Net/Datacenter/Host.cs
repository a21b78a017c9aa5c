using CloudSim.Net.Calibration;
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
public sealed partial class Host
{
    /// <summary>What stops a guest when the host's memory has run out.</summary>
    public const string MemoryLimit = "memory";

    /// <summary>What stops a guest whose application is larger than its own memory.</summary>
    public const string GuestMemoryLimit = "guest memory";

    private readonly List<Guest> guests = [];
    private Bytes awaited;
    private DateTime? firstLook;
    private DateTime lookedAt;
    private TaskGroup? driverDomain;
    private (Platform? Given, Platform? To) sized; // for guests of several vCPUs
    private long launched;

    /// <summary>A machine just booted, with a CPU scheduler of this kind.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="model">The machine as bought.</param>
    /// <param name="random">Random numbers; the host's are a scope within, so hosts may share it.</param>
    /// <param name="scheduler">Its CPU scheduler; null for that of its kernel (CFS if no version is said).</param>
    /// <param name="name">Its name, which decides its draws: by default "host 0", "host 1", ... in order of creation. Name hosts to compare
    /// simulations in which they are made in another order, or to take one away.</param>
    /// <exception cref="ArgumentException">Another host of the simulation has this name.</exception>
    /// <exception cref="NotSupportedException">The machine cannot have it: see <see cref="HostScheduler.Incompatibility"/>.</exception>
    public Host(Simulation simulation, HostModel model, StreamScope random, SchedulerKind? scheduler = null, string? name = null)
        : this(simulation, model, random, own => HostScheduler.Create(scheduler ?? HostScheduler.Of(model), simulation, model, own), name)
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
        new(simulation, model, random, HostScheduler.Of(platform, scheduler, model), name) { Overcommit = overcommit };

    private Host(Simulation simulation, HostModel model, StreamScope random, Func<StreamScope, CpuScheduler> scheduler, string? name)
    {
        Simulation = simulation;
        Model = model;
        Streams = HostScopes.Of(simulation).Next(random, name);
        Scheduler = scheduler(Streams);
        if (Scheduler.Cpus != model.Topology.Cpus)
            throw new ArgumentException($"the scheduler has {Scheduler.Cpus} CPUs, the machine {model.Topology.Cpus}", nameof(scheduler));
        if (model.Governor is { } governor)
            Scheduler.UseClocks(governor, model.Cpu.Clock);
        Scheduler.CachesOf = () => model.Caches
            ?? CacheHierarchy.Of(Parameters, model.Cpu, model.Topology.Cores / model.Topology.LastLevelCaches);
        Kernel = new MachineKernel(simulation, model, Scheduler.Root, Streams);
        Files = new(Memory.PageCache);
        Memory.OomKilled += victim => OomVictim = victim;
        HostScopes.Of(simulation).Take(Streams);
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The machine as bought.</summary>
    public HostModel Model { get; }

    /// <summary>The numbers that it and what runs on it are made of.</summary>
    public Parameters Parameters => Model.Parameters;

    /// <summary>
    /// Its random numbers, a stream for each purpose; guests have scopes of their own within (<see cref="Guest.Streams"/>).
    /// </summary>
    public StreamScope Streams { get; }

    /// <summary>Who runs when.</summary>
    public CpuScheduler Scheduler { get; }

    /// <summary>What must be free before a guest is admitted; by default what it will touch.</summary>
    public Overcommit Overcommit { get; init; }

    /// <summary>Merges equal pages of guests; null for none.</summary>
    public SamePageMerging? Merging { get; private set; }

    /// <summary>Reclaims memory when guests grow; null until <see cref="ManageMemory"/>.</summary>
    public MemoryManager? Manager { get; private set; }

    /// <summary>Its memory: that of the root cgroup.</summary>
    public MemoryController Memory => Kernel.Root.Memory;

    internal AwaitedFiles Files { get; }

    /// <summary>The process that the OOM killer chose last.</summary>
    internal KernelProcess? OomVictim { get; private set; }

    /// <summary>Local disk.</summary>
    public BlockDevice Disk => Kernel.Disk;

    /// <summary>Network interface.</summary>
    public NetworkInterface Nic => Kernel.Nic;

    /// <summary>Where it is on the datacenter's network; null if it is on none.</summary>
    public Networking.Topologies.FabricPort? Port { get; set; }

    /// <summary>
    /// The domain that holds the drivers of all guests whose I/O technique asks for one (Xen's Domain-0); its weight is a guest's unless
    /// set.
    /// </summary>
    public TaskGroup DriverDomain => driverDomain ??= Scheduler.CreateGroup("driver domain");

    /// <summary>Guests launched and not stopped, in order of launch.</summary>
    public IReadOnlyList<Guest> Guests => guests;

    /// <summary>
    /// CFS as a Linux machine with so many CPUs has it, with this CPU's cost of a switch and of a tick, and with the bandwidth limits of
    /// its kernel's version (those of 3.16 also before it), if one is said.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Its kernel is from 6.6 on, with EEVDF.</exception>
    public static CfsTunables Tunables(HostModel model) => HostScheduler.CfsOf(model) with
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
    /// Admits a guest: takes its process ids and kernel objects, and makes its cgroup and tasks. Its memory is taken as it is touched, once
    /// it runs: see <see cref="Guest.Start"/>; until then the host keeps it free of other guests. If something has run out, nothing is
    /// taken and the refusal says what.
    /// </summary>
    /// <param name="platform">How it is isolated.</param>
    /// <param name="spec">What it is given.</param>
    /// <param name="guest">The guest; null if it was refused.</param>
    /// <param name="boundBy">What has run out: memory, a <see cref="KernelObject"/>, or <see cref="GuestMemoryLimit"/>; or
    /// <see cref="NotAwake"/>; null if it was admitted.</param>
    /// <exception cref="InvalidOperationException">The platform has no kernel to boot.</exception>
    /// <exception cref="ArgumentException">A program or image that others have mapped is asked for with another size; or limits for a
    /// guest without a cgroup, or of memory for one whose hypervisor gives it away.</exception>
    /// <exception cref="InputException">The CPU lacks what the platform's techniques need; or a limit is none that the cgroup's file
    /// takes.</exception>
    public bool TryAdmit(Platform platform, GuestSpec spec, out Guest? guest, out string? boundBy)
    {
        guest = null;
        ArgumentNullException.ThrowIfNull(platform);
        ArgumentNullException.ThrowIfNull(spec);
        platform = Sized(platform, spec.VCpus);
        if (platform.Incompatibility(Model.Cpu) is { } reason)
            throw new InputException(Model.Name, null, reason, "take another machine or another platform");
        if (platform.Kernel is null && platform.Boot.Any(phase => phase.Kind == StepKind.GuestKernel))
            throw new InvalidOperationException($"{platform.Name} has no kernel of its own that it could start");
        if (platform.Threads == 0 && spec.Limits is not { MemoryMax: null, MemoryHigh: null, SwapMax: null })
            throw new ArgumentException(
                $"{platform.Name} gives a guest its memory: limits of its cgroup cannot take it back", nameof(spec));
        if (!spec.HasCgroup && spec.Limits != Guest.NoLimits)
            throw new ArgumentException("limits are those of a cgroup, and the guest is to have none", nameof(spec));
        spec.CheckPinning(platform, Scheduler);
        var expected = platform.Resident(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image);
        if (Overcommit == Overcommit.Reserved)
            expected = Bytes.Max(expected, platform.Footprint.PerGuest + spec.ConfiguredMemory);
        LookAtFiles();
        boundBy = IsAwake ? Refusal(platform, spec, expected) : NotAwake;
        if (boundBy is not null)
            return false;
        if (spec.HasCgroup)
            PassTakenNames();
        guest = new Guest(this, platform, spec, launched, expected);
        launched++;
        guests.Add(guest);
        return true;
    }

    /// <summary>As <see cref="TryAdmit"/>, for a guest that is taken to fit.</summary>
    /// <exception cref="InputException">It does not fit: what has run out.</exception>
    public Guest Admit(Platform platform, GuestSpec spec) => TryAdmit(platform, spec, out var guest, out var boundBy) ? guest!
        : throw new InputException(platform.Name, null, $"does not fit on {Model.Name} beside {guests.Count} guests: {boundBy}",
            "give the machine more memory, or the guest less");

    // Guests of a kind come one after the other: one record for all of them.
    private Platform Sized(Platform platform, int vcpus)
    {
        if (platform.VCpus == vcpus || platform.Kernel is null)
            return platform;
        if (!ReferenceEquals(sized.Given, platform) || sized.To!.VCpus != vcpus)
            sized = (platform, platform.WithVCpus(vcpus));
        return sized.To!;
    }

    /// <summary>
    /// Brings the page caches of its guests up to this instant: what their housekeeping has read and written since they run
    /// (<see cref="Housekeeping.CachePerHour"/>) is charged. Admission does so by itself, at times that double: a minute after the first
    /// look at the earliest, then after as long again as has passed. Who reads its memory after a long time calls it first.
    /// </summary>
    public void KeepFiles()
    {
        foreach (var guest in guests.ToArray())
            _ = guest.Take(guest.KeepFiles());
        lookedAt = Simulation.Now;
    }

    private void LookAtFiles()
    {
        if (firstLook is null)
            firstLook = lookedAt = Simulation.Now;
        if (Simulation.Now - lookedAt >= TimeSpan.FromMinutes(1) && Simulation.Now - firstLook >= 2 * (lookedAt - firstLook))
            KeepFiles();
    }

    private string? Refusal(Platform platform, GuestSpec spec, Bytes expected)
    {
        string? boundBy = null;
        foreach (var (kind, count) in platform.Objects)
            if (RunsOut(kind, Number(kind, count, spec)))
                boundBy = kind.Name;
        if (spec.Disk > Bytes.Zero && RunsOut(KernelObject.DiskBlock, Blocks(spec)))
            boundBy = KernelObject.DiskBlock.Name;
        var threads = platform.Threads;
        if (threads > (Kernel.Root.Pids.Max ?? long.MaxValue) - Kernel.Root.Pids.Current
            || Guest.ThreadsInside(platform) > spec.Limits.PidsMax)
            boundBy = KernelObject.Pid.Name;
        if (spec.Interfaces > platform.MostInterfaces)
            boundBy = KernelObject.DeviceSlot.Name;
        if (boundBy is not null)
            return boundBy;
        if (platform.TooSmall(spec.ConfiguredMemory, spec.ApplicationMemory, spec.Image) is not null)
            return GuestMemoryLimit;
        var needed = expected;
        if (SharesText(platform))
            needed += Files.Needed(platform.Footprint.SharedFile, platform.Footprint.Shared);
        if (SharesImage(platform, spec))
            needed += Files.Needed(GuestMemory.Image(spec), spec.Image);
        return needed <= Memory.Available - awaited - Files.Sum ? null : MemoryLimit;
    }

    /// <summary>The host keeps so much more, or less, free for guests that have not touched yet what they were admitted for.</summary>
    internal void Await(Bytes change) => awaited += change;

    /// <summary>A guest takes its kernel objects, which were found to be there.</summary>
    internal void TakeObjects(Platform platform, GuestSpec spec)
    {
        foreach (var (kind, count) in platform.Objects)
            Kernel[kind].TryTake(Number(kind, count, spec));
        if (spec.Disk > Bytes.Zero)
            Kernel[KernelObject.DiskBlock].TryTake(Blocks(spec));
    }

    /// <summary>A guest gives them back.</summary>
    internal void GiveObjects(Platform platform, GuestSpec spec)
    {
        foreach (var (kind, count) in platform.Objects)
            Kernel[kind].Give(Number(kind, count, spec));
        if (spec.Disk > Bytes.Zero)
            Kernel[KernelObject.DiskBlock].Give(Blocks(spec));
    }

    /// <summary>Whether guests of a platform map one program's pages on the host.</summary>
    internal static bool SharesText(Platform platform) => platform.Footprint.Shared > Bytes.Zero;

    // A guest kernel keeps the image in its own page cache: nothing to share with the host's.
    internal static bool SharesImage(Platform platform, GuestSpec spec) => platform.Kernel is null && spec.Image > Bytes.Zero;

    private bool RunsOut(KernelObject kind, long more) => more > (Kernel[kind].Limit ?? long.MaxValue) - Kernel[kind].Taken;

    // Each network interface takes a port of the bridge.
    private static long Number(KernelObject kind, int count, GuestSpec spec) =>
        kind == KernelObject.BridgePort ? (long)count * spec.Interfaces : count;

    private static long Blocks(GuestSpec spec) => (spec.Disk.Count + 4095) / 4096;
}
