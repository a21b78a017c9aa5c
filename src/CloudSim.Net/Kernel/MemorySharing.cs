using CloudSim.Net.Units;

namespace CloudSim.Net.Kernel;

/// <summary>Anonymous pages of a process that go, come back from swap, or are merged with others'.</summary>
internal static class MemorySharing
{
    public static void Free(KernelProcess process, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, (process.Memory + process.Swapped).Count, nameof(size));
        for (var i = process.Held.Count - 1; size > Bytes.Zero; i--)
        {
            var part = Bytes.Min(size, process.Held[i].Size);
            var swapped = Bytes.Min(size - part, process.Held[i].Swapped);
            Take(process, i, part, swapped);
            size -= part + swapped;
        }
    }

    public static ChargeResult SwapIn(KernelProcess process, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, process.Swapped.Count, nameof(size));
        var result = new ChargeResult(process.IsAlive, Bytes.Zero, TimeSpan.Zero, []);
        while (size > Bytes.Zero && result.Charged)
        {
            var i = 0;
            while (process.Held[i].Swapped == Bytes.Zero)
                i++;
            var charge = process.Held[i];
            var part = Bytes.Min(size, Bytes.Min(charge.Swapped, Memory.HighDelay.Batch));
            // The place in swap is free first: others may need it to make room.
            process.Held[i] = charge with { Swapped = charge.Swapped - part };
            charge.Controller!.AddSwapped(Bytes.Zero - part);
            var one = MemoryCharging.Charge(charge.Controller, process, part, MemoryKind.Anon);
            if (process.IsAlive && !one.Charged)
                Return(process, charge.Controller, part - one.Size);
            size -= part;
            result = result with
            {
                Charged = one.Charged,
                Reclaimed = result.Reclaimed + one.Reclaimed,
                Delay = result.Delay + one.Delay,
                Killed = [.. result.Killed, .. one.Killed],
                Size = result.Size + one.Size,
                SwappedOut = result.SwappedOut + one.SwappedOut,
                RefusedBy = one.RefusedBy,
            };
        }
        return process.IsAlive ? result : result with { Size = Bytes.Zero };
    }

    public static void Share(KernelProcess process, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, process.Memory.Count, nameof(size));
        var shared = size;
        for (var i = process.Held.Count - 1; size > Bytes.Zero; i--)
        {
            var part = Bytes.Min(size, process.Held[i].Size);
            var account = process.Held[i].Controller!.Account;
            Take(process, i, part, Bytes.Zero);
            account.Shared += part;
            account.Root.Add(part, Bytes.Zero, Bytes.Zero);
            size -= part;
        }
        process.Held.Shared += shared;
    }

    public static ChargeResult Unshare(MemoryController controller, KernelProcess process, Bytes size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size.Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size.Count, process.Shared.Count, nameof(size));
        var result = MemoryCharging.Charge(controller, process, size, MemoryKind.Anon);
        if (process.IsAlive)
            process.Held.Shared -= result.Size;
        return result;
    }

    /// <summary>A process has ended: its pages and mappings go; merged pages are the merger's.</summary>
    public static void Leave(KernelProcess process)
    {
        if (process.Held.Mapped is { Count: > 0 } mapped)
            process.Cgroup!.Memory.PageCache.UnmapAll(mapped);
        while (process.Held.Count > 0)
            Take(process, process.Held.Count - 1, process.Held[process.Held.Count - 1].Size, process.Held[process.Held.Count - 1].Swapped);
        process.Held = default;
    }

    private static void Take(KernelProcess process, int index, Bytes resident, Bytes swapped)
    {
        var charge = process.Held[index];
        charge.Controller!.Add(Bytes.Zero - resident, Bytes.Zero, Bytes.Zero);
        if (swapped > Bytes.Zero)
            charge.Controller.AddSwapped(Bytes.Zero - swapped);
        if (resident == charge.Size && swapped == charge.Swapped)
            process.Held.Forget(index);
        else
            process.Held[index] = charge with { Size = charge.Size - resident, Swapped = charge.Swapped - swapped };
    }

    // What could not be read back stays in swap.
    private static void Return(KernelProcess process, MemoryController controller, Bytes size)
    {
        for (var i = 0; i < process.Held.Count; i++)
            if (process.Held[i] is var charge && charge.Controller == controller)
                process.Held[i] = charge with { Swapped = charge.Swapped + size };
        controller.AddSwapped(size);
    }
}
