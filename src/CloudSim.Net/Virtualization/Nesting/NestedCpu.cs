using System.Runtime.CompilerServices;
using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>A CPU technique on the machine that an outer platform presents.</summary>
internal sealed class NestedCpu(ICpuTechnique inner, PresentedMachine machine) : ICpuTechnique
{
    private readonly ConditionalWeakTable<CpuModel, object> multiplications = [];

    public string Name => $"{inner.Name} in {machine.Outer.Cpu.Name}";

    public CpuGeneration Needs { get; } = PresentedMachine.LeastHost(inner.Needs, machine.Outer)!.Value;

    public Virtualizer Routes => inner.Routes;

    public IReadOnlyList<Parameter> Uses => [.. inner.Uses, .. machine.Outer.Cpu.Uses, .. machine.Uses];

    public CycleCost Run(WorkProfile work, CpuModel cpu)
    {
        var cost = inner.Run(work, machine.SeenBy(inner, cpu));
        // What the inner technique translates is integer code whatever the program was; what it runs directly is the program.
        var share = cost[Cause.UserCode] == work.User ? work.FloatShare : 0;
        var around = machine.Run(work, cpu);
        return Multiplied(cost.Slowed(machine.UserSlowdown(share, cpu), machine.Slowdown), cpu)
            + around.OnlyExits + CycleCost.Of(Cause.Translation, around[Cause.Translation]);
    }

    public Cycles Trap(CpuModel cpu) => inner.Trap(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public Cycles Call(CpuModel cpu) => inner.Call(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public Cycles Fault(CpuModel cpu) => inner.Fault(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public Cycles Inject(CpuModel cpu) => inner.Inject(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public Cycles PageTableWrite(CpuModel cpu) => inner.PageTableWrite(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public Cycles LoadCr3(CpuModel cpu) => inner.LoadCr3(machine.SeenBy(inner, cpu)) * machine.Slowdown;

    public double TlbLoss(CpuModel cpu) => Math.Max(inner.TlbLoss(machine.SeenBy(inner, cpu)), machine.Outer.Cpu.TlbLoss(cpu));

    // The price of an interrupt on the presented machine holds the outer hypervisor's part.
    public CycleCost Interrupt(CpuModel cpu) =>
        Inside(inner.Interrupt(inner.Routes == Virtualizer.Emulation ? cpu : machine.SeenByDevices(cpu)),
            cpu) + machine.Interrupt(cpu).OnlyExits;

    public CycleCost Ipi(CpuModel cpu) =>
        Inside(inner.Ipi(inner.Routes == Virtualizer.Emulation ? cpu : machine.SeenByDevices(cpu)), cpu) + machine.Interrupt(cpu).OnlyExits;

    public CycleCost TimerWrite(CpuModel cpu) => Inside(inner.TimerWrite(machine.SeenBy(inner, cpu)), cpu);

    // The inner hypervisor finds nothing to run and goes idle itself.
    public CycleCost Halt(CpuModel cpu) => Inside(inner.Halt(machine.SeenBy(inner, cpu)), cpu) + machine.Outer.Cpu.Halt(cpu);

    public CycleCost DeviceAccess(CpuModel cpu) => Inside(inner.DeviceAccess(machine.SeenBy(inner, cpu)), cpu);

    public CycleCost Notify(CpuModel cpu) => Inside(inner.Notify(machine.SeenBy(inner, cpu)), cpu);

    public CycleCost KernelWork(Cycles native) => inner.KernelWork(native).Slowed(machine.Slowdown, machine.Slowdown);

    /// <summary>How often the outer hypervisor is entered for one exit of the inner guest.</summary>
    public double ExitMultiplication(CpuModel cpu) => (double)multiplications.GetValue(cpu, model => Multiplication(model));

    private double Multiplication(CpuModel cpu)
    {
        var seen = machine.SeenBy(inner, cpu);
        if (inner.Needs < CpuGeneration.HardwareAssist || machine.Outer.Cpu.Routes == Virtualizer.BareMachine)
            return 1;
        var free = seen with { ExitRoundTrip = Cycles.Zero, VmcsRead = Cycles.Zero, VmcsWrite = Cycles.Zero };
        var accesses = (inner.Trap(free with { VmcsRead = new(1), VmcsWrite = new(1) }) - inner.Trap(free)).Count;
        return 2 + (cpu.VmcsShadowing ? 0 : accesses);
    }

    private CycleCost Inside(CycleCost cost, CpuModel cpu) => Multiplied(cost.Slowed(machine.Slowdown, machine.Slowdown), cpu);

    private CycleCost Multiplied(CycleCost cost, CpuModel cpu) => cost.Exits == 0 ? cost : cost.MultiplyExits(ExitMultiplication(cpu));
}
