using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>An operating system kernel as a guest boots it.</summary>
public sealed record GuestKernel : IParameterized
{
    private readonly SchedulerKind? scheduler;
    private readonly SpinLockKind? spinLocks;

    /// <summary>Name and configuration.</summary>
    public required string Name { get; init; }

    /// <summary>Which operating system interface it offers, for instance <c>Linux</c>.</summary>
    public string Family { get; init; } = "Linux";

    /// <summary>Its version.</summary>
    public Version Version { get; init; } = new(4, 14);

    /// <summary>How it runs its one program, if it is a library in the same address space; null for a kernel with processes.</summary>
    public LibraryKernel? Library { get; init; }

    /// <summary>
    /// How it shares its virtual CPUs among its tasks; left out, as Linux of its version does: CFS before 6.6, then EEVDF. A library kernel
    /// schedules cooperatively. EEVDF asked for with an older version is that of 6.12.
    /// </summary>
    public SchedulerKind Scheduler
    {
        get => scheduler ?? (Library is null && Version >= new Version(6, 6) ? SchedulerKind.Eevdf : SchedulerKind.Cfs);
        init => scheduler = value is SchedulerKind.Cfs or SchedulerKind.Eevdf ? value
            : throw new ArgumentOutOfRangeException(nameof(Scheduler), value, "a guest's kernel has CFS or EEVDF");
    }

    /// <summary>
    /// Its spinlocks; left out, those of Linux of its version with support for paravirtual locks: tickets before 4.2, then queues.
    /// </summary>
    public SpinLockKind SpinLocks
    {
        get => spinLocks ?? (Version < new Version(4, 2) ? SpinLockKind.ParavirtualTicket : SpinLockKind.ParavirtualQueued);
        init => spinLocks = value;
    }

    /// <summary>Size of the kernel image that the VMM loads.</summary>
    public required Bytes Image { get; init => field = Check.Memory(value); }

    /// <summary>Entry point to init, devices and touched memory excepted (see <see cref="BootWork"/>).</summary>
    public required WorkProfile Boot { get; init => field = Check.NotNull(value); }

    /// <summary>Guest memory touched by init, beside the page descriptors of the configured memory.</summary>
    public required Bytes BootTouched { get; init => field = Check.Memory(value); }

    /// <summary>Page descriptors: their share of the configured memory.</summary>
    public required double DescriptorShare { get; init => field = Check.Share(value); }

    /// <summary>Finding and setting up one device.</summary>
    public required WorkProfile ProbeDevice { get; init => field = Check.NotNull(value); }

    /// <summary>CPUs that it runs on, 1 to 4096: what its figures below are for (see <see cref="WithCpus"/>).</summary>
    public int Cpus { get; private init => field = Check.Between(value, 1, 4096); } = 1;

    /// <summary>
    /// Bringing up one further CPU, one after the other by the first: its areas and threads made, INIT and SIPI sent, its timers
    /// calibrated, its way through the states of hot-plugging (<c>smp_init</c>, <c>cpu_up</c>). Nothing in a kernel of one CPU.
    /// </summary>
    public WorkProfile BringUp { get; init => field = Check.NotNull(value); } = new() { Name = "CPU bring-up" };

    /// <summary>Memory that a further CPU takes: its area of per-CPU data, the stacks of its own threads.</summary>
    public Bytes PerCpu { get; init => field = Check.Memory(value); }

    /// <summary>What it does while nobody asks anything of it, its system's services included.</summary>
    public Housekeeping Housekeeping { get; init => field = Check.NotNull(value); } = Housekeeping.None;

    /// <summary>Spread of the boot: sigma of a log-normal factor with median 1.</summary>
    public required double BootSigma { get; init => field = Check.Amount(value); }

    /// <summary>The root file system that it boots from; none where its own figures hold all.</summary>
    public GuestSystem System { get; init => field = Check.NotNull(value); } = GuestSystem.None;

    /// <summary>Guest memory touched by an idle guest of size zero, its <see cref="System"/> left out.</summary>
    public required Bytes IdleBase { get; init => field = Check.Memory(value); }

    /// <summary>Guest memory touched more for configured memory, as a share (page descriptors and zone data).</summary>
    public required double IdleShare { get; init => field = Check.Share(value); }

    /// <summary>Guest memory in use (not available to applications) in an idle guest of size zero, its <see cref="System"/> left
    /// out.</summary>
    public required Bytes UsedBase { get; init => field = Check.Memory(value); }

    /// <summary>Guest memory in use more for configured memory, as a share.</summary>
    public required double UsedShare { get; init => field = Check.Share(value); }

    /// <summary>Bounce buffers that the kernel reserves and touches when memory reaches beyond 4 GiB.</summary>
    public required Bytes BounceBuffers { get; init => field = Check.Memory(value); }

    /// <summary>
    /// Least wait after the network interfaces are opened, where the kernel configures them itself; none without an interface.
    /// </summary>
    public TimeSpan NetworkSettle { get; init => field = Check.Time(value); }

    /// <summary>What the tick adds to that wait at the most: sleeps begin between two ticks and end on one.</summary>
    public TimeSpan NetworkSettleTick { get; init => field = Check.Time(value); }

    /// <summary>Every number that it was made of, its <see cref="System"/> left out.</summary>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>Linux 4.14 in Firecracker's minimal configuration, the kernel of the published comparisons.</summary>
    public static GuestKernel MicroVmLinux(Parameters parameters) => parameters.Make(nameof(MicroVmLinux), p =>
        Named(p, nameof(MicroVmLinux), "Linux 4.14, microVM configuration") with { System = GuestSystem.MicroVm(p) });

    /// <summary>Linux with the configuration of a distribution: drivers and features for any machine.</summary>
    public static GuestKernel DistributionLinux(Parameters parameters) => parameters.Make(nameof(DistributionLinux), p =>
        Named(p, nameof(DistributionLinux), "Linux 6.4, distribution") with { Version = new(6, 4), System = GuestSystem.MicroVm(p) });

    /// <summary>Linux as Kata Containers boots it, with the agent in place of an init.</summary>
    public static GuestKernel KataLinux(Parameters parameters) => parameters.Make(nameof(KataLinux), p =>
        Named(p, nameof(KataLinux), "Linux 5.4, Kata Containers") with { Version = new(5, 4), System = GuestSystem.MicroVm(p) });

    /// <summary>Unikraft: a library linked with one program.</summary>
    public static GuestKernel Unikraft(Parameters parameters) => parameters.Make(nameof(Unikraft), p =>
        Named(p, nameof(Unikraft), "Unikraft 0.4") with
        {
            Family = "Unikraft", Version = new(0, 4), Library = LibraryKernel.Read(p[nameof(Unikraft)]), Uses = p.Uses,
        });

    /// <summary>Tinyx: Linux built for one application, with the drivers of a Xen guest only.</summary>
    public static GuestKernel Tinyx(Parameters parameters) => parameters.Make(nameof(Tinyx), p =>
        Named(p, nameof(Tinyx), "Linux 4.4, Tinyx") with { Version = new(4, 4) });

    /// <summary>Mini-OS: a library for paravirtual guests of Xen, linked with one program.</summary>
    public static GuestKernel MiniOs(Parameters parameters) => parameters.Make(nameof(MiniOs), p =>
        Named(p, nameof(MiniOs), "Mini-OS with lwIP") with
        {
            Family = "Mini-OS", Version = new(4, 8), Library = LibraryKernel.Read(p[nameof(MiniOs)]), Uses = p.Uses,
        });

    /// <summary>The same kernel on so many CPUs: what each further one takes comes to its memory and its boot.</summary>
    /// <param name="count">1 to 4096.</param>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    public GuestKernel WithCpus(int count)
    {
        var more = PerCpu * (Check.Between(count, 1, 4096) - Cpus);
        return count == Cpus ? this : this with
        {
            Cpus = count, IdleBase = IdleBase + more, UsedBase = UsedBase + more, BootTouched = BootTouched + more,
        };
    }

    /// <summary>Guest memory that an idle guest has touched since it was started.</summary>
    public Bytes Idle(Bytes configured) =>
        Bytes.Min(configured, IdleBase + System.Touched + configured * IdleShare + (configured >= 4.GiB ? BounceBuffers : Bytes.Zero));

    /// <summary>Whether it can run in so little: what it uses itself fits, with the smallest system.</summary>
    public bool Fits(Bytes configured) => UsedBase + configured * UsedShare <= configured;

    /// <summary>Guest memory in use, not available to applications, in an idle guest.</summary>
    public Bytes Used(Bytes configured) => Bytes.Min(Idle(configured), UsedBase + System.Used + configured * UsedShare);

    /// <summary>
    /// Guest memory touched once an application holds this much: new pages come evenly from all that is available, of which a
    /// part was touched before and freed.
    /// </summary>
    public Bytes Touched(Bytes configured, Bytes application)
    {
        var idle = Idle(configured);
        var used = Used(configured);
        var available = configured - used;
        return available.Count == 0 ? configured
            : Bytes.Min(configured, idle + application * ((configured - idle) / available));
    }

    /// <summary>The boot of a guest of this size: page descriptors are touched for all of its memory.</summary>
    public WorkProfile BootWork(Bytes configured) =>
        Boot with { Touched = Bytes.Min(configured, BootTouched + configured * DescriptorShare) };

    /// <summary>The kernel described by <c>Virtualization/{sheet}.csv</c>.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static GuestKernel Named(Parameters parameters, string sheet, string name)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        return new GuestKernel
        {
            Name = name,
            Image = p.Bytes("image"),
            Boot = new WorkProfile
            {
                Name = "kernel boot",
                Kernel = p.Cycles("boot_cycles"),
                TlbMisses = p.Count("boot_tlb_misses"),
                Interrupts = p.Count("boot_interrupts"),
                DeviceAccesses = p.Count("boot_device_accesses"),
                NewCode = p.Bytes("boot_code"),
            },
            ProbeDevice = new WorkProfile
            {
                Name = "device probe",
                Kernel = p.Cycles("probe_cycles"),
                DeviceAccesses = p.Count("probe_accesses"),
                NewCode = p.Bytes("probe_code"),
            },
            BringUp = new WorkProfile
            {
                Name = "CPU bring-up",
                Kernel = p.Has("cpu_cycles") ? p.Cycles("cpu_cycles") : Cycles.Zero,
                Interrupts = p.Has("cpu_interrupts") ? p.Count("cpu_interrupts") : 0,
            },
            Housekeeping = Housekeeping.Read(p),
            PerCpu = p.Has("cpu_memory") ? p.Bytes("cpu_memory") : Bytes.Zero,
            BootSigma = p.Ratio("boot_sigma"),
            IdleBase = p.Bytes("idle_base"),
            IdleShare = p.Ratio("idle_share"),
            UsedBase = p.Bytes("used_base"),
            UsedShare = p.Ratio("used_share"),
            BounceBuffers = p.Bytes("bounce_buffers"),
            BootTouched = p.Bytes("boot_touched"),
            DescriptorShare = p.Ratio("descriptor_share"),
            NetworkSettle = p.Has("network_settle") ? p.Duration("network_settle") : TimeSpan.Zero,
            NetworkSettleTick = p.Has("network_settle_tick") ? p.Duration("network_settle_tick") : TimeSpan.Zero,
            Uses = part.Uses,
        };
    }
}
