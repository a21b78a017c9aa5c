namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>
/// A CPU with privilege rings that runs a guest under some technique. The guest has a virtual system state; the CPU has a real
/// one, the hypervisor's. Every route but the direct one works on the virtual state.
/// </summary>
public sealed class DualModeMachine
{
    private readonly Virtualizer virtualizer;
    private SystemState real;

    /// <summary>A machine whose guest kernel has just started.</summary>
    public DualModeMachine(Virtualizer virtualizer)
    {
        this.virtualizer = virtualizer;
        Guest = SystemState.Kernel;
        real = SystemState.Hypervisor with { Cpl = Ring.One };
    }

    /// <summary>The guest's system state as the technique keeps it.</summary>
    public SystemState Guest { get; private set; }

    /// <summary>Runs one instruction of the guest's kernel.</summary>
    public Step Kernel(Instruction instruction, long operand = 0) => Run(instruction, operand, virtualizer.KernelRoute(instruction));

    /// <summary>Runs one instruction of a user program of the guest, in ring 3.</summary>
    public Step User(Instruction instruction, long operand = 0)
    {
        var kernel = (Guest, real);
        (Guest, real) = (Guest with { Cpl = Ring.Three }, real with { Cpl = Ring.Three });
        var step = Run(instruction, operand, virtualizer.UserRoute(instruction));
        (Guest, real) = (Guest with { Cpl = kernel.Guest.Cpl }, real with { Cpl = kernel.real.Cpl });
        return step with { State = Guest };
    }

    /// <summary>
    /// Runs the same kernel code on this technique and on the bare machine, and tells the first instruction whose value or
    /// effect is not the bare machine's: the one that breaks the guest. Null if the guest cannot tell the difference.
    /// </summary>
    public static Step? FirstWrong(Virtualizer virtualizer, IEnumerable<(Instruction Instruction, long Operand)> kernelCode)
    {
        var (machine, bare) = (new DualModeMachine(virtualizer), new DualModeMachine(Virtualizer.BareMachine));
        foreach (var (instruction, operand) in kernelCode)
        {
            var (step, right) = (machine.Kernel(instruction, operand), bare.Kernel(instruction, operand));
            if (step.Value != right.Value || step.State != right.State)
                return step;
        }
        return null;
    }

    private Step Run(Instruction instruction, long operand, Route route)
    {
        long value = 0;
        if (route == Route.Direct)
            (real, value) = instruction.Execute(real, operand);
        else if (route != Route.Fault)
            (Guest, value) = instruction.Execute(Guest, operand);
        return new Step(instruction, route, value, Guest);
    }
}
