using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A kernel that is a program of the host, run in ring 0 of guest mode when its processes call it (gVisor's KVM platform): a system call
/// changes page tables but does not leave guest mode. What the kernel itself asks of the host does, by an exit and a system call.
/// </summary>
public sealed class SentryInGuestMode : ICpuTechnique
{
    private readonly HardwareAssist assist;
    private readonly Cycles entry;
    private readonly double hostShare;

    /// <summary>With the figures of <c>SentryInGuestMode.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public SentryInGuestMode(Parameters parameters)
    {
        var part = parameters.Part(nameof(SentryInGuestMode));
        var p = part.Beside<SentryInGuestMode>();
        assist = new(part);
        entry = p.Cycles("entry");
        hostShare = p.Ratio("host_share");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "user-space kernel in guest mode";

    /// <inheritdoc/>
    public CpuGeneration Needs => assist.Needs;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.UserSpaceKernel;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) => assist.Run(work, cpu)
        + CycleCost.Of(Cause.SystemCalls, work.SystemCalls * (entry + hostShare * Call(cpu)), work.SystemCalls * hostShare)
        + CycleCost.Of(Cause.Exceptions, work.Exceptions * entry)
        + CycleCost.Of(Cause.PageFaults, work.PageFaults * entry);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => assist.Trap(cpu);

    /// <summary>A system call of the host by the kernel: it leaves guest mode first.</summary>
    public Cycles Call(CpuModel cpu) => assist.Trap(cpu) + cpu.SystemCall;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) => assist.Interrupt(cpu);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => CycleCost.Of(Cause.Halts, Call(cpu), 1);

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Call(cpu), 1);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => DeviceAccess(cpu);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => assist.KernelWork(native);
}
