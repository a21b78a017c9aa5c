using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>Host memory that one guest takes beside its application's.</summary>
/// <param name="PerGuest">Held private to each guest: VMM process, shim, kernel structures.</param>
/// <param name="SharedFile">Program whose pages all guests of the platform share through the page cache (VMM, runtime).</param>
/// <param name="Shared">Size of that program's pages, held once a host.</param>
/// <param name="Mapped">
/// Private address space that each VMM maps beside guest memory, most of it never touched: what comparisons of VMMs publish
/// as memory overhead. Only <paramref name="PerGuest"/> is charged.
/// </param>
public sealed record MemoryFootprint(Bytes PerGuest, string SharedFile, Bytes Shared, Bytes Mapped);
