using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// Nested page tables (EPT, RVI): the guest owns its page tables without exits, and every guest-physical address met on
/// a walk is translated by a second table. A walk reads (n+1)(m+1)-1 entries for n guest and m host levels; guest memory
/// touched for the first time leaves the guest once a page (EPT violation) so that the host can back it.
/// </summary>
public sealed class NestedPaging : IMemoryTechnique
{
    private readonly Cycles mapPage;
    private readonly Cycles? uncached;
    private readonly Bytes hostPage;
    private readonly Bytes guestPage;

    /// <summary>With the figures of <c>NestedPaging.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="hostPage">Pages that back guest memory: 4 KiB, 2 MiB or 1 GiB; left out, the data file's.</param>
    /// <param name="guestPage">Pages that the guest's own tables map: 4 KiB (left out), 2 MiB or 1 GiB.</param>
    /// <param name="walkCaches">
    /// Whether page-walk caches and a nested TLB hold the upper levels, as in every CPU with nested paging. If not, each reference goes to
    /// the data caches.
    /// </param>
    public NestedPaging(Parameters parameters, Bytes? hostPage = null, Bytes? guestPage = null, bool walkCaches = true)
    {
        var part = parameters.Part(nameof(NestedPaging));
        var p = part.Beside<NestedPaging>();
        mapPage = p.Cycles("map_page");
        this.hostPage = hostPage ?? p.Bytes("backing_page");
        this.guestPage = guestPage ?? Tlb.SmallPage;
        uncached = walkCaches ? null : p.Cycles("uncached_upper").Value;
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "nested paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.NestedPaging;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <summary>The guest's last level, the nested last level for it, and the nested last level for the data.</summary>
    public int LeafReferences => 3;

    /// <inheritdoc/>
    public Bytes Page => Bytes.Min(guestPage, hostPage);

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => (Tlb.Levels(cpu, guestPage) + 1) * (Tlb.Levels(cpu, hostPage) + 1) - 1;

    /// <inheritdoc/>
    public Cycles Walk(CpuModel cpu) =>
        (WalkReferences(cpu) - LeafReferences) * (uncached ?? cpu.WalkUpper) + Tlb.Leaf(cpu, guestPage) + 2 * Tlb.Leaf(cpu, hostPage);

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host) =>
        CycleCost.Of(Cause.PageWalks, Tlb.Misses(work, host.Cpu, Page) * Walk(host.Cpu))
        + CycleCost.Of(Cause.PageTableUpdates, work.PageTableUpdates * host.Cpu.PageTableUpdate)
        + CycleCost.Of(Cause.FirstTouch, work.Touched.Pages(hostPage) * Violation(cpu, host), work.Touched.Pages(hostPage));

    /// <summary>
    /// One EPT violation: exit, the host's own page fault (which clears 4 KiB), the rest of a larger page cleared, and the new
    /// entry in the nested table.
    /// </summary>
    public Cycles Violation(ICpuTechnique cpu, HostModel host) => cpu.Trap(host.Cpu) + host.Cpu.PageFault + mapPage
        + Cycles.Of((hostPage - Tlb.SmallPage) / host.MemoryCopy, host.Cpu.Clock);
}
