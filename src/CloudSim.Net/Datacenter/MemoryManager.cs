using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// What a host does when a guest wants a page and none is free: it asks balloons, then writes cold pages to swap, then
/// pages of working sets, and in the end kills a guest. All of it takes time of CPUs and of the disk, and the guest waits.
/// </summary>
public sealed class MemoryManager
{
    private readonly Host host;
    private readonly MemoryTunables tunables;
    private readonly List<Guest> killed = [];

    /// <summary>The manager of a host's memory.</summary>
    public MemoryManager(Host host, MemoryTunables tunables) => (this.host, this.tunables) = (host, tunables);

    /// <summary>Swap in use.</summary>
    public Bytes SwapUsed { get; private set; }

    /// <summary>Guests killed for want of memory, in order.</summary>
    public IReadOnlyList<Guest> Killed => killed;

    /// <summary>
    /// A guest touches more memory; the process ends when it has it, or is killed. A guest with a kernel of its own touches no more than
    /// it was given: what it wants beyond that is its own kernel's affair.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Negative amount.</exception>
    public Process Grow(Guest guest, Bytes amount)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(amount.Count);
        return host.Simulation.Process(Growing(guest, amount));
    }

    /// <summary>
    /// A guest touches pages of its working set at random: those in swap come back one after the other, each a read of the
    /// disk, and push others out. The process ends when it has them, or is killed.
    /// </summary>
    public Process Access(Guest guest, long pages) => host.Simulation.Process(Accessing(guest, pages));

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
        return host.Simulation.Process(Writing(guest, amount));
    }

    private IEnumerable<Event> Writing(Guest guest, Bytes amount)
    {
        amount = Bytes.Min(amount, guest.Memory.Merged);
        if (amount.Count == 0 || host.Merging is not { } merging)
            yield break;
        foreach (var step in MakeRoom(guest, amount))
            yield return step;
        if (guest.State == GuestState.Stopped)
            yield break;
        // Some may have been let go meanwhile; and a page that nobody else shares is only made writable.
        host.Memory.Uncharge(amount - merging.Split(guest, amount));
        yield return Work(guest, tunables.SplitPage * amount.Pages(4.KiB));
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

    private IEnumerable<Event> Growing(Guest guest, Bytes amount)
    {
        if (guest.Platform.Kernel is not null)
        {
            var has = guest.Memory.Resident + guest.Memory.Ballooned + guest.Memory.Swapped;
            amount = Bytes.Max(Bytes.Zero, Bytes.Min(amount, guest.Platform.Footprint.PerGuest + guest.Spec.ConfiguredMemory - has));
        }
        foreach (var step in MakeRoom(guest, amount))
            yield return step;
        if (guest.State != GuestState.Stopped)
            guest.Memory.Resident += amount;
    }

    private IEnumerable<Event> Accessing(Guest guest, long pages)
    {
        var memory = guest.Memory;
        var all = memory.Hot(guest.Platform) + memory.SwappedHot;
        if (all.Count == 0 || memory.SwappedHot.Count == 0)
            yield break;
        var missing = (long)Math.Round(pages * (memory.SwappedHot / all));
        for (var i = 0L; i < missing && memory.SwappedHot.Count > 0; i++)
        {
            foreach (var step in MakeRoom(guest, 4.KiB))
                yield return step;
            if (guest.State == GuestState.Stopped)
                yield break;
            var page = Bytes.Min(4.KiB, memory.SwappedHot);
            memory.Resident += 4.KiB;
            memory.SwappedHot -= page;
            memory.Swapped -= page;
            SwapUsed -= page;
            yield return host.Disk.Transfer(4.KiB);
            yield return Work(guest, tunables.SwapPage);
        }
    }

    // Charges the pool in the end, unless the guest has been killed.
    private IEnumerable<Event> MakeRoom(Guest guest, Bytes amount)
    {
        while (guest.State != GuestState.Stopped && !host.Memory.TryCharge(amount))
        {
            var need = amount - host.Memory.Free;
            if (tunables.Balloons && Largest(g => g.Memory.Balloonable) is { } lender)
                foreach (var step in Inflate(lender, Bytes.Min(need, lender.Memory.Balloonable)))
                    yield return step;
            else if (SwapUsed < tunables.Swap && (Largest(g => g.Memory.Cold) ?? Largest(g => g.Memory.Hot(g.Platform))) is { } loser)
                foreach (var step in SwapOut(loser, need))
                    yield return step;
            else if (OomKiller.Choose(host.Guests, host.Memory.Capacity + tunables.Swap) is { } victim)
                Kill(victim);
            else
                throw new InvalidOperationException("memory is out and no guest may be killed");
        }
    }

    private IEnumerable<Event> Inflate(Guest guest, Bytes amount)
    {
        var memory = guest.Memory;
        memory.Balloonable -= amount;
        memory.Cold -= amount;
        yield return Work(guest, tunables.BalloonPage * amount.Pages(4.KiB));
        if (guest.State == GuestState.Stopped)
            yield break;
        memory.Ballooned += amount;
        memory.Resident -= amount;
        host.Memory.Uncharge(amount);
    }

    private IEnumerable<Event> SwapOut(Guest guest, Bytes need)
    {
        var memory = guest.Memory;
        var isCold = memory.Cold.Count > 0;
        var amount = Bytes.Min(Bytes.Min(Bytes.Max(need, tunables.SwapCluster), tunables.Swap - SwapUsed), isCold
            ? memory.Cold : memory.Hot(guest.Platform));
        SwapUsed += amount;
        memory.Swapped += amount;
        memory.Resident -= amount;
        if (isCold)
        {
            memory.Cold -= amount;
            memory.Balloonable = Bytes.Min(memory.Balloonable, memory.Cold);
        }
        else
        {
            memory.SwappedHot += amount;
        }
        yield return host.Disk.Transfer(amount);
        // The pages are free when they are written, even if their guest has gone meanwhile.
        host.Memory.Uncharge(amount);
    }

    private void Kill(Guest victim)
    {
        killed.Add(victim);
        victim.Stop();
    }

    internal void Forget(Guest guest) => SwapUsed -= guest.Memory.Swapped;

    private Guest? Largest(Func<Guest, Bytes> part)
    {
        Guest? largest = null;
        foreach (var guest in host.Guests)
            if (part(guest) is var size && size.Count > 0 && (largest is null || size > part(largest)))
                largest = guest;
        return largest;
    }
}
