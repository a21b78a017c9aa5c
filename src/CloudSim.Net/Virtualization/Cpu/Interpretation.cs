using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// An interpreter: a loop that fetches, decodes and executes one guest instruction after the other, and jumps to the routine of
/// each by a branch that the CPU mispredicts. Host instructions for each guest instruction, user and kernel alike, are the factor
/// by which it is slower: both run on the same core.
/// </summary>
public sealed class Interpretation : ICpuTechnique
{
    private readonly double integer;
    private readonly double floating;
    private readonly double device;

    /// <summary>With the figures of <c>Interpretation.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public Interpretation(Parameters parameters)
    {
        var part = parameters.Part(nameof(Interpretation));
        var p = part.Beside<Interpretation>();
        var loop = p.Count("fetch").Value + p.Count("decode") + p.Count("dispatch") + p.Count("misprediction") + p.Count("memory_accesses")
            * p.Count("address_translation");
        integer = loop + p.Count("execute");
        floating = loop + p.Count("execute_float");
        device = p.Count("device_access");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "interpretation";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.Emulation;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) =>
        NativeExecution.Native(work with { User = Cycles.Zero }, cpu).Times(integer)
        + CycleCost.Of(Cause.UserCode, work.User * (integer + work.FloatShare * (floating - integer)));

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) => CycleCost.Of(Cause.Interrupts, cpu.Interrupt * integer);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, cpu.Instructions(device));

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native * integer);
}
