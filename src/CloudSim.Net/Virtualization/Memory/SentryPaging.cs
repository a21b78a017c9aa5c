using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// Memory of processes whose kernel is a program of the host in guest mode: walks are two-dimensional, and a fault of a process
/// ends with a mapping that the kernel asks of the host, which the nested table then takes over at the next violation.
/// </summary>
public sealed class SentryPaging : IMemoryTechnique
{
    private readonly NestedPaging nested = new();
    private readonly ParameterSheet sheet = ParameterSheet.Beside<SentryPaging>();

    /// <inheritdoc/>
    public string Name => "mappings of the host, nested paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => nested.Needs;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [.. nested.Sheets, sheet];

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => nested.WalkReferences(cpu);

    /// <inheritdoc/>
    public int LeafReferences => nested.LeafReferences;

    /// <inheritdoc/>
    public Units.Cycles Walk(CpuModel cpu) => nested.Walk(cpu);

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host)
    {
        var map = cpu.Call(host.Cpu) + sheet.Cycles("map_work") + nested.Violation(cpu, host);
        return nested.Run(work, cpu, host) + CycleCost.Of(Cause.PageFaults, work.PageFaults * map, 2 * work.PageFaults);
    }
}
