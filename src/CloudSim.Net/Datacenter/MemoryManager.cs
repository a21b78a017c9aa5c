using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a host does when a guest wants a page and none is free: it asks balloons, then its kernel writes cold pages to swap, then pages of
/// working sets, and in the end kills a process (<see cref="MemoryController"/>); a virtual machine's is its VMM. All of it takes time of
/// CPUs and of the disk, and the guest waits.
/// </summary>
public sealed class MemoryManager
{
    private readonly Host host;
    private readonly MemoryTunables tunables;
    private readonly List<Guest> killed = [];

    /// <summary>The manager of a host's memory; the host has the swap that it says.</summary>
    internal MemoryManager(Host host, MemoryTunables tunables)
    {
        (this.host, this.tunables) = (host, tunables);
        if (tunables.Swap > Bytes.Zero)
            host.Memory.Swap = new(tunables.Swap);
    }

    /// <summary>Swap in use.</summary>
    public Bytes SwapUsed => host.Memory.Swap?.Used ?? Bytes.Zero;

    /// <summary>Guests killed for want of memory, in order.</summary>
    public IReadOnlyList<Guest> Killed => killed;

    /// <summary>
    /// A guest's program touches more memory; the process ends when it has it, or when the guest was ended for it. What a program wants
    /// beyond its guest's own memory ends it there.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative amount.</exception>
    public Process Grow(Guest guest, Bytes amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Count);
        MustBeHere(guest);
        if (guest.State is GuestState.Admitted or GuestState.Booting)
            throw new InvalidOperationException($"guest {guest.Number} has no program that could grow: it is {guest.State}");
        return host.Simulation.Process(Growing(guest, amount));
    }

    /// <summary>
    /// A guest touches pages of its working set at random: those in swap come back one after the other, each a read of the
    /// disk, and push others out. The process ends when it has them, or is killed.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative number.</exception>
    public Process Access(Guest guest, long pages)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(pages);
        MustBeHere(guest);
        return host.Simulation.Process(Accessing(guest, pages));
    }

    /// <summary>
    /// A guest writes to pages that were merged with others': each write faults and gets a page of its own again, which must be found. The
    /// process ends when it has them, or is killed.
    /// </summary>
    /// <param name="guest">The guest.</param>
    /// <param name="amount">Size of the pages written to; no more than are merged count.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative amount.</exception>
    public Process Write(Guest guest, Bytes amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Count);
        MustBeHere(guest);
        return host.Simulation.Process(Writing(guest, amount));
    }

    private void MustBeHere(Guest guest)
    {
        if (guest.Host != host)
            throw new ArgumentException($"guest {guest.Number} is on another host", nameof(guest));
    }

    /// <summary>A guest was ended for want of memory.</summary>
    internal void Note(Guest guest) => killed.Add(guest);

    private IEnumerable<Event> Writing(Guest guest, Bytes amount)
    {
        amount = Bytes.Min(amount, guest.Memory.Merged);
        if (amount.Count == 0 || host.Merging is not { } merging)
            yield break;
        foreach (var step in AskBalloons(guest, amount))
            yield return step;
        if (guest.State == GuestState.Stopped)
            yield break;
        // Some may have been let go meanwhile; and a page that nobody else shares is only made writable.
        foreach (var wait in guest.Take(merging.Split(guest, amount)))
            yield return wait;
        yield return Work(guest, tunables.SplitPage * amount.Pages(4.KiB));
    }

    private IEnumerable<Event> Growing(Guest guest, Bytes amount)
    {
        if (guest.State == GuestState.Stopped)
            yield break;
        foreach (var step in AskBalloons(guest, guest.More(amount)))
            yield return step;
        if (guest.State == GuestState.Stopped)
            yield break;
        foreach (var wait in guest.Take(guest.Grow(amount)))
            yield return wait;
    }

    private IEnumerable<Event> Accessing(Guest guest, long pages)
    {
        var memory = guest.Memory;
        var all = memory.Hot + memory.SwappedHot;
        if (all.Count == 0 || memory.SwappedHot.Count == 0)
            yield break;
        var missing = memory.Missed(pages * (memory.SwappedHot / all));
        for (var i = 0L; i < missing && memory.SwappedHot.Count > 0; i++)
        {
            foreach (var step in AskBalloons(guest, 4.KiB))
                yield return step;
            if (guest.State == GuestState.Stopped || memory.SwappedHot.Count == 0)
                yield break;
            foreach (var wait in guest.Take(memory.SwapIn(4.KiB)))
                yield return wait;
            if (guest.State == GuestState.Stopped)
                yield break;
            yield return host.Disk.Transfer(4.KiB);
            yield return Work(guest, tunables.SwapPage);
        }
    }

    // Balloons give before the kernel takes anything from anybody.
    private IEnumerable<Event> AskBalloons(Guest guest, Bytes amount)
    {
        while (tunables.Balloons && guest.State != GuestState.Stopped && amount > host.Memory.Available && Largest() is { } lender)
        {
            var size = Bytes.Min(amount - host.Memory.Available, lender.Memory.Balloonable);
            lender.Memory.Inflate(size);
            yield return Work(lender, tunables.BalloonPage * size.Pages(4.KiB));
            if (lender.State != GuestState.Stopped)
                lender.Memory.Lend(size);
        }
    }

    // Work in a guest's task; nothing waits for a guest that is stopped meanwhile.
    private Event Work(Guest guest, Cycles cycles)
    {
        var done = new Event(host.Simulation);
        if (guest.State == GuestState.Stopped)
        {
            done.Succeed();
            return done;
        }
        guest.Stopped += Done;
        guest.Cpu.Execute(cycles.NanosecondsAt(host.Model.Cpu.Clock)).AddCallback(_ => Done());
        return done;

        void Done()
        {
            guest.Stopped -= Done;
            if (!done.IsTriggered)
                done.Succeed();
        }
    }

    private Guest? Largest()
    {
        Guest? largest = null;
        foreach (var guest in host.Guests)
            if (guest.Memory.Balloonable is { Count: > 0 } size && (largest is null || size > largest.Memory.Balloonable))
                largest = guest;
        return largest;
    }
}
