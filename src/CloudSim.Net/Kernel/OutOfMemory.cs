using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>Ends a process of a cgroup, or of the whole machine, for want of memory (mm/oom_kill.c).</summary>
internal static class OutOfMemory
{
    private const int Page = 4096;

    /// <summary>
    /// Ends the process with the highest badness here or below, or its group; none if nobody may be ended: not the machine's init, nor who
    /// has an adjustment of -1000.
    /// </summary>
    public static IReadOnlyList<KernelProcess> Kill(MemoryController at)
    {
        if (Victim(at) is not { } victim)
            return [];
        var group = at.Cgroup;
        for (var around = victim.Cgroup; around is not null && around != at.Cgroup.Parent; around = around.Parent)
            if (around.Memory.OomGroup)
                group = around;
        List<KernelProcess> all = [victim];
        if (group.Memory.OomGroup)
        {
            group.Memory.Raise(MemoryEvent.OomGroupKill);
            all = [.. group.All().Where(MayEnd)];
        }
        foreach (var one in all)
        {
            if (!one.IsAlive)
                continue;
            one.Cgroup!.Memory.Raise(MemoryEvent.OomKill);
            at.Account.RaiseOomKilled(one);
            one.Table.End(one, 128 + (int)Signal.Kill);
        }
        return all;
    }

    private static KernelProcess? Victim(MemoryController at)
    {
        var (victim, most, pages) = ((KernelProcess?)null, long.MinValue, Pages(at));
        foreach (var process in at.Cgroup.All())
        {
            if (!MayEnd(process))
                continue;
            var points = Badness(process, pages);
            if (victim is null || points > most || (points == most && process.HostPid > victim.HostPid))
                (victim, most) = (process, points);
        }
        return victim;
    }

    // oom_badness: resident and swapped pages, and a thousandth of all that there may be for each point of adjustment.
    private static long Badness(KernelProcess process, long pages)
    {
        var held = process.Memory + process.Shared + process.Swapped;
        foreach (var file in process.Held.Mapped ?? [])
            held += file.Cached;
        return held.Count / Page + process.OomScoreAdjust * (pages / 1000);
    }

    // totalpages: the limit, and what swap adds to it (constrained_alloc, mem_cgroup_get_max).
    private static long Pages(MemoryController at)
    {
        var swap = at.Account.Swap is { } space ? Bytes.Min(space.Capacity, at.SwapMax ?? space.Capacity) : Bytes.Zero;
        return (at.Max ?? Bytes.Zero).Count / Page + swap.Count / Page;
    }

    private static bool MayEnd(KernelProcess process) =>
        process.IsAlive && process.OomScoreAdjust > -1000 && process != process.Table.Init;
}
