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
    public IReadOnlyList<ParameterSheet> Sheets => [];

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, CpuModel cpu) => Native(work, cpu);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Cycles.Zero;

    /// <inheritdoc/>
    public CycleBill Interrupt(CpuModel cpu) => CycleBill.Of(Cause.Interrupts, cpu.Interrupt);

    /// <inheritdoc/>
    public CycleBill Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill DeviceAccess(CpuModel cpu) => CycleBill.Of(Cause.DeviceAccesses, cpu.DeviceAccess);

    /// <inheritdoc/>
    public CycleBill Notify(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill KernelWork(Cycles native) => CycleBill.Of(Cause.KernelCode, native);

    /// <summary>What a piece of work costs on the bare machine, page walks, page-table updates and devices excepted.</summary>
    public static CycleBill Native(WorkProfile work, CpuModel cpu) =>
        CycleBill.Of(Cause.UserCode, work.User)
        + CycleBill.Of(Cause.KernelCode, work.Kernel)
        + CycleBill.Of(Cause.SystemCalls, work.SystemCalls * cpu.SystemCall)
        + CycleBill.Of(Cause.PageFaults, work.PageFaults * cpu.PageFault)
        + CycleBill.Of(Cause.Exceptions, work.Exceptions * cpu.Exception)
        + CycleBill.Of(Cause.ContextSwitches, work.ContextSwitches * cpu.ContextSwitch)
        + CycleBill.Of(Cause.Interrupts, work.Interrupts * cpu.Interrupt)
        + CycleBill.Of(Cause.SensitiveInstructions, work.SensitiveInstructions * cpu.SensitiveInstruction)
        + CycleBill.Of(Cause.IndirectCalls, work.IndirectCalls * cpu.IndirectCall);
}
