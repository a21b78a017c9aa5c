namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>
/// A CPU with privilege rings that runs a guest under some technique. The guest has a virtual system state; the CPU has a real
/// one, the hypervisor's. What runs directly runs on the real state in the real ring; every other route works on the virtual
/// state. Faults and system calls reach the guest's kernel as events, and so do interrupts, which are held while the guest's
/// virtual interrupt flag is off.
/// </summary>
public sealed class DualModeMachine
{
    private readonly Virtualizer virtualizer;
    private readonly Stack<(Ring Cpl, bool Interrupts, Ring Iopl)> frames = new();
    private readonly Queue<int> held = new();
    private SystemState real;

    /// <summary>A machine whose guest kernel has just started.</summary>
    /// <param name="virtualizer">The technique.</param>
    /// <param name="umip">Whether the CPU has user-mode instruction prevention and the hypervisor has turned it on (CPUs since about
    /// 2017).</param>
    public DualModeMachine(Virtualizer virtualizer, bool umip = false)
    {
        this.virtualizer = virtualizer;
        Guest = SystemState.Kernel;
        real = SystemState.Hypervisor with { Umip = umip };
    }

    /// <summary>The guest's system state as the technique keeps it.</summary>
    public SystemState Guest { get; private set; }

    /// <summary>Interrupts that have arrived and wait until the guest has interrupts on.</summary>
    public int Held => held.Count;

    /// <summary>Runs one instruction of a guest program in whatever mode the guest is in.</summary>
    public Executed Run(Instruction instruction, long operand = 0)
    {
        if (instruction.Kind == InstructionKind.Interrupt)
        {
            held.Enqueue((int)(operand & 0xFF));
            var taken = Deliver();
            return new Executed(instruction, Route.Interrupt, 0, Guest, taken);
        }
        var route = Guest.Cpl == Ring.Three ? virtualizer.UserRoute(instruction, Guest) : virtualizer.KernelRoute(instruction);
        var (value, raised) = route is Route.Direct or Route.Trap
            ? Directly(instruction, operand, ref route) : Virtually(instruction, operand);
        if (raised is null)
            raised = Deliver();
        else
        {
            if (raised == Vector.GeneralProtection && (route != Route.Direct || Guest.Cpl == Ring.Three))
                route = Route.Fault;
            Enter();
        }
        return new Executed(instruction, route, value, Guest, raised);
    }

    /// <summary>Runs one instruction of the guest's kernel, in the kernel's mode.</summary>
    public Executed Kernel(Instruction instruction, long operand = 0)
    {
        Guest = Guest with { Cpl = Ring.Zero };
        return Run(instruction, operand);
    }

    /// <summary>Runs one instruction of a user program of the guest, in user mode.</summary>
    public Executed User(Instruction instruction, long operand = 0)
    {
        Guest = Guest with { Cpl = Ring.Three };
        return Run(instruction, operand);
    }

    /// <summary>
    /// Runs the same program, from the kernel's start, under this technique and on the bare machine, and tells the first
    /// instruction whose value, effect or event is not the bare machine's. Null if the guest cannot tell the difference.
    /// </summary>
    public static Divergence? FirstWrong(Virtualizer virtualizer, IEnumerable<(Instruction Instruction, long Operand)> program,
        bool umip = false)
    {
        var (machine, bare) = (new DualModeMachine(virtualizer, umip), new DualModeMachine(Virtualizer.BareMachine));
        var position = 0;
        foreach (var (instruction, operand) in program)
        {
            var (step, right) = (machine.Run(instruction, operand), bare.Run(instruction, operand));
            if (step.Value != right.Value || step.State != right.State || step.Event != right.Event)
                return new Divergence(position, step, right);
            position++;
        }
        return null;
    }

    // On the CPU, in the ring where the guest really is. The hypervisor steps in where the CPU faults: a privileged instruction, or one
    // that user-mode instruction prevention stops, is done on the virtual state; any other fault can only be the guest's own.
    private (long Value, int? Raised) Directly(Instruction instruction, long operand, ref Route route)
    {
        var ring = Guest.Cpl == Ring.Three ? Ring.Three : virtualizer.KernelRing;
        var outcome = instruction.Execute(real with { Cpl = ring }, operand);
        if (outcome.Raises == Vector.GeneralProtection
            && (instruction.Kind == InstructionKind.Privileged || (real.Umip && instruction.IsPreventable)))
        {
            route = Route.Trap;
            return Virtually(instruction, operand);
        }
        if (outcome.Returns)
            return (0, Return(ring, real.Iopl, operand));
        real = outcome.State with { Cpl = Ring.Zero };
        return (outcome.Value, outcome.Raises);
    }

    private (long Value, int? Raised) Virtually(Instruction instruction, long operand)
    {
        var outcome = instruction.Execute(Guest, operand);
        if (outcome.Returns)
            return (0, Return(Guest.Cpl, Guest.Iopl, operand));
        Guest = outcome.State;
        return (outcome.Value, outcome.Raises);
    }

    // IRET by code in this ring: flags come back as far as POPF there would bring them, and no inner ring is reached.
    private int? Return(Ring ring, Ring iopl, long operand)
    {
        var start = InstructionSet.Flags(operand);
        var frame = frames.TryPeek(out var top) ? top : (Cpl: Ring.Three, start.Interrupts, start.Iopl);
        if (frame.Cpl < ring)
            return Vector.GeneralProtection;
        frames.TryPop(out _);
        Guest = Guest with
        {
            Cpl = frame.Cpl,
            InterruptFlag = ring <= iopl ? frame.Interrupts : Guest.InterruptFlag,
            Iopl = ring == Ring.Zero ? frame.Iopl : Guest.Iopl,
        };
        return null;
    }

    // Through the guest's own table: its kernel runs in ring 0, with interrupts as they were.
    private void Enter()
    {
        frames.Push((Guest.Cpl, Guest.InterruptFlag, Guest.Iopl));
        Guest = Guest with { Cpl = Ring.Zero };
    }

    // The oldest held interrupt, once the guest has interrupts on; its handler starts with interrupts off.
    private int? Deliver()
    {
        if (!Guest.InterruptFlag || !held.TryDequeue(out var vector))
            return null;
        Enter();
        Guest = Guest with { InterruptFlag = false };
        return vector;
    }
}
