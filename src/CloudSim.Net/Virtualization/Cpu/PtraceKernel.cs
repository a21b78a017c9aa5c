using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Cpu;

/// <summary>
/// A kernel that is a process of the host and keeps its own processes by ptrace (User-Mode Linux, gVisor's ptrace platform): user code runs
/// directly, each system call and fault stops its process, the tracer is woken, looks at the registers, and the kernel's code runs as a
/// program. Masking interrupts is masking signals: calls of the host.
/// </summary>
public sealed class PtraceKernel : ICpuTechnique
{
    private readonly Crossing systemCall;
    private readonly Crossing fault;
    private readonly Crossing contextSwitch;
    private readonly Crossing interrupt;
    private readonly double sensitiveCalls;
    private readonly Cycles callWork;
    private readonly Cycles refill;
    private readonly Cycles signal;

    /// <summary>A kernel described by <c>Virtualization/Cpu/{sheet}.csv</c>.</summary>
    /// <param name="parameters">The set that the figures are taken from.</param>
    /// <param name="name">Whose kernel it is, for instance <c>ptrace, User-Mode Linux</c>.</param>
    /// <param name="sheet">The data file with the counts and costs.</param>
    /// <exception cref="ArgumentException">No such file.</exception>
    public PtraceKernel(Parameters parameters, string name, string sheet)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        systemCall = Crossing.Read(p, "call");
        fault = Crossing.Read(p, "fault");
        contextSwitch = Crossing.Read(p, "switch");
        interrupt = Crossing.Read(p, "interrupt");
        sensitiveCalls = p.Count("sensitive_host_calls");
        callWork = p.Cycles("host_call_work");
        refill = p.Cycles("refill");
        signal = p.Cycles("signal");
        Name = name;
        Uses = part.Uses;
    }

    /// <summary>User-Mode Linux as of Linux 2.4: a tracing thread, and every process of the guest a process of the host.</summary>
    public static PtraceKernel UserModeLinux(Parameters parameters) => parameters.Make(nameof(UserModeLinux),
        p => new PtraceKernel(p, "ptrace, User-Mode Linux", nameof(PtraceKernel)));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public Virtualizer Routes => Virtualizer.UserSpaceKernel;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public CycleCost Run(WorkProfile work, CpuModel cpu) => NativeExecution.Native(work, cpu)
        + Stops(Cause.SystemCalls, work.SystemCalls, systemCall, cpu)
        + Stops(Cause.PageFaults, work.PageFaults, fault, cpu)
        + Stops(Cause.Exceptions, work.Exceptions, fault, cpu)
        + Stops(Cause.ContextSwitches, work.ContextSwitches, contextSwitch, cpu)
        + Stops(Cause.Interrupts, work.Interrupts, interrupt, cpu)
        + CycleCost.Of(Cause.SensitiveInstructions, work.SensitiveInstructions * sensitiveCalls * Call(cpu),
            work.SensitiveInstructions * sensitiveCalls);

    /// <inheritdoc/>
    public Cycles Trap(CpuModel cpu) => Cost(fault, cpu);

    /// <summary>A system call of the host by the kernel's process.</summary>
    public Cycles Call(CpuModel cpu) => cpu.SystemCall + callWork;

    /// <inheritdoc/>
    public CycleCost Interrupt(CpuModel cpu) => CycleCost.Of(Cause.Interrupts, cpu.Interrupt) + Stops(Cause.Interrupts, 1, interrupt, cpu);

    /// <summary>The kernel's process sleeps in a system call of the host, and a signal or a descriptor wakes it.</summary>
    public CycleCost Halt(CpuModel cpu) => CycleCost.Of(Cause.Halts, Call(cpu), 1);

    /// <inheritdoc/>
    public CycleCost DeviceAccess(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Call(cpu), 1);

    /// <inheritdoc/>
    public CycleCost Notify(CpuModel cpu) => CycleCost.Of(Cause.DeviceAccesses, Call(cpu), 1);

    /// <inheritdoc/>
    public CycleCost KernelWork(Cycles native) => CycleCost.Of(Cause.KernelCode, native);

    private Cycles Cost(Crossing crossing, CpuModel cpu) =>
        crossing.Switches * (cpu.ContextSwitch + refill) + crossing.HostCalls * Call(cpu) + crossing.Signals * signal;

    private CycleCost Stops(Cause cause, double count, Crossing crossing, CpuModel cpu) =>
        CycleCost.Of(cause, count * Cost(crossing, cpu), count);

    // What one way from a traced process to the kernel and back consists of.
    private readonly record struct Crossing(double Switches, double HostCalls, double Signals)
    {
        public static Crossing Read(ParameterSheet sheet, string of) => of switch
        {
            "call" => new(sheet.Count("call_switches"), sheet.Count("call_host_calls"), sheet.Count("call_signals")),
            "fault" => new(sheet.Count("fault_switches"), sheet.Count("fault_host_calls"), sheet.Count("fault_signals")),
            "switch" => new(sheet.Count("switch_switches"), sheet.Count("switch_host_calls"), sheet.Count("switch_signals")),
            _ => new(sheet.Count("interrupt_switches"), sheet.Count("interrupt_host_calls"), sheet.Count("interrupt_signals")),
        };
    }
}
