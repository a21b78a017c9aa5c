using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <content>Memory of a virtual machine that moves: it is on two hosts until the move is over.</content>
public sealed partial class GuestMemory
{
    private Bytes There => Held + Merged + Swapped; // what it takes on a host that merges and swaps nothing of it yet

    /// <summary>Takes on another host what it holds now: its own pages, those it shares with others, those in swap.</summary>
    /// <param name="there">What it is there.</param>
    /// <returns>What was taken, and whether all of it could be; else nothing is.</returns>
    internal (Bytes Taken, ChargeResult Charge) Copy(GuestProcesses there)
    {
        var (size, footprint) = (There, guest.Platform.Footprint);
        var result = Nothing;
        if (Host.SharesText(guest.Platform))
        {
            result = there.Host.Memory.PageCache.Map(there.Mapper, Text, footprint.Shared).Charge;
            if (!result.Charged)
                return (Bytes.Zero, result);
            there.Host.Files.Map(Text);
        }

        if (there.Process is { } process)
            result = result.Then(there.Cgroup.Memory.Touch(process, size));
        else if (!there.Cgroup.Memory.TryChargeKernel(size))
            result = Nothing with { Charged = false };
        if (!result.Charged)
            Discard(there, Bytes.Zero, Host.SharesText(guest.Platform));
        return (size, result);
    }

    /// <summary>Gives back what a copy has taken; the processes there have ended.</summary>
    internal void Discard(GuestProcesses there, Bytes taken) => Discard(there, taken, Host.SharesText(guest.Platform));

    /// <summary>From now on the other host's pages are its memory. What it was on the old one has been given up.</summary>
    /// <param name="there">What it is there.</param>
    /// <param name="taken">What was copied.</param>
    /// <returns>Whether what it has touched since the copy could be taken as well.</returns>
    internal ChargeResult MoveTo(GuestProcesses there, Bytes taken)
    {
        var (size, cold, kept) = (There, Cold, reserved);
        Reserve(Bytes.Zero);
        here = there;
        domain = there.Process is null ? taken : Bytes.Zero;
        Merged = Bytes.Zero;
        var result = Take(Bytes.Max(Bytes.Zero, size - taken), Process);
        if (size < taken)
            Free(taken - size);
        SetCold(cold);
        Reserve(kept);
        return result;
    }

    private void Discard(GuestProcesses there, Bytes taken, bool mapped)
    {
        if (there.Process is null)
        {
            there.Cgroup.Memory.UnchargeKernel(taken);
            if (mapped)
                there.Host.Memory.PageCache.Unmap(there.Mapper, Text);
        }

        if (Host.SharesText(guest.Platform))
            there.Host.Files.Leave(Text, mapped);
    }

    private void Free(Bytes size)
    {
        if (Process is { } process)
            guest.Cgroup.Memory.Free(process, size);
        else
            guest.Cgroup.Memory.UnchargeKernel(size);
        domain -= Process is null ? size : Bytes.Zero;
    }
}
