using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A guest kernel changed to call the hypervisor where it needs privilege (Xen): it runs in ring 1, or in ring 3 beside its programs on
/// 64 bits, where segment limits no longer protect the hypervisor. Faults bounce off the hypervisor to the kernel's handler.
/// On 32 bits a system call takes a gate straight to ring 1; on 64 bits it enters the hypervisor, which switches page tables, for
/// kernel and program may not see each other's, and calls it back.
/// </summary>
public sealed class Paravirtualization : ICpuTechnique
{
    private readonly bool wide;
    private readonly double bounce;
    private readonly double switchHypercalls;
    private readonly double timerHypercalls;
    private readonly Cycles directGate;
    private readonly Cycles hypercallWork;
    private readonly Cycles tableSwitch;
    private readonly Cycles eventSend;
    private readonly Cycles domainSwitch;
    private readonly Cycles maskEvents;

    /// <summary>With the figures of <c>Paravirtualization.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="bits">32 or 64: the guest's word size.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another word size.</exception>
    public Paravirtualization(Parameters parameters, int bits = 64)
    {
        if (bits is not (32 or 64))
            throw new ArgumentOutOfRangeException(nameof(bits), bits, "a paravirtual guest has 32 or 64 bits");
        wide = bits == 64;
        var part = parameters.Part(nameof(Paravirtualization));
        var p = part.Beside<Paravirtualization>();
        bounce = p.Ratio("bounce");
        switchHypercalls = p.Count("switch_hypercalls");
        timerHypercalls = p.Count("timer_hypercalls");
        directGate = p.Cycles("direct_gate");
        hypercallWork = p.Cycles("hypercall_work");
        tableSwitch = p.Cycles("table_switch");
        eventSend = p.Cycles("event_send");
        domainSwitch = p.Cycles("domain_switch");
        maskEvents = p.Cycles("mask_events");
        Uses = part.Uses;
    }

    /// <inheritdoc/>
    public string Name => wide ? "paravirtualization" : "paravirtualization, 32 bits";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.Paravirtualization;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) => NativeExecution.Native(work, cpu)
        + CycleCost.Of(Cause.SystemCalls, work.SystemCalls * SystemCall(cpu), wide ? 2 * work.SystemCalls : 0)
        + CycleCost.Of(Cause.PageFaults, work.PageFaults * Trap(cpu), work.PageFaults)
        + CycleCost.Of(Cause.Exceptions, work.Exceptions * Trap(cpu), work.Exceptions)
        + CycleCost.Of(Cause.ContextSwitches, work.ContextSwitches * switchHypercalls * Call(cpu), work.ContextSwitches * switchHypercalls)
        + CycleCost.Of(Cause.Interrupts, work.Interrupts * (Trap(cpu) + timerHypercalls * Call(cpu)),
            work.Interrupts * (1 + timerHypercalls))
        + CycleCost.Of(Cause.SensitiveInstructions, work.SensitiveInstructions * maskEvents);

    /// <summary>
    /// A fault enters the hypervisor, which copies its frame to the guest kernel's stack and enters the kernel's handler; the kernel
    /// returns by itself or by hypercall.
    /// </summary>
    public Cycles Trap(CpuModel cpu) => bounce * cpu.Exception + (wide ? Crossing(cpu) : Cycles.Zero);

    /// <summary>A hypercall: the way of a system call, one ring further.</summary>
    public Cycles Call(CpuModel cpu) => cpu.SystemCall + hypercallWork;

    /// <summary>An event: the hypervisor takes the interrupt, marks the event channel and enters the guest's upcall.</summary>
    public CycleCost Interrupt(CpuModel cpu) => CycleCost.Of(Cause.Interrupts, cpu.Interrupt + Trap(cpu), exits: 1);

    /// <inheritdoc/>
    public CycleCost Halt(CpuModel cpu) => CycleCost.Of(Cause.Halts, Call(cpu) + domainSwitch, exits: 1);

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Call(cpu) + cpu.DeviceAccess, exits: 1);

    /// <summary>A hypercall that sends an event to the back end.</summary>
    public CycleCost Notify(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Call(cpu) + eventSend, exits: 1);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native);

    private Cycles SystemCall(CpuModel cpu) => wide ? 2 * Crossing(cpu) : directGate;

    // On 64 bits between program, hypervisor and kernel: a ring crossing and a change of page tables, which empties the TLB of what is not
    // global.
    private Cycles Crossing(CpuModel cpu) => cpu.SystemCall + tableSwitch;
}
