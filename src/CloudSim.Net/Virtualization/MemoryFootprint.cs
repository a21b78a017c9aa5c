using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>Host memory that one guest takes beside its application's. Each size is 0 B to 4 PiB, what x86 can address.</summary>
/// <param name="PerGuest">Held private to each guest: VMM process, shim, kernel structures.</param>
/// <param name="SharedFile">Program whose pages all guests of the platform share through the page cache (VMM, runtime).</param>
/// <param name="Shared">Size of that program's pages, held once a host.</param>
/// <param name="Mapped">
/// Private address space that each VMM maps beside guest memory, most of it never touched: what comparisons of VMMs publish
/// as memory overhead. Only <paramref name="PerGuest"/> is charged.
/// </param>
/// <exception cref="ArgumentOutOfRangeException">A size is outside its range.</exception>
public sealed record MemoryFootprint(Bytes PerGuest, string SharedFile, Bytes Shared, Bytes Mapped)
{
    /// <summary>Held private to each guest: VMM process, shim, kernel structures.</summary>
    public Bytes PerGuest { get; init => field = Check.Memory(value); } = Check.Memory(PerGuest);

    /// <summary>The same for each virtual CPU beyond the first: its state in the hypervisor, the stack of its thread.</summary>
    public Bytes PerVCpu { get; init => field = Check.Memory(value); }

    /// <summary>Size of the shared program's pages, held once a host.</summary>
    public Bytes Shared { get; init => field = Check.Memory(value); } = Check.Memory(Shared);

    /// <summary>Private address space that each VMM maps beside guest memory, most of it never touched.</summary>
    public Bytes Mapped { get; init => field = Check.Memory(value); } = Check.Memory(Mapped);
}
