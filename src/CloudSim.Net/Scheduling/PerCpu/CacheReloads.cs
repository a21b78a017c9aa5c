using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling.Caching;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// What a switch costs beyond itself: the task that gets a CPU brings in again what others have displaced of its working set. A first-order
/// model of caches that replace what was used least recently (Thiebaut and Stone, Footprints in the cache, ACM TOCS 5(4), 1987; Agarwal,
/// Hennessy and Horowitz, An analytical cache model, ACM TOCS 7(2), 1989): sets that fit together lose nothing, of others each newcomer
/// displaces the oldest. A set larger than the cache displaces itself, whoever runs between: only as much as the cache holds is lost.
/// </summary>
internal sealed class CacheReloads
{
    private readonly CpuTopology topology;
    private readonly LruCache[][] caches;
    private readonly (long Size, double NsPerByte, bool IsShared, bool IsTagged)[] levels;
    private readonly double touchedPerNs;

    public CacheReloads(CacheHierarchy hierarchy, CpuTopology topology)
    {
        this.topology = topology;
        levels = [.. hierarchy.Levels.Select(l => (l.Size.Count,
            l.Fill.Count * 1e9 / hierarchy.Clock.Hertz / l.Line.Count, l.IsShared, l.IsTagged))];
        caches = [.. levels.Select(l => Enumerable.Range(0, l.IsShared ? topology.LastLevelCaches : topology.Cores)
            .Select(_ => new LruCache(l.Size)).ToArray())];
        touchedPerNs = hierarchy.TouchRate.BytesPerSecond / 1e9;
    }

    public CacheFootprint Create() => new(levels.Length);

    // The slice of one has ended, that of the next begins; it is the next one's own CPU still if nobody else had it since.
    public void Switch(CpuTask? prev, CpuTask? next, int cpu, bool isOwn)
    {
        if (prev?.Footprint is { IsRunning: true } left)
            End(prev, left);
        if (next?.Footprint is { } entered && next.WorkingSet.Count > 0)
            Begin(next, entered, cpu, isOwn);
    }

    // All that the work touches is brought in first; a slice that ends before it is put right at its end.
    private void Begin(CpuTask task, CacheFootprint footprint, int cpu, bool isOwn)
    {
        var set = task.WorkingSet.Count;
        var touched = Math.Min(set, (task.Demanded - task.Consumed) * touchedPerNs);
        var reload = 0.0;
        for (var i = 0; i < levels.Length; i++)
        {
            ref readonly var level = ref levels[i];
            var here = footprint.Sets[i];
            var cache = caches[i][level.IsShared ? topology.CacheOf(cpu) : topology.CoreOf(cpu)];
            if (here.Cache != cache || (!level.IsTagged && !isOwn))
                here.Cache?.Remove(here);
            here.Cache = cache;
            var most = Math.Min(set, level.Size);
            here.Found = Math.Min(here.Bytes, most);
            here.Missing = (long)(Math.Min(touched, most) * (most - here.Found) / most);
            reload += here.Missing * level.NsPerByte;
            cache.Use(here, here.Found + here.Missing);
        }

        (footprint.Reload, footprint.Touching, footprint.IsRunning) = ((long)Math.Round(reload), touched / touchedPerNs, true);
        (footprint.OverheadBefore, footprint.ConsumedBefore) = (task.OverheadTotal + task.OverheadLeft, task.Consumed);
        task.OverheadLeft += footprint.Reload;
    }

    // It has used its set up to now. If not all was brought in yet, work has been done between the misses all the same.
    private static void End(CpuTask task, CacheFootprint footprint)
    {
        footprint.IsRunning = false;
        var left = task.Consumed > footprint.ConsumedBefore ? 0
            : footprint.Reload - Math.Clamp(task.OverheadTotal - footprint.OverheadBefore, 0, footprint.Reload);
        var part = left == 0 ? 1 : (footprint.Reload - left) / (footprint.Touching + footprint.Reload);
        if (left > 0)
        {
            var work = Math.Clamp((long)(part * footprint.Touching), 0, Math.Max(0, task.NextMark - task.Consumed - 1));
            task.OverheadLeft -= left;
            task.OverheadTotal -= work;
            task.Consumed += work;
        }

        foreach (var here in footprint.Sets)
            here.Cache!.Use(here, task.HasExited ? 0 : here.Found + (long)(part * here.Missing));
    }
}
