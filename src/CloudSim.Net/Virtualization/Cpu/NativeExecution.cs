using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>Processes of the host run on its CPU: nothing stands between. The technique of bare metal and of containers.</summary>
public sealed class NativeExecution : ICpuTechnique
{
    /// <inheritdoc/>
    public string Name => "native";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [];

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, CpuModel cpu) => new(Guest: Native(work, cpu));

    /// <inheritdoc/>
    public CycleBill Interrupt(CpuModel cpu) => new(Guest: cpu.Interrupt);

    /// <inheritdoc/>
    public CycleBill Halt(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill DeviceAccess(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill Notify(CpuModel cpu) => default;

    /// <inheritdoc/>
    public CycleBill KernelWork(Cycles native) => new(Guest: native);

    /// <summary>Cycles of a piece of work on the bare machine, page walks and devices excepted.</summary>
    public static Cycles Native(WorkProfile work, CpuModel cpu) => work.User + KernelPart(work, cpu);

    /// <summary>The part of <see cref="Native"/> that runs in the kernel.</summary>
    public static Cycles KernelPart(WorkProfile work, CpuModel cpu) => work.Kernel + work.SystemCalls * cpu.SystemCall
        + work.PageFaults * cpu.PageFault + work.ContextSwitches * cpu.ContextSwitch + work.Interrupts * cpu.Interrupt;
}
