using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>
/// Writes anonymous pages of processes to swap: cold ones first, then of all in proportion; as far as there is space, and every
/// <c>memory.swap.max</c> around allows it.
/// </summary>
internal static class MemorySwapping
{
    /// <summary>Takes so much from a cgroup and those below, or what there is.</summary>
    public static Bytes Take(MemoryController at, Bytes want, bool sparing)
    {
        if (at.Account.Swap is not { Free.Count: > 0 } || at.Anon == Bytes.Zero)
            return Bytes.Zero;
        var cold = Take(at, want, sparing, cold: true);
        return cold >= want ? cold : cold + Take(at, want - cold, sparing, cold: false);
    }

    private static Bytes Take(MemoryController at, Bytes want, bool sparing, bool cold)
    {
        var (sources, all) = (new List<(KernelProcess Process, MemoryController Controller, Bytes Size)>(), Bytes.Zero);
        // A process may have moved on: its charges are where it was.
        foreach (var process in at.Account.Root.Cgroup.All())
            for (var (i, left) = (0, cold ? process.Cold : process.Memory); i < process.Held.Count && left > Bytes.Zero; i++)
            {
                var charge = process.Held[i];
                var size = Bytes.Min(left, charge.Size);
                left -= size;
                if (size == Bytes.Zero || !charge.Controller!.IsWithin(at))
                    continue;
                size = Bytes.Min(size, MemoryReclaim.Unprotected(charge.Controller.Live, at, sparing));
                if (size == Bytes.Zero)
                    continue;
                sources.Add((process, charge.Controller, size));
                all += size;
            }
        want = Bytes.Min(want, all);
        var taken = Bytes.Zero;
        foreach (var (process, controller, size) in sources)
        {
            var part = MemoryReclaim.Part(size, all, want, want - taken);
            part = Bytes.Min(part, Bytes.Min(Room(controller), MemoryReclaim.Unprotected(controller.Live, at, sparing)));
            if (part <= Bytes.Zero)
                continue;
            if (!sparing && controller.Low > Bytes.Zero)
                controller.Raise(Memory.MemoryEvent.Low);
            Out(process, controller, part, cold);
            taken += part;
        }
        return taken;
    }

    private static Bytes Room(MemoryController controller)
    {
        var room = controller.Account.Swap!.Free;
        for (var at = controller; at is not null; at = at.Parent)
            room = Bytes.Min(room, at.SwapRoom);
        return room;
    }

    private static void Out(KernelProcess process, MemoryController controller, Bytes size, bool cold)
    {
        var held = process.Cold;
        for (var i = 0; i < process.Held.Count; i++)
        {
            var charge = process.Held[i];
            if (charge.Controller != controller)
                continue;
            process.Held[i] = charge with { Size = charge.Size - size, Swapped = charge.Swapped + size };
            break;
        }
        if (cold)
            process.Held.Cold = held - size;
        controller.Add(Bytes.Zero - size, Bytes.Zero, Bytes.Zero);
        controller.AddSwapped(size);
    }
}
