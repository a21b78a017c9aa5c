using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The files of a cgroup that belong to no limit on an amount: those of the core (processes, freezer, kill: kernel/cgroup/cgroup.c), of
/// cpuset (kernel/cgroup/cpuset.c) and of the group's way of sharing a CPU.
/// </summary>
internal static class CoreFiles
{
    /// <summary>What such a file shows; null if it is none of these.</summary>
    public static string? Read(Cgroup cgroup, string file) => file switch
    {
        "cgroup.procs" => string.Concat(cgroup.Processes.Select(p => $"{p.HostPid}\n")),
        // Threads but the first have no numbers of their own here.
        "cgroup.threads" => string.Concat(cgroup.Processes.Select(p => $"{p.HostPid}\n")),
        "cgroup.type" => "domain\n",
        "cgroup.events" => $"populated {Bit(cgroup.Pids.Current > 0)}\nfrozen {Bit(cgroup.Cpu.IsFrozen)}\n",
        "cgroup.freeze" => $"{Bit(cgroup.Cpu.Frozen)}\n",
        "freezer.state" => cgroup.Cpu.IsFrozen ? "FROZEN\n" : "THAWED\n",
        "cpuset.cpus" => $"{cgroup.Cpu.Affinity}\n",
        "cpuset.cpus.effective" => $"{cgroup.Cpu.EffectiveAffinity ?? CpuSet.Range(0, cgroup.Cpu.Scheduler.Cpus)}\n",
        "cpuset.mems" => $"{cgroup.MemoryNodes}\n",
        "cpu.idle" => $"{Bit(cgroup.Cpu.IsIdle)}\n",
        "cpu.cfs_period_us" => $"{cgroup.Cpu.PeriodUs ?? 100_000}\n",
        "cpu.cfs_quota_us" => $"{cgroup.Cpu.QuotaUs ?? -1}\n",
        _ => null,
    };

    /// <summary>Writes such a file; false if it is none of these.</summary>
    public static bool TryWrite(Cgroup cgroup, string file, string text)
    {
        text = text.Trim();
        switch (file)
        {
            case "cgroup.freeze": cgroup.Cpu.Frozen = Flag(file, text); break;
            case "freezer.state": cgroup.Cpu.Frozen = text is "FROZEN" || (text is "THAWED" ? false
                : throw new InputException(file, null, $"'{text}' does not fit", "FROZEN or THAWED")); break;
            case "cgroup.kill": Kill(cgroup, file, text); break;
            case "cpuset.cpus": cgroup.Cpu.Affinity = Set(file, text, cgroup.Cpu.Scheduler.Cpus, "CPUs"); break;
            case "cpuset.mems": cgroup.MemoryNodes = Set(file, text, cgroup.Cpu.Scheduler.Topology.NumaNodes, "memory nodes"); break;
            case "cpu.idle": cgroup.Cpu.IsIdle = Flag(file, text); break;
            default: return false;
        }
        return true;
    }

    /// <summary>Refuses what the root of a hierarchy does not have (CFTYPE_NOT_ON_ROOT), and all of a removed cgroup.</summary>
    /// <exception cref="ArgumentException">There is no such file in the root.</exception>
    /// <exception cref="InvalidOperationException">The cgroup was removed (ENODEV).</exception>
    public static void MustExist(Cgroup cgroup, string file)
    {
        if (cgroup.IsRemoved)
            throw new InvalidOperationException($"cgroup {cgroup} was removed (ENODEV)");
        if (cgroup.Parent is null && (file.StartsWith("cpu", StringComparison.Ordinal)
            || file.StartsWith("memory.", StringComparison.Ordinal) || file.StartsWith("io.", StringComparison.Ordinal)
            || file.StartsWith("blkio.", StringComparison.Ordinal)
            || file is "cgroup.freeze" or "cgroup.kill" or "freezer.state" or "pids.max"))
            throw new ArgumentException($"no file '{file}' in the root of a hierarchy: nothing limits it from within", nameof(file));
    }

    private static int Bit(bool value) => value ? 1 : 0;

    private static bool Flag(string file, string text) => text switch
    {
        "1" => true,
        "0" => false,
        _ => throw new InputException(file, null, $"'{text}' does not fit", "0 or 1"),
    };

    // An empty list stands for what the cgroup around has.
    private static CpuSet? Set(string file, string text, int most, string what)
    {
        if (text.Length == 0)
            return null;
        CpuSet set;
        try
        {
            set = CpuSet.Parse(text);
        }
        catch (FormatException e)
        {
            throw new InputException(file, null, e.Message, "a list such as 0-1,4");
        }
        return set.Last < most ? set : throw new InputException(file, null, $"{text}: the machine has no {set.Last}",
            $"{what} of 0-{most - 1}");
    }

    // cgroup_kill_write: SIGKILL to all here and below, the inits of namespaces too, but not to the machine's own.
    private static void Kill(Cgroup cgroup, string file, string text)
    {
        if (text != "1")
            throw new InputException(file, null, $"'{text}' does not fit", "1");
        foreach (var process in cgroup.All().ToList())
            if (process != process.Table.Init)
                process.Table.End(process, 128 + (int)Signal.Kill);
    }
}
