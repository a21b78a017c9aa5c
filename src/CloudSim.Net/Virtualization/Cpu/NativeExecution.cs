using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>Processes of the host run on its CPU: nothing stands between. The technique of bare metal and of containers.</summary>
public sealed class NativeExecution : ICpuTechnique
{
    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.BareMachine;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses => [];

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) => Native(work, cpu);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) => CycleCost.Of(Cause.Interrupts, cpu.Interrupt);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, cpu.DeviceAccess);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native);

    /// <summary>What a piece of work costs on the bare machine, page walks, page-table updates and devices excepted.</summary>
    public static CycleCost Native(WorkProfile work, CpuModel cpu) =>
        CycleCost.Of(Cause.UserCode, work.User)
        + CycleCost.Of(Cause.KernelCode, work.Kernel)
        + CycleCost.Of(Cause.SystemCalls, work.SystemCalls * cpu.SystemCall)
        + CycleCost.Of(Cause.PageFaults, work.PageFaults * cpu.PageFault)
        + CycleCost.Of(Cause.Exceptions, work.Exceptions * cpu.Exception)
        + CycleCost.Of(Cause.ContextSwitches, work.ContextSwitches * cpu.ContextSwitch)
        + CycleCost.Of(Cause.Interrupts, work.Interrupts * cpu.Interrupt)
        + CycleCost.Of(Cause.SensitiveInstructions, work.SensitiveInstructions * cpu.SensitiveInstruction)
        + CycleCost.Of(Cause.IndirectCalls, work.IndirectCalls * cpu.IndirectCall);
}
