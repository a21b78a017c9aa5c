using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// Trap and emulate in guest mode (VT-x, AMD-V): user and kernel code of the guest run directly, system calls and page
/// faults stay inside the guest, and only what the hypervisor must see leaves it by a VM exit. An exit costs the hardware's round
/// trip, the fields of the control structure that are read and written, and the hypervisor's instructions.
/// </summary>
public sealed class HardwareAssist : ICpuTechnique
{
    private readonly bool devicesInHypervisor;
    private readonly double reads;
    private readonly double writes;
    private readonly double instructions;
    private readonly double faultReads;
    private readonly double injectWrites;
    private readonly double decode;
    private readonly double device;
    private readonly Cycles userSpaceSwitch;
    private readonly double interruptExits;
    private readonly double timerExits;
    private readonly double tlbReused;

    /// <summary>With the figures of <c>HardwareAssist.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="devicesInHypervisor">
    /// Whether the hypervisor itself models the devices, as VMware's monitor does; left out, a process of the host does, as with KVM.
    /// </param>
    public HardwareAssist(Parameters parameters, bool devicesInHypervisor = false)
    {
        this.devicesInHypervisor = devicesInHypervisor;
        var part = parameters.Part(nameof(HardwareAssist));
        var p = part.Beside<HardwareAssist>();
        reads = p.Count("exit_reads");
        writes = p.Count("exit_writes");
        instructions = p.Count("exit_instructions");
        faultReads = p.Count("fault_reads");
        injectWrites = p.Count("inject_writes");
        decode = p.Count("decode_instructions");
        device = p.Count("device_instructions");
        userSpaceSwitch = p.Cycles("user_space_switch");
        interruptExits = p.Count("interrupt_exits");
        timerExits = p.Count("timer_exits");
        tlbReused = p.Ratio("tlb_reused");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => "hardware assist";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.HardwareAssist;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.HardwareAssist;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) =>
        NativeExecution.Native(work, cpu) + Exits(Cause.Interrupts, work.Interrupts * (timerExits + InterruptExits(cpu)), cpu);

    /// <summary>One exit that the hypervisor handles in its kernel, such as an empty hypercall.</summary>
    public Cycles Trap(CpuModel cpu) => cpu.ExitRoundTrip + reads * cpu.VmcsRead + writes * cpu.VmcsWrite + cpu.Instructions(instructions);

    /// <inheritdoc/>
    public Cycles Call(CpuModel cpu) => Trap(cpu);

    /// <inheritdoc/>
    public Cycles Fault(CpuModel cpu) => Trap(cpu) + faultReads * cpu.VmcsRead;

    /// <inheritdoc/>
    public Cycles Inject(CpuModel cpu) => injectWrites * cpu.VmcsWrite;

    /// <summary>The write faults; its instruction is fetched through the guest's tables, decoded and emulated.</summary>
    public Cycles PageTableWrite(CpuModel cpu) => Fault(cpu) + cpu.Instructions(decode);

    /// <summary>Without tags the TLB is empty after every entry.</summary>
    public double TlbLoss(CpuModel cpu) => cpu.TaggedTlb ? 0 : tlbReused;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) =>
        CycleCost.Of(Cause.Interrupts, cpu.Interrupt) + Exits(Cause.Interrupts, InterruptExits(cpu), cpu);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => Exits(Cause.Halts, 1, cpu);

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) =>
        CycleCost.Of(Cause.DeviceAccesses, Trap(cpu) + (devicesInHypervisor ? cpu.Instructions(device) : userSpaceSwitch), exits: 1);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => Exits(Cause.DeviceAccesses, 1, cpu);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native);

    private double InterruptExits(CpuModel cpu) => cpu.PostedInterrupts ? 0 : interruptExits;

    private CycleCost Exits(Cause cause, double count, CpuModel cpu) => CycleCost.Of(cause, count * Trap(cpu), count);
}
