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
    private readonly Cycles exitHandler;
    private readonly Bytes backingPage;

    /// <summary>With the figures of <c>NestedPaging.csv</c>.</summary>
    public NestedPaging()
    {
        var p = ParameterSheet.Beside<NestedPaging>();
        mapPage = p.Cycles("map_page");
        exitHandler = p.Cycles("exit_handler");
        backingPage = p.Bytes("backing_page");
        Sheets = [p];
    }

    /// <inheritdoc/>
    public string Name => "nested paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.NestedPaging;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets { get; }

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => (cpu.PageTableLevels + 1) * (cpu.PageTableLevels + 1) - 1;

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, HostModel host) =>
        new(Guest: default,
            Walks: work.TlbMisses * WalkReferences(host.Cpu) * host.Cpu.WalkReference,
            Exits: work.Touched.Pages(backingPage) * Violation(host.Cpu));

    /// <summary>One EPT violation: exit, the host's own page fault, and the new entry in the nested table.</summary>
    public Cycles Violation(CpuModel cpu) => cpu.ExitRoundTrip + exitHandler + cpu.PageFault + mapPage;
}
