using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A physical machine as bought: what stands in the rack before anything runs on it.</summary>
public sealed record HostModel : IParameterized
{
    /// <summary>Short name, for instance <c>RackServer</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The CPU in every socket.</summary>
    public required CpuModel Cpu { get; init => field = Check.NotNull(value); }

    /// <summary>Sockets, cores, their hardware threads, caches and memory nodes.</summary>
    public required CpuTopology Topology { get; init => field = Check.NotNull(value); }

    /// <summary>
    /// Physical cores. Setting their number makes the sockets larger or smaller: threads of a core, caches, nodes and sockets stay as many.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">So many do not divide among the sockets, nodes and caches.</exception>
    public int Cores
    {
        get => Topology.Cores;
        init => Topology = Topology?.WithCores(value) ?? CpuTopology.Uniform(value);
    }

    /// <summary>Installed memory, up to 4 PiB.</summary>
    public required Bytes Memory { get; init => field = Check.Memory(value); }

    /// <summary>Memory that the host's own kernel, daemons and their caches hold; at most the installed.</summary>
    public required Bytes HostReserved { get; init => field = Check.Memory(value); }

    /// <summary>Rate at which the kernel clears or copies pages; positive.</summary>
    public required Bandwidth MemoryCopy { get; init => field = Check.Rate(value); }

    /// <summary>Local disk.</summary>
    public required DiskModel Disk { get; init => field = Check.NotNull(value); }

    /// <summary>Network interface.</summary>
    public required NicModel Nic { get; init => field = Check.NotNull(value); }

    /// <summary>How its clocks change with the load; null where every core always runs at <see cref="CpuModel.Clock"/>.</summary>
    public ClockGovernor? Governor { get; init; }

    /// <summary>Its caches; null for those of <c>CacheHierarchy.csv</c> with the CPU's TLB.</summary>
    public CacheHierarchy? Caches { get; init; }

    /// <summary>What it draws by its load, and how it sleeps; null where nothing is known of it.</summary>
    public PowerModel? Power { get; init; }

    /// <summary>Countable kernel objects that run out, by name (see <see cref="KernelObject"/>).</summary>
    public required IReadOnlyDictionary<KernelObject, long> Limits { get; init => field = Check.Counts(value); }

    /// <summary>
    /// The version of its kernel, whose scheduler it has: EEVDF from Linux 6.6 on (the rules of 6.6, from 6.12 on those of 6.12), CFS
    /// before, with the bandwidth limits that this version had (<see cref="Scheduling.Cfs.CfsTunables.WithQuotaRulesOf"/>). Null leaves it
    /// to the scheduler that is asked for: 6.1 for CFS, 6.12 for EEVDF.
    /// </summary>
    public Version? KernelVersion { get; init; }

    /// <summary>The numbers that what runs on it is made of: its kernel, its scheduler.</summary>
    public required Parameters Parameters { get; init => field = Check.NotNull(value); }

    /// <inheritdoc/>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>A machine of 16 cores and 64 GiB, the size of a common rack server or cloud metal slice.</summary>
    public static HostModel RackServer(Parameters parameters) => Known(parameters, "RackServer", CpuModels.Skylake);

    /// <summary>EC2 m5d.metal without hyper-threads, on which Firecracker's published figures were taken.</summary>
    public static HostModel M5dMetal(Parameters parameters) => Known(parameters, "M5dMetal", CpuModels.Skylake);

    /// <summary>A desktop of 2005 with the first VT-x, on which binary translation and hardware assist were first compared.</summary>
    public static HostModel Pentium4Desktop(Parameters parameters) => Known(parameters, "Pentium4Desktop", CpuModels.Prescott);

    /// <summary>Dell PowerEdge 2650, the machine of the Xen paper (one CPU in use).</summary>
    public static HostModel PowerEdge2650(Parameters parameters) => Known(parameters, "PowerEdge2650", CpuModels.Prestonia);

    /// <summary>A server of 2009 with the first nested page tables of Intel.</summary>
    public static HostModel XeonServer2009(Parameters parameters) => Known(parameters, "XeonServer2009", CpuModels.Nehalem);

    /// <summary>EC2 m5d.metal as sold, with hyper-threads and two memory nodes: 96 CPUs.</summary>
    public static HostModel M5dMetalThreads(Parameters parameters) => Known(parameters, "M5dMetalThreads", CpuModels.Skylake);

    /// <summary>All of them, by name.</summary>
    public static IReadOnlyDictionary<string, Func<Parameters, HostModel>> All { get; } =
        new SortedDictionary<string, Func<Parameters, HostModel>>(StringComparer.Ordinal)
        {
            [nameof(RackServer)] = RackServer, [nameof(M5dMetal)] = M5dMetal, [nameof(M5dMetalThreads)] = M5dMetalThreads,
            [nameof(Pentium4Desktop)] = Pentium4Desktop, [nameof(PowerEdge2650)] = PowerEdge2650, [nameof(XeonServer2009)] = XeonServer2009,
            [nameof(MeasuredServers.HpMl110G4)] = MeasuredServers.HpMl110G4,
            [nameof(MeasuredServers.HpMl110G5)] = MeasuredServers.HpMl110G5,
            [nameof(MeasuredServers.DellR720)] = MeasuredServers.DellR720,
            [nameof(MeasuredServers.DellR630)] = MeasuredServers.DellR630,
            [nameof(MeasuredServers.DellR640)] = MeasuredServers.DellR640,
            [nameof(MeasuredServers.DellR7515)] = MeasuredServers.DellR7515,
            [nameof(MeasuredServers.DellR6515)] = MeasuredServers.DellR6515,
        };

    /// <summary>
    /// The machine described by <c>Hardware/{sheet}.csv</c>, with this CPU. Without rows for threads, nodes, sockets and caches all cores
    /// are alike.
    /// </summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static HostModel Named(Parameters parameters, string sheet, CpuModel cpu) =>
        Read(parameters.Part(sheet), sheet, cpu);

    private static HostModel Known(Parameters parameters, string sheet, Func<Parameters, CpuModel> cpu) =>
        parameters.Make(sheet, set => Read(set, sheet, cpu(set)));

    private static HostModel Read(Parameters set, string sheet, CpuModel cpu)
    {
        set.Use(cpu);
        var p = set[sheet];
        var (reserved, memory) = (p.Bytes("host_reserved").Value, p.Bytes("memory").Value);
        if (reserved > memory)
            throw new ArgumentException($"{reserved} are reserved of {memory}", nameof(sheet));
        return new HostModel
        {
            Name = sheet,
            Cpu = cpu,
            Topology = new CpuTopology(set,
                p.Whole("cores"), Optional("threads_per_core") ?? 1, Optional("numa_nodes") ?? 1, Optional("sockets"),
                Optional("last_level_caches")),
            Memory = memory,
            HostReserved = reserved,
            MemoryCopy = p.Bandwidth("memory_copy"),
            Disk = new DiskModel(p.Duration("disk_read_latency"), p.Whole("disk_channels"),
                p.Bandwidth("disk_channel_bandwidth"), p.Bandwidth("disk_bandwidth")),
            Nic = new NicModel(p.Bandwidth("nic_bandwidth")),
            Governor = ClockGovernor.From(p),
            Limits = new Dictionary<KernelObject, long>
            {
                [KernelObject.BridgePort] = p.WholeLong("bridge_ports"),
                [KernelObject.Pid] = p.WholeLong("pid_max"),
                [KernelObject.File] = p.Has("file_max") ? p.WholeLong("file_max") : long.MaxValue,
                [KernelObject.DiskBlock] = p.Has("disk_space") ? p.Bytes("disk_space").Value.Count / 4096 : long.MaxValue,
            },
            Parameters = set.Set,
            Uses = set.Uses,
        };

        int? Optional(string count) => p.Has(count) ? p.Whole(count) : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
