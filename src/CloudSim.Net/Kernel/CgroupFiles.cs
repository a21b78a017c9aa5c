using System.Globalization;
using CloudSim.Net.Kernel.Io;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The files of a cgroup, by their names of version 2 or, for the common ones, of version 1: snapshots to read, limits to write.
/// </summary>
public static class CgroupFiles
{
    /// <summary>Files that can be read.</summary>
    public static IReadOnlyList<string> Readable { get; } =
    [
        "cgroup.procs", "cgroup.threads", "cgroup.type", "cgroup.events", "cgroup.freeze", "freezer.state",
        "cpuset.cpus", "cpuset.cpus.effective", "cpuset.mems", "cpu.idle", "cpu.cfs_period_us", "cpu.cfs_quota_us",
        "cpu.stat", "cpu.weight", "cpu.max", "cpu.max.burst", "memory.current", "memory.peak", "memory.stat",
        "memory.events", "memory.events.local", "memory.min", "memory.low",
        "memory.high", "memory.max", "memory.oom.group", "memory.swap.current", "memory.swap.max",
        "io.stat", "io.weight", "io.max", "pids.current", "pids.peak", "pids.max",
        "pids.events",
        "pids.events.local",
    ];

    extension(Cgroup cgroup)
    {
        /// <summary>What a file shows at this instant.</summary>
        /// <exception cref="ArgumentException">No such file.</exception>
        public string Read(string file)
        {
            var (memory, pids) = (cgroup.Memory, cgroup.Pids);
            var cpu = file == "cpu.stat" ? cgroup.Cpu.Stat : default;
            var io = file == "io.stat" ? cgroup.Io.Stat : default;
            return file switch
            {
                "cpu.stat" =>
                    $"usage_usec {cpu.UsageNs / 1000}\nnr_periods {cpu.NrPeriods}\nnr_throttled {cpu.NrThrottled}\nthrottled_usec " +
                    $"{cpu.ThrottledNs / 1000}\n"
                    + $"nr_bursts {cpu.NrBursts}\nburst_usec {cpu.BurstNs / 1000}\n",
                "cpu.weight" => $"{(cgroup.Cpu.IsIdle ? 0 : cgroup.Cpu.Weight)}\n",
                "cpu.max" => $"{Number(cgroup.Cpu.QuotaUs)} {cgroup.Cpu.PeriodUs ?? 100_000}\n",
                "memory.current" => $"{memory.Current.Count}\n",
                "memory.peak" => $"{memory.Peak.Count}\n",
                "memory.stat" => $"anon {memory.Anon.Count}\nfile {memory.File.Count}\nkernel {memory.Kernel.Count}\n" +
                    $"file_mapped {memory.Mapped.Count}\n",
                "memory.events" => memory.Events.ToString(),
                "memory.events.local" => memory.LocalEvents.ToString(),
                "memory.swap.current" => $"{memory.Swapped.Count}\n",
                "memory.swap.max" => $"{Number(memory.SwapMax?.Count)}\n",
                "memory.min" => $"{memory.Min.Count}\n",
                "memory.low" => $"{memory.Low.Count}\n",
                "memory.high" => $"{Number(memory.High?.Count)}\n",
                "memory.max" => $"{Number(memory.Max?.Count)}\n",
                "memory.oom.group" => memory.OomGroup ? "1\n" : "0\n",
                "io.stat" =>
                    $"8:0 rbytes={io.ReadBytes.Count} wbytes={io.WrittenBytes.Count} rios={io.Reads} wios={io.Writes} dbytes=0 dios=0\n",
                "io.weight" => $"default {cgroup.Io.Weight}\n",
                "pids.current" => $"{pids.Current}\n",
                "pids.peak" => $"{pids.Peak}\n",
                "pids.max" => $"{Number(pids.Max)}\n",
                "pids.events" => $"max {pids.FailuresBelow}\n",
                "pids.events.local" => $"max {pids.Failures}\n",
                "io.max" => Line(cgroup.Io.Max),
                "cpu.max.burst" => $"{cgroup.Cpu.BurstUs ?? 0}\n",
                _ => CoreFiles.Read(cgroup, file)
                    ?? throw new ArgumentException($"no file '{file}' (known: {string.Join(", ", Readable)})", nameof(file)),
            };
        }

        /// <summary>Sets a limit, as a write to the file does.</summary>
        /// <exception cref="ArgumentException">No such file.</exception>
        /// <exception cref="InputException">The text is not what the file takes.</exception>
        public void Write(string file, string text)
        {
            CoreFiles.MustExist(cgroup, file);
            if (CoreFiles.TryWrite(cgroup, file, text))
                return;
            var words = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
                throw new InputException(file, null, "nothing written", "a number or max");
            if (words.Length > (file == "cpu.max" ? 2 : 1) && file is not ("io.max" or "io.weight"))
                throw new InputException(file, null, $"'{text.Trim()}' does not fit",
                    file == "cpu.max" ? "a quota and a period" : "one value");
            switch (file)
            {
                case "cpu.weight": Weigh(cgroup, file, (int)Whole(file, words[0], 1, 10_000)); break;
                case "cpu.shares": Weigh(cgroup, file, WeightOfV1(Whole(file, words[0], 2, 262_144))); break;
                case "cpu.max": Bandwidth(cgroup, words.Length > 1 ? Whole(file, words[1], 1_000, 1_000_000) : cgroup.Cpu.PeriodUs
                    ?? 100_000, words[0] == "max" ? null : Whole(file, words[0], 1_000, long.MaxValue)); break;
                case "cpu.max.burst": Burst(cgroup, Whole(file, words[0], 0, long.MaxValue)); break;
                case "cpu.cfs_period_us": Bandwidth(cgroup, Whole(file, words[0], 1_000, 1_000_000), cgroup.Cpu.QuotaUs); break;
                case "cpu.cfs_quota_us": Bandwidth(cgroup, cgroup.Cpu.PeriodUs ?? 100_000, words[0] == "-1"
                    ? null : Whole(file, words[0], 1_000, long.MaxValue)); break;
                case "memory.min": cgroup.Memory.Min = Size(file, words[0]) ?? new(long.MaxValue); break;
                case "memory.low" or "memory.soft_limit_in_bytes": cgroup.Memory.Low = Size(file, words[0]) ?? new(long.MaxValue); break;
                case "memory.high": cgroup.Memory.High = Size(file, words[0]); break;
                case "memory.max" or "memory.limit_in_bytes": cgroup.Memory.Max = Size(file, words[0]); break;
                case "memory.swap.max": cgroup.Memory.SwapMax = Size(file, words[0]); break;
                case "memory.oom.group": cgroup.Memory.OomGroup = Whole(file, words[0], 0, 1) == 1; break;
                case "io.weight": cgroup.Io.Weight = (int)Whole(file, words[^1], 1, 10_000); break;
                case "blkio.weight" or "blkio.bfq.weight": cgroup.Io.Weight = WeightOfBlkio(Whole(file, words[0], 10, 1_000)); break;
                case "io.max": cgroup.Io.Max = Limits(file, words, cgroup.Io.Max); break;
                case "pids.max": cgroup.Pids.Max = words[0] == "max" ? null : Whole(file, words[0], 0, long.MaxValue); break;
                default: throw new ArgumentException($"no file '{file}' that can be written", nameof(file));
            }
        }
    }

    /// <summary>
    /// The <c>cpu.weight</c> of version 2 that runtimes write for <c>cpu.shares</c> of version 1: a curve through 2 -> 1, 1024 -> 100 and
    /// 262144 -> 10000 (ConvertCPUSharesToCgroupV2Value, runc from 1.3.2 on; crun from 1.23 on).
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 2..262144.</exception>
    public static int WeightOfShares(long shares)
    {
        Check(shares);
        var log = Math.Log2(shares);
        return shares == 2 ? 1 : Math.Min(10_000, (int)Math.Ceiling(Math.Pow(10, (log * (log + 125) / 612.0) - (7.0 / 34)) - 1e-9));
    }

    /// <summary>As runtimes did it before, on a straight line: 1024 gives 39 (runc up to 1.3.1, crun up to 1.22).</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not 2..262144.</exception>
    public static int LinearWeightOfShares(long shares)
    {
        Check(shares);
        return (int)(1 + (shares - 2) * 9_999 / 262_142);
    }

    /// <summary>The <c>io.weight</c> that runtimes write for <c>blkio.weight</c> of version 1 (runc: 10..1000 onto 1..10000).</summary>
    public static int WeightOfBlkio(long weight) => (int)(1 + (weight - 10) * 9_999 / 990);

    private static void Check(long shares)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shares, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(shares, 262_144);
    }

    // The kernel takes shares as they are, 1024 for weight 100 (cpu_shares_write_u64, cpu_weight_write_u64); here a weight is 1 to 10,000.
    private static int WeightOfV1(long shares) => (int)Math.Clamp((shares * 100 + 512) / 1_024, 1, 10_000);

    private static void Weigh(Cgroup cgroup, string file, int weight)
    {
        if (cgroup.Cpu.IsIdle)
            throw new InputException(file, null, "the group is idle", "cpu.idle 0 before");
        cgroup.Cpu.Weight = weight;
    }

    // A device without limits has no line.
    private static string Line(IoLimit limit) => limit == new IoLimit() ? "" : string.Create(CultureInfo.InvariantCulture,
        $"8:0 rbps={Number((long?)limit.ReadBytes?.BytesPerSecond)} wbps={Number((long?)limit.WriteBytes?.BytesPerSecond)} " +
            $"riops={Number((long?)limit.ReadOperations?.Hertz)} wiops={Number((long?)limit.WriteOperations?.Hertz)}\n");

    private static string Number(long? value) => value?.ToString(CultureInfo.InvariantCulture) ?? "max";

    private static long Whole(string file, string word, long least, long most) =>
        long.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value : throw new InputException(file, null, $"'{word}' does not fit", most == long.MaxValue
                ? $"a whole number from {least} up" : $"a whole number from {least} to {most}");

    private static Bytes? Size(string file, string word)
    {
        if (word is "max" or "-1")
            return null;
        var power = "KMGTPE".IndexOf(char.ToUpperInvariant(word[^1]), StringComparison.Ordinal) + 1;
        var factor = 1L << (10 * power);
        return new(Whole(file, factor == 1 ? word : word[..^1], 0, long.MaxValue / factor) * factor);
    }

    // Either file leaves what the other has set (cpu_max_write, cpu_cfs_burst_write_u64); a burst beyond the quota is EINVAL.
    private static void Bandwidth(Cgroup cgroup, long periodUs, long? quotaUs) =>
        Set(cgroup, "cpu.max", periodUs, quotaUs, cgroup.Cpu.BurstUs ?? 0);

    private static void Burst(Cgroup cgroup, long burstUs) =>
        Set(cgroup, "cpu.max.burst", cgroup.Cpu.PeriodUs ?? 100_000, cgroup.Cpu.QuotaUs, burstUs);

    private static void Set(Cgroup cgroup, string file, long periodUs, long? quotaUs, long burstUs)
    {
        if (burstUs > quotaUs)
            throw new InputException(file, null, $"a burst of {burstUs} us is more than the quota of {quotaUs} us",
                "a burst of at most the quota");
        cgroup.Cpu.SetBandwidth(quotaUs is { } q ? TimeSpan.FromMicroseconds(q) : null, TimeSpan.FromMicroseconds(periodUs),
            TimeSpan.FromMicroseconds(burstUs));
    }

    private static IoLimit Limits(string file, string[] words, IoLimit limit)
    {
        foreach (var word in words.Where(w => w.Contains('=')))
        {
            var (key, value) = (word[..word.IndexOf('=')], word[(word.IndexOf('=') + 1)..]);
            double? number = value == "max" ? null : Whole(file, value, 1, long.MaxValue);
            limit = key switch
            {
                "rbps" => limit with { ReadBytes = number is { } n ? new(n) : null },
                "wbps" => limit with { WriteBytes = number is { } n ? new(n) : null },
                "riops" => limit with { ReadOperations = number is { } n ? new(n) : null },
                "wiops" => limit with { WriteOperations = number is { } n ? new(n) : null },
                _ => throw new InputException(file, null, $"'{key}' is no limit", "rbps, wbps, riops or wiops"),
            };
        }
        return limit;
    }
}
