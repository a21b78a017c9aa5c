using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// The memory controller of a cgroup (Documentation/admin-guide/cgroup-v2.rst; mm/memcontrol.c): what processes touch and files they read
/// are charged here and to each cgroup around. At <c>memory.max</c> cache of the cgroup is reclaimed, and if there is none a process of
/// that cgroup is ended; above
/// <c>memory.high</c> cache is
/// reclaimed and the process held back; cache below <c>memory.low</c> is spared while there is other, below <c>memory.min</c> always. There
/// is no swap.
/// </summary>
public sealed class MemoryController
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(2); // MEMCG_MAX_HIGH_DELAY_JIFFIES

    internal static readonly string[] EventNames = ["low", "high", "max", "oom", "oom_kill", "oom_group_kill"]; // in the kernel's order

    private readonly Cgroup cgroup;
    private readonly MemoryController? parent;

    internal MemoryController(Cgroup cgroup, MemoryController? parent) => (this.cgroup, this.parent) = (cgroup, parent);

    /// <summary>Memory that is never reclaimed from here.</summary>
    public Bytes Min { get; set; }

    /// <summary>Memory that is reclaimed from here only if there is none elsewhere.</summary>
    public Bytes Low { get; set; }

    /// <summary>Above it the cgroup is reclaimed from and held back; null = <c>max</c>.</summary>
    public Bytes? High { get; set; }

    /// <summary>The most; null = <c>max</c>.</summary>
    public Bytes? Max { get; set; }

    /// <summary>Whether all processes of the cgroup end together (<c>memory.oom.group</c>).</summary>
    public bool OomGroup { get; set; }

    /// <summary>Anonymous memory here and below (<c>memory.stat</c>, anon).</summary>
    public Bytes Anon { get; private set; }

    /// <summary>Cache of files here and below (<c>memory.stat</c>, file).</summary>
    public Bytes File { get; private set; }

    /// <summary>All memory here and below (<c>memory.current</c>).</summary>
    public Bytes Current => Anon + File;

    /// <summary>The most there has been (<c>memory.peak</c>).</summary>
    public Bytes Peak { get; private set; }

    /// <summary>Counters of <c>memory.events</c>, here and below, by name: low, high, max, oom, oom_kill, oom_group_kill.</summary>
    public IReadOnlyDictionary<string, long> Events => events;

    /// <summary>Counters of <c>memory.events.local</c>: those of this cgroup's own limits and processes.</summary>
    public IReadOnlyDictionary<string, long> LocalEvents => localEvents;

    private readonly SortedDictionary<string, long> events = NoEvents(), localEvents = NoEvents();

    private static SortedDictionary<string, long> NoEvents() => new(EventNames.ToDictionary(n => n, _ => 0L), StringComparer.Ordinal);

    private Bytes ownFile;

    /// <summary>A process touches memory for the first time.</summary>
    public ChargeResult Touch(KernelProcess process, Bytes size) => Charge(process, size, file: false);

    /// <summary>A file that no cgroup has in the cache yet is read here: its pages are charged to who reads first.</summary>
    public ChargeResult Cache(KernelProcess process, Bytes size) => Charge(process, size, file: true);

    /// <summary>A process gives anonymous memory back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">More than it holds.</exception>
    public void Free(KernelProcess process, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, process.Memory.Count);
        process.Memory -= size;
        for (var i = process.Charges.Count - 1; size > Bytes.Zero; i--)
        {
            var (controller, charged) = process.Charges[i];
            var part = Bytes.Min(size, charged);
            controller.Add(Bytes.Zero - part, Bytes.Zero);
            size -= part;
            process.Charges.RemoveAt(i);
            if (part < charged)
                process.Charges.Add((controller, charged - part));
        }
    }

    private ChargeResult Charge(KernelProcess process, Bytes size, bool file)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        var reclaimed = Bytes.Zero;
        List<KernelProcess>? killed = null;
        for (var at = this; at is not null; at = at.parent)
        {
            while (at.Current + size > at.Max)
            {
                at.Raise("max");
                var got = at.Reclaim(at.Current + size - at.Max.Value);
                reclaimed += got;
                if (got > Bytes.Zero)
                    continue;
                at.Raise("oom");
                var victims = at.Kill(process, size);
                (killed ??= []).AddRange(victims);
                if (!process.IsAlive)
                    return new(false, reclaimed, TimeSpan.Zero, killed);
                if (victims.Count == 0)
                    return new(false, reclaimed, TimeSpan.Zero, killed); // nobody may be ended: the charge fails
            }
        }
        if (file)
            ownFile += size;
        else
            process.Charge(this, size);
        Add(file ? Bytes.Zero : size, file ? size : Bytes.Zero);
        return new(true, reclaimed + OverHigh(size, out var delay), delay, killed ?? []);
    }

    // Every cgroup above its high limit is reclaimed from; the longest of their delays counts (mem_cgroup_handle_over_high).
    private Bytes OverHigh(Bytes size, out TimeSpan delay)
    {
        delay = TimeSpan.Zero;
        var reclaimed = Bytes.Zero;
        for (var at = this; at is not null; at = at.parent)
        {
            if (!(at.Current > at.High))
                continue;
            at.Raise("high");
            reclaimed += at.Reclaim(at.Current - at.High.Value);
            if (at.Current <= at.High.Value)
                continue;
            // 64 s times the square of the overage, for each batch of 64 pages; less than 10 ms is let go (calculate_high_delay).
            var over = (at.Current - at.High.Value) / Bytes.Max(at.High.Value, new(4096));
            var seconds = Math.Min(LongestDelay.TotalSeconds, over * over * 64 * size.Count / (64 * 4096));
            var penalty = seconds <= 0.01 ? TimeSpan.Zero : Durations.OfSeconds(seconds);
            delay = penalty > delay ? penalty : delay;
        }
        return reclaimed;
    }

    /// <summary>
    /// Takes cache from the cgroups here and below: first what no <c>low</c> protects, then what no <c>min</c> does; from each in
    /// proportion.
    /// </summary>
    private Bytes Reclaim(Bytes want)
    {
        var got = Bytes.Zero;
        foreach (var sparing in (bool[])[true, false])
        {
            var sources = Below().Select(m => (Controller: m, Size: m.Reclaimable(this, sparing))).Where(s => s.Size > Bytes.Zero).ToList();
            var all = new Bytes(sources.Sum(s => s.Size.Count));
            var left = Bytes.Min(want - got, all);
            foreach (var (controller, size) in sources)
            {
                var part = Bytes.Min(size, Bytes.Min(new((long)Math.Ceiling(size / all * left.Count)), left));
                if (!sparing && controller.Low > Bytes.Zero)
                    controller.Raise("low");
                controller.ownFile -= part;
                controller.Add(Bytes.Zero, Bytes.Zero - part);
                got += part;
            }
            // Rounding up the first parts may leave the last ones less than their share, never the sum.
            if (got >= want)
                break;
        }
        return got;
    }

    private Bytes Reclaimable(MemoryController root, bool sparing)
    {
        var spared = Protection(root, m => m.Min);
        if (sparing)
            spared = Bytes.Max(spared, Protection(root, m => m.Low));
        return Bytes.Max(Bytes.Zero, Bytes.Min(ownFile, Current - spared));
    }

    /// <summary>
    /// How much of what is here the protection covers when <paramref name="root"/> is reclaimed from, which has none against itself: no
    /// more than the cgroup around has for all in it, and a part of what is left of that (<c>effective_protection</c>, with
    /// memory_recursiveprot as systemd mounts it).
    /// </summary>
    private Bytes Protection(MemoryController root, Func<MemoryController, Bytes> setting)
    {
        if (this == root)
            return Bytes.Zero;
        var own = Bytes.Min(Current, setting(this));
        if (parent == root)
            return own;
        var (around, siblings) = (parent!.Protection(root, setting), Bytes.Zero);
        foreach (var sibling in parent.cgroup.Children)
            siblings += Bytes.Min(sibling.Memory.Current, setting(sibling.Memory));
        if (siblings > around)
            return own * (around / siblings);
        return parent.Current > siblings ? own + (around - siblings) * ((Current - own) / (parent.Current - siblings)) : own;
    }

    /// <summary>
    /// Ends the process with the highest badness here or below (<c>oom_badness</c>: memory, and a thousandth of the limit for each point of
    /// adjustment).
    /// </summary>
    private List<KernelProcess> Kill(KernelProcess process, Bytes size)
    {
        var pages = Max!.Value;
        var fits = Bytes.Max(Bytes.Zero, Bytes.Min(size, pages - Current)); // what the process has touched by then, page after page
        var victim = cgroup.All().Where(p => p.OomScoreAdjust > -1000)
            .OrderByDescending(p => p.Memory.Count + (p == process ? fits.Count : 0) + p.OomScoreAdjust * (pages.Count / 1000))
                .ThenBy(p => p.HostPid).FirstOrDefault();
        if (victim is null)
            return [];
        var group = cgroup;
        for (var at = victim.Cgroup; at is not null && at != cgroup.Parent; at = at.Parent)
            if (at.Memory.OomGroup)
                group = at;
        if (group.Memory.OomGroup)
            group.Memory.Raise("oom_group_kill");
        List<KernelProcess> all = group.Memory.OomGroup ? [.. group.All().Where(p => p.OomScoreAdjust > -1000)] : [victim];
        foreach (var one in all)
        {
            if (!one.IsAlive)
                continue;
            one.Cgroup!.Memory.Raise("oom_kill");
            one.Table.End(one, 128 + (int)Signal.Kill);
        }
        return all;
    }

    // memory_events count in a cgroup and in all around it (memcg_memory_event).
    private void Raise(string name)
    {
        localEvents[name]++;
        for (var at = this; at is not null; at = at.parent)
            at.events[name]++;
    }

    private IEnumerable<MemoryController> Below() => cgroup.Tree().Select(c => c.Memory);

    private void Add(Bytes anon, Bytes file)
    {
        for (var at = this; at is not null; at = at.parent)
        {
            at.Anon += anon;
            at.File += file;
            at.Peak = Bytes.Max(at.Peak, at.Current);
        }
    }

    internal static void Leave(KernelProcess process)
    {
        foreach (var (controller, size) in process.Charges)
            controller.Add(Bytes.Zero - size, Bytes.Zero);
        process.Charges.Clear();
        process.Memory = Bytes.Zero;
    }

    /// <summary>What is left of a removed cgroup goes to the one around it.</summary>
    internal void Dissolve()
    {
        parent!.ownFile += ownFile;
        ownFile = Bytes.Zero;
    }
}
