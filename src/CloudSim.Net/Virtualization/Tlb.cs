using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// The translation look-aside buffer as reach: entries times page size. A profile counts its misses with pages of 4 KiB on the
/// bare machine; with larger pages they become fewer as the working set comes within reach.
/// </summary>
public static class Tlb
{
    /// <summary>The smallest page of x86.</summary>
    public static Bytes SmallPage { get; } = 4.KiB;

    /// <summary>Levels of a page table that end early at this page: 2 MiB (4 MiB on 32 bits) one level, 1 GiB two.</summary>
    /// <exception cref="InvalidOperationException">The CPU's tables have no level at which such a page could end.</exception>
    public static int Levels(CpuModel cpu, Bytes page)
    {
        var levels = cpu.PageTableLevels - (page >= 1.GiB ? 2 : page > SmallPage ? 1 : 0);
        return levels > 0
            ? levels : throw new InvalidOperationException(
                $"{cpu.Name} has page tables of {cpu.PageTableLevels} levels, which map no pages of {page}");
    }

    /// <summary>Reading the last-level entry of such a page.</summary>
    public static Cycles Leaf(CpuModel cpu, Bytes page) => page > SmallPage ? cpu.WalkLargeLeaf : cpu.WalkLeaf;

    /// <summary>
    /// One walk by a technique, with small pages: upper levels from the page-walk caches, last levels from the data caches.
    /// </summary>
    internal static Cycles Walk(IMemoryTechnique technique, CpuModel cpu) =>
        (technique.WalkReferences(cpu) - technique.LeafReferences) * cpu.WalkUpper + technique.LeafReferences * cpu.WalkLeaf;

    /// <summary>Memory that the TLB covers with pages of this size.</summary>
    public static Bytes Reach(CpuModel cpu, Bytes page) => page * Entries(cpu, page);

    /// <summary>
    /// Misses of the work with pages of this size. Accesses spread evenly over the working set miss with the share of it that is
    /// out of reach; without a known working set the number stays as counted.
    /// </summary>
    public static double Misses(WorkProfile work, CpuModel cpu, Bytes page)
    {
        var counted = OutOfReach(SmallPage);
        return page == SmallPage || counted <= 0 ? work.TlbMisses : work.TlbMisses * OutOfReach(page) / counted;

        double OutOfReach(Bytes size) => work.WorkingSet.Count == 0 ? 0 : Math.Max(0, 1 - Reach(cpu, size) / work.WorkingSet);
    }

    /// <summary>Entries that the work has in use: its working set, as far as the TLB holds it.</summary>
    public static double InUse(WorkProfile work, CpuModel cpu, Bytes page) =>
        Math.Min(Entries(cpu, page), Math.Ceiling(work.WorkingSet / page));

    private static int Entries(CpuModel cpu, Bytes page) => page > SmallPage ? cpu.TlbLarge : cpu.TlbSmall;
}
