using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Memory;

/// <summary>
/// Memory of processes whose kernel is a program of the host in guest mode: walks are two-dimensional, and a fault of a process
/// ends with a mapping that the kernel asks of the host, which the nested table then takes over at the next violation.
/// </summary>
public sealed class SentryPaging : IMemoryTechnique
{
    private readonly NestedPaging nested;
    private readonly Cycles mapWork;

    /// <summary>With the figures of <c>SentryPaging.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public SentryPaging(Parameters parameters)
    {
        var part = parameters.Part(nameof(SentryPaging));
        nested = new(part);
        mapWork = part.Beside<SentryPaging>().Cycles("map_work");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "mappings of the host, nested paging";

    /// <inheritdoc/>
    public CpuGeneration Needs => nested.Needs;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public int WalkReferences(CpuModel cpu) => nested.WalkReferences(cpu);

    /// <inheritdoc/>
    public int LeafReferences => nested.LeafReferences;

    /// <inheritdoc/>
    public Cycles Walk(CpuModel cpu) => nested.Walk(cpu);

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, ICpuTechnique cpu, HostModel host)
    {
        var map = cpu.Call(host.Cpu) + mapWork + nested.Violation(cpu, host);
        return nested.Run(work, cpu, host) + CycleCost.Of(Cause.PageFaults, work.PageFaults * map, 2 * work.PageFaults);
    }
}
