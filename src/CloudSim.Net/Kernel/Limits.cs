using System.Globalization;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// What a cgroup is limited to and its share among siblings: what a container's or a virtual machine's description has of it. A value that
/// no cgroup takes is refused when the record is made; what is left out stays as the cgroup has it.
/// </summary>
public sealed record Limits
{
    /// <summary>CPU time in each period (<c>cpu.max</c>); null = unlimited.</summary>
    public CpuMax? CpuMax { get; init; }

    /// <summary>The <c>cpu.weight</c>, 1..10000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int CpuWeight { get; init => field = Check.Between(value, 1, 10_000); } = 100;

    /// <summary>The CPUs that may be used (<c>cpuset.cpus</c>); null = those of the cgroup around.</summary>
    public CpuSet? Cpus { get; init; }

    /// <summary>The most memory (<c>memory.max</c>); null = unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 4 PiB.</exception>
    public Bytes? MemoryMax { get; init => field = value is { } size ? Check.Memory(size) : null; }

    /// <summary>Memory above which the cgroup is reclaimed from and held back (<c>memory.high</c>); null = unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 4 PiB.</exception>
    public Bytes? MemoryHigh { get; init => field = value is { } size ? Check.Memory(size) : null; }

    /// <summary>Memory that is reclaimed only if there is none elsewhere (<c>memory.low</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 4 PiB.</exception>
    public Bytes MemoryLow { get; init => field = Check.Memory(value); }

    /// <summary>Memory that is never reclaimed (<c>memory.min</c>).</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 4 PiB.</exception>
    public Bytes MemoryMin { get; init => field = Check.Memory(value); }

    /// <summary>The most swap space (<c>memory.swap.max</c>); null = unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative, or more than 4 PiB.</exception>
    public Bytes? SwapMax { get; init => field = value is { } size ? Check.Memory(size) : null; }

    /// <summary>The most threads (<c>pids.max</c>); null = unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? PidsMax { get; init => field = value is { } pids ? Check.Between(pids, 0, long.MaxValue) : null; }

    /// <summary>Rates of the disk (<c>io.max</c>), each at least 1 a second; null = unlimited.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A rate is below 1.</exception>
    public IoLimit? IoMax { get; init => field = AtLeastOne(value); }

    /// <summary>The <c>io.weight</c>, 1..10000.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is outside of that.</exception>
    public int IoWeight { get; init => field = Check.Between(value, 1, 10_000); } = 100;

    /// <summary>
    /// Writes what differs from the default to the files of a cgroup: all of it, or nothing and an exception.
    /// </summary>
    /// <exception cref="InputException">A CPU that the machine does not have.</exception>
    /// <exception cref="ArgumentException">The cgroup has no such file.</exception>
    /// <exception cref="NotSupportedException">Its scheduler has no such limit.</exception>
    public void WriteTo(Cgroup cgroup)
    {
        const string Swap = "memory.swap.max";
        if (SwapMax is not null && !CgroupFiles.Readable.Contains(Swap))
            throw new ArgumentException($"no file '{Swap}'", nameof(cgroup));
        WriteCpu(cgroup);
        if (MemoryMin > Bytes.Zero)
            Write(cgroup, "memory.min", MemoryMin.Count);
        if (MemoryLow > Bytes.Zero)
            Write(cgroup, "memory.low", MemoryLow.Count);
        if (SwapMax is { } swap)
            Write(cgroup, Swap, swap.Count);
        if (MemoryHigh is { } high)
            Write(cgroup, "memory.high", high.Count);
        if (MemoryMax is { } max)
            Write(cgroup, "memory.max", max.Count);
        if (PidsMax is { } pids)
            Write(cgroup, "pids.max", pids);
        if (IoWeight != 100)
            Write(cgroup, "io.weight", IoWeight);
        if (IoMax is { } io)
            cgroup.Write("io.max", $"8:0 rbps={Rate(io.ReadBytes?.BytesPerSecond)} wbps={Rate(io.WriteBytes?.BytesPerSecond)} " +
                $"riops={Rate(io.ReadOperations?.Hertz)} wiops={Rate(io.WriteOperations?.Hertz)}");
    }

    // Only these may be refused, by the machine or its scheduler: then those before are taken back.
    private void WriteCpu(Cgroup cgroup)
    {
        if (Cpus is null && CpuMax is null && CpuWeight == 100)
            return;
        CoreFiles.MustExist(cgroup, "cpu.max");
        var (group, affinity, weight) = (cgroup.Cpu, cgroup.Cpu.Affinity, cgroup.Cpu.Weight);
        try
        {
            if (Cpus is not null)
                cgroup.Write("cpuset.cpus", $"{Cpus}");
            if (CpuWeight != 100)
                Write(cgroup, "cpu.weight", CpuWeight);
            if (CpuMax is null)
                return;
            cgroup.Write("cpu.max", $"{CpuMax}");
            if (CpuMax.Burst > TimeSpan.Zero)
                Write(cgroup, "cpu.max.burst", CpuMax.Burst.Ticks / 10);
        }
        catch
        {
            if (group.Affinity != affinity)
                group.Affinity = affinity;
            if (group.Weight != weight)
                group.Weight = weight;
            throw;
        }
    }

    private static void Write(Cgroup cgroup, string file, long value) =>
        cgroup.Write(file, value.ToString(CultureInfo.InvariantCulture));

    private static string Rate(double? value) => value is { } rate ? ((long)rate).ToString(CultureInfo.InvariantCulture) : "max";

    private static IoLimit? AtLeastOne(IoLimit? limit)
    {
        foreach (var rate in (ReadOnlySpan<double?>)[limit?.ReadBytes?.BytesPerSecond, limit?.WriteBytes?.BytesPerSecond,
            limit?.ReadOperations?.Hertz, limit?.WriteOperations?.Hertz])
            Check.Between(rate ?? 1, 1, 1e18, nameof(IoMax));
        return limit;
    }
}
