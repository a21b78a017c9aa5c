using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// Trap and emulate in guest mode (VT-x, AMD-V): user and kernel code of the guest run directly, system calls and page
/// faults stay inside the guest, and only what the hypervisor must see leaves it by a VM exit.
/// </summary>
public sealed class HardwareAssist : ICpuTechnique
{
    private readonly Cycles handler;
    private readonly Cycles userSpaceExit;
    private readonly double interruptExits;
    private readonly double timerExits;

    /// <summary>With the figures of <c>HardwareAssist.csv</c>.</summary>
    public HardwareAssist()
    {
        var p = ParameterSheet.Beside<HardwareAssist>();
        handler = p.Cycles("exit_handler");
        userSpaceExit = p.Cycles("user_space_exit");
        interruptExits = p.Count("interrupt_exits");
        timerExits = p.Count("timer_exits");
        Sheets = [p];
    }

    /// <inheritdoc/>
    public string Name => "hardware assist";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.HardwareAssist;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.HardwareAssist;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets { get; }

    /// <inheritdoc/>
    public CycleBill Run(WorkProfile work, CpuModel cpu) =>
        NativeExecution.Native(work, cpu) + Exits(Cause.Interrupts, work.Interrupts * (timerExits + InterruptExits(cpu)), cpu);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => cpu.ExitRoundTrip;

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => cpu.ExitRoundTrip;

    /// <inheritdoc/>
    public CycleBill Interrupt(CpuModel cpu) => 
        CycleBill.Of(Cause.Interrupts, cpu.Interrupt) + Exits(Cause.Interrupts, InterruptExits(cpu), cpu);

    /// <inheritdoc/>
    public CycleBill Halt(CpuModel cpu) => Exits(Cause.Halts, 1, cpu);

    /// <inheritdoc/>
    public CycleBill DeviceAccess(CpuModel cpu) => CycleBill.Of(Cause.DeviceAccesses, userSpaceExit, exits: 1);

    /// <inheritdoc/>
    public CycleBill Notify(CpuModel cpu) => Exits(Cause.DeviceAccesses, 1, cpu);

    /// <inheritdoc/>
    public CycleBill KernelWork(Cycles native) => CycleBill.Of(Cause.KernelCode, native);

    // Posted interrupts reach a running guest without an exit.
    private double InterruptExits(CpuModel cpu) => cpu.Generation >= CpuGeneration.IoAssist ? 0 : interruptExits;

    private CycleBill Exits(Cause cause, double count, CpuModel cpu) => CycleBill.Of(cause, count * Exit(cpu), count);

    /// <summary>One exit that the hypervisor handles in the kernel: hardware transition and handler.</summary>
    public Cycles Exit(CpuModel cpu) => cpu.ExitRoundTrip + handler;
}
