using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Kernel;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// Linux' same-page merging (ksmd): a task of the host walks all guests' pages round and round, some at a time with sleeps
/// between. A page whose checksum is that of the walk before and whose content is held elsewhere is shared, write-protected, and
/// its own copy freed; so the first merge comes in the second walk (mm/ksm.c; Arcangeli, Eidus and Wright, OLS 2009).
/// </summary>
public sealed class SamePageMerging
{
    private readonly Host host;
    private readonly MemoryTunables tunables;
    private readonly CpuTask task;
    private readonly Dictionary<string, SharedContent> contents = [];
    private readonly List<MergedGuest> walk = [];
    private int place;

    /// <summary>A merger that starts to walk now.</summary>
    public SamePageMerging(Host host, MemoryTunables tunables)
    {
        (this.host, this.tunables) = (host, tunables);
        task = host.Scheduler.CreateTask("ksmd");
        host.Simulation.Process(Walk());
    }

    /// <summary>Pages looked at so far.</summary>
    public long Scanned { get; private set; }

    /// <summary>Guests whose pages it sees.</summary>
    public int Guests => walk.Count;

    /// <summary>Walks over all guests completed.</summary>
    public long Walks { get; private set; }

    /// <summary>Memory that guests hold in shared pages, each guest's counted (<c>pages_sharing</c> and <c>pages_shared</c>).</summary>
    public Bytes Sharing => Sum(c => c.Sum);

    /// <summary>Host memory freed by it.</summary>
    public Bytes Saved => Sum(c => c.Saved);

    /// <summary>CPU time of its task so far.</summary>
    public TimeSpan CpuTime => Durations.OfNanoseconds(task.CpuTime + task.Overhead);

    /// <summary>Ends it; what is merged stays so.</summary>
    public void Stop() => task.Exit();

    /// <summary>Lets it see a guest's pages (<c>MADV_MERGEABLE</c>); a guest without a kernel of its own has none to merge.</summary>
    public void Register(Guest guest)
    {
        var content = PageContent.Of(guest.Host.Parameters, guest.Platform, guest.Spec);
        // Pages that devices may write to at any time stay where they are; a hypervisor that gives memory away at the start keeps no tables
        // to merge it by.
        if (content.Kernel is null || guest.Platform.Io.PinsMemory || guest.Platform.Memory.GivesAllMemory)
            return;
        var merged = new MergedGuest(guest, content);
        walk.Add(merged);
        guest.Stopped += () => Forget(merged);
    }

    /// <summary>A guest has moved to another host.</summary>
    internal void Unregister(Guest guest)
    {
        if (walk.Find(merged => merged.Guest == guest) is { } merged)
            Forget(merged);
    }

    private IEnumerable<Event> Walk()
    {
        while (!task.HasExited)
        {
            yield return host.Simulation.Timeout(tunables.ScanSleep);
            if (walk.Count == 0 || task.HasExited)
                continue;
            var before = Saved;
            var scanned = Scan(tunables.PagesToScan);
            Scanned += scanned;
            var freed = Saved - before;
            host.Memory.ReleaseShared(freed);
            yield return task.Execute(
                (tunables.ScanPage * scanned + tunables.MergePage * freed.Pages(4.KiB)).NanosecondsAt(host.Model.Cpu.Clock));
        }
    }

    private long Scan(long budget)
    {
        var scanned = 0L;
        for (var visited = 0; visited <= walk.Count && scanned < budget; visited++)
        {
            place %= walk.Count;
            var guest = walk[place];
            var pages = Math.Min(budget - scanned, guest.PagesLeft);
            scanned += pages;
            if (guest.Pass(pages) is var (from, to) && to > from)
                Merge(guest, from, to);
            if (guest.PagesLeft > 0)
                break;
            guest.Rewind();
            if (++place == walk.Count)
                Walks++;
        }
        return scanned;
    }

    // The pages between two points of a walk: kinds of content are mixed evenly.
    private void Merge(MergedGuest guest, double from, double to)
    {
        foreach (var (name, size, isOneContent) in guest.Kinds)
        {
            if (!contents.TryGetValue(name, out var content))
                contents.Add(name, content = new SharedContent(isOneContent));
            // Pages that a balloon or swap has taken meanwhile are not there to be merged.
            var memory = guest.Guest.Memory;
            var part = Bytes.Min(Pages(size * to) - Pages(size * from), memory.Cold);
            memory.Merge(part);
            content.Add(guest, part);
        }
    }

    // A guest writes to so much of what it shares, of each content in proportion.
    internal ChargeResult Split(Guest guest, Bytes amount)
    {
        if (walk.Find(m => m.Guest == guest) is not { } merged || guest.Memory.Merged.Count == 0)
            return GuestMemory.Nothing;
        var (before, share, split) = (Saved, Math.Min(1, amount / guest.Memory.Merged), Bytes.Zero);
        foreach (var content in contents.Values)
        {
            var part = share < 1 ? Pages(content.Of(merged) * share) : content.Of(merged);
            content.Take(merged, part);
            split += part;
        }
        // The copy that the last holder had was its own.
        host.Memory.ReleaseShared(split - (before - Saved));
        return guest.Memory.Split(split);
    }

    private static Bytes Pages(Bytes size) => new(size.Count / 4096 * 4096);

    // Its own pages go with it; what it shared alone now counts in full for the others.
    private void Forget(MergedGuest guest)
    {
        var (saved, sharing) = (Saved, Sharing);
        if (!walk.Remove(guest))
            return;
        foreach (var content in contents.Values)
            content.Remove(guest);
        host.Memory.ReleaseShared(sharing - Sharing - (saved - Saved));
    }

    private Bytes Sum(Func<SharedContent, Bytes> part)
    {
        var sum = Bytes.Zero;
        foreach (var content in contents.Values)
            sum += part(content);
        return sum;
    }
}
