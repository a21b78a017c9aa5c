using CloudSim.Net.Kernel.Memory;
using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Charges pages one after the other (try_charge_memcg, mem_cgroup_handle_over_high), so that many small calls do what one large one
/// does: as much as fits is charged; the first page that does not fit makes the cgroup whose limit it is reclaim a batch of 64 pages (the
/// machine as a whole a thousandth of its memory), or end a process; and where a batch is full and a cgroup above its <c>memory.high</c>,
/// that is reclaimed from and the process held back. Stretches on which nothing of that happens are charged in one step.
/// </summary>
internal struct MemoryCharging
{
    private static readonly IReadOnlyList<KernelProcess> None = [];

    private readonly MemoryController controller;
    private readonly KernelProcess? process;
    private readonly MemoryKind kind;
    private readonly CachedFile? file;
    private Bytes left, reclaimed, swappedOut;
    private TimeSpan delay;
    private List<KernelProcess>? killed;

    private MemoryCharging(MemoryController controller, KernelProcess? process, Bytes size, MemoryKind kind, CachedFile? file) =>
        (this.controller, this.process, left, this.kind, this.file) = (controller, process, size, kind, file);

    /// <summary>Charges memory of this kind to a cgroup.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative size.</exception>
    public static ChargeResult Charge(MemoryController controller, KernelProcess? process, Bytes size, MemoryKind kind,
        CachedFile? file = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        if (process is { IsAlive: false })
            return new(false, Bytes.Zero, TimeSpan.Zero, []);
        var charging = new MemoryCharging(controller.Live, process, size, kind, file);
        var refusedBy = charging.Run();
        return new(refusedBy is null, charging.reclaimed, charging.delay, charging.killed ?? None)
        {
            Size = process is { IsAlive: false } ? Bytes.Zero : size - charging.left,
            SwappedOut = charging.swappedOut,
            RefusedBy = refusedBy?.Cgroup,
        };
    }

    // Null, or whose limit could not be kept.
    private MemoryController? Run()
    {
        while (left > Bytes.Zero)
        {
            var fits = Fits(out var full);
            if (fits == Bytes.Zero)
            {
                if (!MakeRoom(full))
                    return full;
                continue;
            }
            var step = UpToJudgement(Bytes.Min(left, fits), out var judged);
            if (controller.Account.Back(step) is { } given)
            {
                (delay, swappedOut) = (delay + given.Delay, swappedOut + given.SwappedOut);
                if (!given.Charged)
                    return controller.Account.Root;
            }
            Commit(step);
            if (judged)
                HandleOverHigh();
        }
        return null;
    }

    // How much fits everywhere, and the lowest cgroup where nothing more does.
    private readonly Bytes Fits(out MemoryController full)
    {
        (full, var fits) = (controller, MemoryController.Unlimited);
        for (var at = controller; at is not null; at = at.Parent)
        {
            if (at.Room >= fits)
                continue;
            (fits, full) = (at.Room, at);
            if (fits <= Bytes.Zero)
                return Bytes.Zero;
        }
        return fits;
    }

    private bool MakeRoom(MemoryController full)
    {
        var unit = Unit(full);
        var units = Units(full, unit.Count);
        full.Raise(MemoryEvent.Max, units);
        if (Reclaim(full, new(units * unit.Count)))
            return true;
        full.Raise(MemoryEvent.Oom);
        var victims = OutOfMemory.Kill(full);
        (killed ??= []).AddRange(victims);
        return victims.Count > 0 && process is not { IsAlive: false };
    }

    // A cgroup reclaims a batch; the whole machine as much as brings it from its low to its high watermark, a thousandth of its memory
    // (kswapd; vm.watermark_scale_factor 10 of 10,000).
    private static Bytes Unit(MemoryController full) =>
        full.Parent is null ? Bytes.Max(HighDelay.Batch, new(full.Max!.Value.Count / 1000)) : HighDelay.Batch;

    // Those that will be wanted one after the other from one and the same place are reclaimed together.
    private readonly long Units(MemoryController full, long unit)
    {
        if (full.Cgroup.Children.Count > 0)
            return 1;
        for (var at = full; at is not null; at = at.Parent)
            if (at.High is not null)
                return 1;
        var first = full.Unnamed > Bytes.Zero ? full.Unnamed
            : kind == MemoryKind.File && file is null ? Bytes.Zero
            : full.Evictable;
        return Math.Max(1, Math.Min(left.Count / unit, first.Count / unit));
    }

    // The step ends at the first full batch that finds a cgroup above its high limit.
    private readonly Bytes UpToJudgement(Bytes most, out bool judged)
    {
        var room = MemoryController.Unlimited;
        for (var at = controller; at is not null; at = at.Parent)
            room = Bytes.Min(room, at.HighRoom);
        judged = false;
        if (room >= most)
            return most;
        var first = HighDelay.Batch - controller.Begun;
        if (room >= first)
            first = new(first.Count + ((room.Count - first.Count) / HighDelay.Batch.Count + 1) * HighDelay.Batch.Count);
        judged = first <= most;
        return judged ? first : most;
    }

    private void Commit(Bytes size)
    {
        left -= size;
        controller.Begun = new((controller.Begun.Count + size.Count) % HighDelay.Batch.Count);
        switch (kind)
        {
            case MemoryKind.Anon:
                process!.Held.Charge(controller, size);
                controller.Add(size, Bytes.Zero, Bytes.Zero);
                break;
            case MemoryKind.File:
                if (file is null)
                    controller.Unnamed += size;
                else
                    file.Add(controller, size);
                controller.Add(Bytes.Zero, size, Bytes.Zero);
                break;
            default:
                controller.Add(Bytes.Zero, Bytes.Zero, size);
                break;
        }
    }

    // The largest overage of those around counts (mem_find_max_overage).
    private void HandleOverHigh()
    {
        var overage = 0L;
        for (var at = controller; at is not null; at = at.Parent)
        {
            if (at.HighRoom >= Bytes.Zero)
                continue;
            at.Raise(MemoryEvent.High);
            while (at.HighRoom < Bytes.Zero && Reclaim(at, Bytes.Zero - at.HighRoom))
            {
            }
            if (at.HighRoom < Bytes.Zero)
                overage = Math.Max(overage, HighDelay.Overage(at.Current, at.High!.Value));
        }
        delay += HighDelay.Of(overage);
    }

    private bool Reclaim(MemoryController at, Bytes want)
    {
        var (cache, swap) = MemoryReclaim.Take(at, want);
        (reclaimed, swappedOut) = (reclaimed + cache, swappedOut + swap);
        return cache + swap > Bytes.Zero;
    }
}
