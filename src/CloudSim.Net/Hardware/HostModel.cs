using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A physical machine as bought: what stands in the rack before anything runs on it.</summary>
public sealed record HostModel
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

    /// <summary>Countable kernel objects that run out, by name (see <see cref="KernelObject"/>).</summary>
    public required IReadOnlyDictionary<KernelObject, long> Limits { get; init => field = Check.Counts(value); }

    /// <summary>Data files behind the figures.</summary>
    public required IReadOnlyList<ParameterSheet> Sheets { get; init => field = Check.NotNull(value); }

    /// <summary>A machine of 16 cores and 64 GiB, the size of a common rack server or cloud metal slice.</summary>
    public static HostModel RackServer { get; } = Named("RackServer", CpuModels.Skylake);

    /// <summary>EC2 m5d.metal without hyper-threads, on which Firecracker's published figures were taken.</summary>
    public static HostModel M5dMetal { get; } = Named("M5dMetal", CpuModels.Skylake);

    /// <summary>A desktop of 2005 with the first VT-x, on which binary translation and hardware assist were first compared.</summary>
    public static HostModel Pentium4Desktop { get; } = Named("Pentium4Desktop", CpuModels.Prescott);

    /// <summary>Dell PowerEdge 2650, the machine of the Xen paper (one CPU in use).</summary>
    public static HostModel PowerEdge2650 { get; } = Named("PowerEdge2650", CpuModels.Prestonia);

    /// <summary>A server of 2009 with the first nested page tables of Intel.</summary>
    public static HostModel XeonServer2009 { get; } = Named("XeonServer2009", CpuModels.Nehalem);

    /// <summary>EC2 m5d.metal as sold, with hyper-threads and two memory nodes: 96 CPUs.</summary>
    public static HostModel M5dMetalThreads { get; } = Named("M5dMetalThreads", CpuModel.Named("XeonPlatinum8175M", "Xeon Platinum 8175M"));

    /// <summary>
    /// The machine described by <c>Hardware/{sheet}.csv</c>, with this CPU. Without rows for threads, nodes, sockets and caches all cores
    /// are alike.
    /// </summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static HostModel Named(string sheet, CpuModel cpu)
    {
        var p = ParameterSheet.Named(sheet);
        return new HostModel
        {
            Name = sheet,
            Cpu = cpu,
            Topology = new CpuTopology(
                (int)p.Count("cores").Value, Optional("threads_per_core") ?? 1, Optional("numa_nodes") ?? 1, Optional("sockets"),
                Optional("last_level_caches")),
            Memory = p.Bytes("memory"),
            HostReserved = p.Bytes("host_reserved"),
            MemoryCopy = p.Bandwidth("memory_copy"),
            Disk = new DiskModel(p.Duration("disk_read_latency"), (int)p.Count("disk_channels").Value,
                p.Bandwidth("disk_channel_bandwidth"), p.Bandwidth("disk_bandwidth")),
            Nic = new NicModel(p.Bandwidth("nic_bandwidth")),
            Governor = ClockGovernor.From(p),
            Limits = new Dictionary<KernelObject, long>
            {
                [KernelObject.BridgePort] = (long)p.Count("bridge_ports").Value,
                [KernelObject.Pid] = (long)p.Count("pid_max").Value,
                [KernelObject.File] = p.Has("file_max") ? (long)p.Count("file_max").Value : long.MaxValue,
                [KernelObject.DiskBlock] = p.Has("disk_space") ? p.Bytes("disk_space").Value.Count / 4096 : long.MaxValue,
            },
            Sheets = [p, cpu.Sheet],
        };

        int? Optional(string count) => p.Has(count) ? (int)p.Count(count).Value : null;
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
