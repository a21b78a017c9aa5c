using CloudSim.Net.Calibration;

namespace CloudSim.Net.Hardware;

/// <summary>
/// How the CPUs (hardware threads) of a machine share cores, caches and memory. CPUs are numbered as on most servers: the first threads of
/// all cores, node by node, then the second threads. Factors come from <c>CpuTopology.csv</c>.
/// </summary>
public sealed class CpuTopology
{
    /// <summary>A machine; each part divides into the next smaller one without rest.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="cores">Physical cores of all sockets.</param>
    /// <param name="threadsPerCore">1 = no simultaneous multithreading (hyper-threads), 2, 4 or 8.</param>
    /// <param name="numaNodes">Memory nodes; 1 = uniform memory.</param>
    /// <param name="sockets">Sockets, if there is more than one node in each; by default as many as nodes.</param>
    /// <param name="lastLevelCaches">Last-level caches, if there is more than one in a node; by default as many as nodes.</param>
    /// <exception cref="ArgumentOutOfRangeException">A count is below 1, or does not divide.</exception>
    public CpuTopology(
        Parameters parameters, int cores, int threadsPerCore = 1, int numaNodes = 1, int? sockets = null, int? lastLevelCaches = null)
        : this(cores, threadsPerCore, numaNodes, sockets, lastLevelCaches)
    {
        var s = parameters.Beside<CpuTopology>();
        MemoryShare = s.Ratio("memory_share");
        if (IsUniform)
            return;
        (SmtThroughput, NodeMoveCost) = (Math.Min(s.Ratio("smt_throughput"), threadsPerCore), s.Duration("node_move_cost"));
        RemoteLatency = s.Ratio("remote_latency");
    }

    private CpuTopology(int cores, int threadsPerCore, int numaNodes, int? sockets, int? lastLevelCaches)
    {
        (Cores, ThreadsPerCore, NumaNodes, Sockets, LastLevelCaches) = (cores, threadsPerCore, numaNodes, sockets ?? numaNodes,
            lastLevelCaches ?? numaNodes);
        ArgumentOutOfRangeException.ThrowIfLessThan(cores, 1);
        if (threadsPerCore is not (1 or 2 or 4 or 8))
            throw new ArgumentOutOfRangeException(nameof(threadsPerCore), threadsPerCore, "a core has 1, 2, 4 or 8 threads");
        Divide(nameof(numaNodes), numaNodes, cores, "cores");
        Divide(nameof(lastLevelCaches), LastLevelCaches, cores, "cores");
        Divide(nameof(numaNodes), numaNodes, LastLevelCaches, "last-level caches");
        Divide(nameof(sockets), Sockets, cores, "cores");
        if (numaNodes > 1)
            Divide(nameof(sockets), Sockets, numaNodes, "NUMA nodes");
        IsUniform = ThreadsPerCore == 1 && LastLevelCaches == 1;
    }

    /// <summary>Sockets.</summary>
    public int Sockets { get; }

    /// <summary>Memory nodes.</summary>
    public int NumaNodes { get; }

    /// <summary>Last-level caches, each shared by cores of one node.</summary>
    public int LastLevelCaches { get; }

    /// <summary>Physical cores.</summary>
    public int Cores { get; }

    /// <summary>Hardware threads of each core.</summary>
    public int ThreadsPerCore { get; }

    /// <summary>CPUs as the kernel counts them: hardware threads.</summary>
    public int Cpus => checked(Cores * ThreadsPerCore);

    /// <summary>
    /// Work that all threads of a core do together, against one alone on it; 1 to the number of threads. Between one and all it grows
    /// evenly.
    /// </summary>
    public double SmtThroughput { get; init => field = Check(nameof(SmtThroughput), value, 1, ThreadsPerCore); } = 1;

    /// <summary>Latency of another node's memory against the own node's; at least 1.</summary>
    public double RemoteLatency { get; init => field = Check(nameof(RemoteLatency), value, 1, 100); } = 1;

    /// <summary>Part of its time that a task waits for (local) memory, unless it says otherwise (<c>CpuTask.MemoryShare</c>).</summary>
    public double MemoryShare { get; init => field = Check(nameof(MemoryShare), value, 0, 1); }

    /// <summary>CPU time in which a task that comes from another node fills this node's caches anew.</summary>
    public TimeSpan NodeMoveCost { get; init => field = Units.Check.Time(value); }

    /// <summary>Whether all CPUs are alike: one thread a core, one cache, one node.</summary>
    public bool IsUniform { get; }

    /// <summary>CPUs that are all alike.</summary>
    public static CpuTopology Uniform(int cpus)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(cpus, 1);
        return new CpuTopology(cpus, 1, 1, null, null);
    }

    /// <summary>The same with more or fewer cores in each cache, node and socket.</summary>
    /// <param name="cores">Physical cores of all sockets.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many do not divide among them.</exception>
    public CpuTopology WithCores(int cores) => new(this, cores);

    private CpuTopology(CpuTopology other, int cores)
        : this(cores, other.ThreadsPerCore, other.NumaNodes, other.Sockets, other.LastLevelCaches) =>
        (SmtThroughput, RemoteLatency, MemoryShare, NodeMoveCost) =
            (other.SmtThroughput, other.RemoteLatency, other.MemoryShare, other.NodeMoveCost);

    /// <summary>The core of a CPU.</summary>
    public int CoreOf(int cpu) => cpu % Cores;

    /// <summary>The last-level cache of a CPU.</summary>
    public int CacheOf(int cpu) => cpu % Cores / (Cores / LastLevelCaches);

    /// <summary>The memory node of a CPU.</summary>
    public int NodeOf(int cpu) => cpu % Cores / (Cores / NumaNodes);

    /// <summary>The socket of a CPU.</summary>
    public int SocketOf(int cpu) => cpu % Cores / (Cores / Sockets);

    /// <summary>Work per time of a thread, against one alone on its core with local memory.</summary>
    /// <param name="busyThreads">Busy threads of the core, with this one.</param>
    /// <param name="isRemote">Whether the task's memory is on another node.</param>
    /// <param name="memoryShare">Part of its time that the task waits for local memory.</param>
    public double Speed(int busyThreads, bool isRemote, double memoryShare) =>
        CoreThroughput(busyThreads) / busyThreads / (isRemote ? 1 + (memoryShare * (RemoteLatency - 1)) : 1);

    /// <summary>Work that so many busy threads of a core do together, against one alone; 0 of none.</summary>
    public double CoreThroughput(int busyThreads) =>
        busyThreads <= 1 ? busyThreads : 1 + ((SmtThroughput - 1) * (busyThreads - 1) / (ThreadsPerCore - 1));

    /// <summary>
    /// Work per time that so many busy threads of the machine do together, against one alone on its core: as far as there are cores, one
    /// each; beyond, all cores have as many.
    /// </summary>
    /// <param name="threads">0 to <see cref="Cpus"/>.</param>
    public double Throughput(double threads) => threads <= Cores ? threads
        : Cores * (1 + ((SmtThroughput - 1) * ((threads / Cores) - 1) / (ThreadsPerCore - 1)));

    /// <summary>Busy threads that do so much work together: the inverse of <see cref="Throughput"/>.</summary>
    /// <param name="throughput">0 to what all threads do.</param>
    public double BusyThreads(double throughput) => throughput <= Cores ? throughput
        : SmtThroughput > 1
            ? Math.Min(Cpus, Cores * (1 + (((throughput / Cores) - 1) * (ThreadsPerCore - 1) / (SmtThroughput - 1)))) : Cpus;

    /// <summary>What is bought, for instance <c>2 sockets, 2 nodes, 48 cores x 2 threads</c>.</summary>
    public override string ToString() => $"{Sockets} sockets, {NumaNodes} nodes, {Cores} cores x {ThreadsPerCore} threads";

    private static double Check(string name, double value, double least, double most) =>
        value >= least && value <= most ? value : throw new ArgumentOutOfRangeException(name, value, $"{name} is {least}..{most}");

    private static void Divide(string name, int parts, int whole, string what)
    {
        if (parts < 1 || whole % parts != 0)
            throw new ArgumentOutOfRangeException(name, parts, $"{whole} {what} do not divide into {parts} equal parts");
    }
}
