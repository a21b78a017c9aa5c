using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Takes memory from a cgroup and those below (shrink_node): first what no <c>low</c> protects, then what no <c>min</c> does; cache before
/// anonymous pages, which go to swap; from each cgroup in proportion.
/// </summary>
internal static class MemoryReclaim
{
    /// <summary>Reclaims until the cgroup is down to a size, or there is nothing more; what is left is the answer.</summary>
    public static Bytes To(MemoryController at, Bytes size)
    {
        while (at.Current > size)
        {
            var (cache, swap) = Take(at, at.Current - size);
            if (cache + swap == Bytes.Zero)
                break;
        }
        return at.Current;
    }

    /// <summary>Takes so much of one kind, or what there is of it: nothing goes to swap while there is cache. Nothing of either: no
    /// more can be had.</summary>
    public static (Bytes Cache, Bytes Swap) Take(MemoryController at, Bytes want)
    {
        for (var pass = 0; pass < 2; pass++)
        {
            var sparing = pass == 0;
            if (at.File > at.Mapped && Files(at, want, sparing) is { Count: > 0 } cache)
                return (cache, Bytes.Zero);
            if (MemorySwapping.Take(at, want, sparing) is { Count: > 0 } swap)
                return (Bytes.Zero, swap);
        }
        return (Bytes.Zero, Bytes.Zero);
    }

    /// <summary>How much of what is here may be taken when another one, here or around, is reclaimed from.</summary>
    /// <param name="controller">Whose memory.</param>
    /// <param name="root">Who is reclaimed from.</param>
    /// <param name="sparing">Whether what a low protects is spared.</param>
    public static Bytes Unprotected(MemoryController controller, MemoryController root, bool sparing)
    {
        if (controller == root)
            return controller.Current;
        var spared = Protection(controller, root, low: false);
        if (sparing)
            spared = Bytes.Max(spared, Protection(controller, root, low: true));
        return Bytes.Max(Bytes.Zero, controller.Current - spared);
    }

    /// <summary>A part of a sum, in proportion: rounded up, so that the first give a little more and the last a little less.</summary>
    public static Bytes Part(Bytes size, Bytes all, Bytes want, Bytes left) =>
        Bytes.Min(size, Bytes.Min(new((long)Math.Ceiling(size / all * want.Count)), left));

    private static Bytes Files(MemoryController at, Bytes want, bool sparing)
    {
        if (at.Cgroup.Children.Count == 0)
            return Files(at, Bytes.Min(want, at.Evictable));
        var (sources, all) = (new List<(MemoryController Controller, Bytes Size)>(), Bytes.Zero);
        foreach (var cgroup in at.Cgroup.Tree())
        {
            var size = cgroup.Memory.Evictable;
            if (size > Bytes.Zero)
                size = Bytes.Min(size, Unprotected(cgroup.Memory, at, sparing));
            if (size == Bytes.Zero)
                continue;
            sources.Add((cgroup.Memory, size));
            all += size;
        }
        want = Bytes.Min(want, all);
        var left = want;
        foreach (var (controller, size) in sources)
        {
            if (!sparing && controller.Low > Bytes.Zero && left > Bytes.Zero)
                controller.Raise(Memory.MemoryEvent.Low);
            left -= Files(controller, Part(size, all, want, left));
        }
        return want - left;
    }

    // What was read once goes first (the inactive list).
    private static Bytes Files(MemoryController controller, Bytes size)
    {
        if (size == Bytes.Zero)
            return size;
        var unnamed = Bytes.Min(size, controller.Unnamed);
        controller.Unnamed -= unnamed;
        if (size > unnamed)
            controller.PageCache.Take(controller, size - unnamed);
        controller.Add(Bytes.Zero, Bytes.Zero - size, Bytes.Zero);
        return size;
    }

    /// <summary>
    /// How much of what is here the protection covers when <paramref name="root"/> is reclaimed from, which has none against itself: no
    /// more than the cgroup around has for all in it, and a part of what is left of that (<c>effective_protection</c>, with
    /// memory_recursiveprot as systemd mounts it).
    /// </summary>
    private static Bytes Protection(MemoryController controller, MemoryController root, bool low)
    {
        if (controller == root)
            return Bytes.Zero;
        var own = Claim(controller, low);
        var parent = controller.Parent!;
        if (parent == root)
            return own;
        var around = Protection(parent, root, low);
        if (around == Bytes.Zero)
            return Bytes.Zero;
        var siblings = Bytes.Zero;
        foreach (var sibling in parent.Cgroup.Children)
            siblings += Claim(sibling.Memory, low);
        var current = controller.Current;
        if (siblings > around)
            return own * (around / siblings);
        return parent.Current > siblings ? own + (around - siblings) * ((current - own) / (parent.Current - siblings)) : own;
    }

    private static Bytes Claim(MemoryController controller, bool low) =>
        Bytes.Min(controller.Current, low ? controller.Low : controller.Min);
}
