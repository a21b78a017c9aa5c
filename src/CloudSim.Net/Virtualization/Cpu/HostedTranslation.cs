using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// Binary translation in a hosted monitor (VMware Workstation 3, Sugerman et al. 2001): the monitor and the host's operating system take
/// turns on the CPU, and whatever needs a device or belongs to the host (its interrupts too) is a world switch. A monitor of that time
/// changes between direct execution and translation in full, does not retranslate instructions that fault often, and goes over the page
/// directory at each load of CR3; a system call by software interrupt takes a gate into the translated kernel.
/// </summary>
public sealed class HostedTranslation : ICpuTechnique
{
    private readonly BinaryTranslation translation;
    private readonly Cycles worldSwitch;
    private readonly Cycles modeChange;
    private readonly Cycles scanEntry;
    private readonly double timerSwitches;

    /// <summary>With the figures of <c>HostedTranslation.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public HostedTranslation(Parameters parameters)
    {
        var part = parameters.Part(nameof(HostedTranslation));
        var p = part.Beside<HostedTranslation>();
        translation = new(part, adaptive: false);
        worldSwitch = p.Cycles("world_switch");
        modeChange = p.Cycles("mode_change");
        scanEntry = p.Cycles("scan_entry");
        timerSwitches = p.Count("timer_switches");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "binary translation, hosted";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.BinaryTranslation;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) => translation.Run(work with { SystemCalls = 0 }, cpu)
        + CycleCost.Of(Cause.SystemCalls, work.SystemCalls * (cpu.SystemCall + translation.Inject(cpu)), work.SystemCalls)
        + CycleCost.Of(Cause.Exceptions, work.Exceptions * 2 * modeChange)
        + CycleCost.Of(Cause.Interrupts, work.Interrupts * timerSwitches * worldSwitch, work.Interrupts * timerSwitches);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => translation.Trap(cpu);

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => translation.Call(cpu);

    /// <inheritdoc/>
    public Cycles Fault(CpuModel cpu) => translation.Fault(cpu) + modeChange;

    /// <inheritdoc/>
    public Cycles Inject(CpuModel cpu) => translation.Inject(cpu) + modeChange;

    /// <inheritdoc/>
    public Cycles PageTableWrite(CpuModel cpu) => translation.PageTableWrite(cpu);

    /// <inheritdoc/>
    public Cycles LoadCr3(CpuModel cpu) => translation.LoadCr3(cpu) + scanEntry * (cpu.PageTableLevels == 2 ? 1024 : 512);

    /// <summary>The device's interrupt is the host's: a world switch to it and back, then into the translated kernel.</summary>
    public CycleCost Interrupt(CpuModel cpu) => translation.Interrupt(cpu) + CycleCost.Of(Cause.Interrupts, worldSwitch, exits: 1);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => CycleCost.Of(Cause.Halts, worldSwitch + cpu.ContextSwitch, exits: 1);

    /// <summary>An access that the monitor answers by itself.</summary>
    public CycleCost DeviceAccess(CpuModel cpu) => translation.DeviceAccess(cpu);

    /// <summary>An access that starts I/O: a world switch, for only the host has the device.</summary>
    public CycleCost Notify(CpuModel cpu) => translation.DeviceAccess(cpu) + CycleCost.Of(Cause.DeviceAccesses, worldSwitch, exits: 1);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => translation.KernelWork(native);
}
