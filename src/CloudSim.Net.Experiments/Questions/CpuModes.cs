using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>User mode and kernel mode on the bare machine: what a program may do, and what happens if it tries more.</summary>
internal static class CpuModes
{
    private const string Topic = "CPU modes";
    private const string Lab = "labs/cpu-modes.cs";
    private const long InterruptsOn = 1 << 9;

    public static IReadOnlyList<Question> All { get; } =
    [
        new(5, Topic, "May a user program load a control register?", Lab, models => LoadControlRegister(models, Ring.Three)),
        new(6, Topic, "May the kernel load a control register?", Lab, models => LoadControlRegister(models, Ring.Zero)),
        new(7, Topic, "In which rings do the kernel and user programs run on x86?", Lab, Rings),
        new(8, Topic, "In which mode is an interrupt handled that arrives while a user program runs?", Lab, Interrupt),
    ];

    private static Answer LoadControlRegister(CourseModels models, Ring ring)
    {
        var (machine, load) = (new DualModeMachine(Virtualizer.BareMachine), models.Instructions(InstructionSet.Named("MOV CR3")));
        var before = machine.Guest.Cr3;
        var step = ring == Ring.Three ? machine.User(load, 0x9000) : machine.Kernel(load, 0x9000);
        var loaded = step.State.Cr3 == 0x9000;
        return Answer.YesNo(loaded,
            loaded ? $"{load} in ring {(int)ring} set CR3 from 0x{before:X} to 0x{step.State.Cr3:X}"
                : $"{load} in ring {(int)ring} raised {Words.Event(step.Event)}, and CR3 stayed 0x{step.State.Cr3:X}",
            [
                $"a {(ring == Ring.Three ? "user program" : "kernel")} runs in ring {(int)ring}; CR3 is 0x{before:X}",
                $"it executes {load} with the operand 0x9000",
                Words.Of(step),
                $"CR3 is 0x{step.State.Cr3:X}",
            ]);
    }

    // Who runs is told by events and returns, not by the ring: an event calls the kernel, IRET goes back or starts a program.
    private static Answer Rings(CourseModels models)
    {
        var machine = new DualModeMachine(Virtualizer.BareMachine);
        var (interrupted, inKernel) = (new Stack<bool>(), true);
        var (kernel, user, trace) = (new SortedSet<int>(), new SortedSet<int>(), new List<string> { "the machine starts the kernel" });
        foreach (var (instruction, operand) in KernelProgram.Boot)
        {
            var (ring, who) = ((int)machine.Guest.Cpl, inKernel ? "the kernel" : "the user program");
            var step = machine.Run(models.Instructions(instruction), operand);
            if (instruction.Kind != InstructionKind.Interrupt)
            {
                (inKernel ? kernel : user).Add(ring);
                if (step.Event is null && instruction == InstructionSet.Iret)
                    inKernel = interrupted.TryPop(out var back) && back;
                trace.Add($"{who}, ring {ring}: {Words.Of(step)}");
            }
            else
                trace.Add($"a device interrupts {who}: {(step.Event is { } e ? Words.Event(e) : "interrupts are off, so it waits")}");
            if (step.Event is null)
                continue;
            interrupted.Push(inKernel);
            inKernel = true;
        }
        return new($"kernel {string.Join(" and ", kernel)}, user programs {string.Join(" and ", user)}",
            $"in {trace.Count - 1} steps from the start of a kernel on, the kernel ran in ring {string.Join(" and ", kernel)} and " +
            $"the program in ring {string.Join(" and ", user)}", trace);
    }

    private static Answer Interrupt(CourseModels models)
    {
        var machine = new DualModeMachine(Virtualizer.BareMachine);
        var start = machine.Run(models.Instructions(InstructionSet.Iret), InterruptsOn);
        var work = machine.Run(models.Instructions(InstructionSet.Add), 1);
        var arrival = machine.Run(InstructionSet.Interrupt, Vector.Timer);
        var handler = machine.Run(models.Instructions(InstructionSet.Add), 1);
        var back = machine.Run(models.Instructions(InstructionSet.Iret));
        return new(arrival.Event is null ? "none" : handler.State.Cpl == Ring.Zero ? "kernel mode" : "user mode",
            $"the program ran in ring {(int)work.State.Cpl}, {Words.Event(arrival.Event)} was handled in ring " +
            $"{(int)handler.State.Cpl}, and IRET went back to ring {(int)back.State.Cpl}",
            [
                $"the kernel starts a user program; {Words.Of(start)}, and interrupts are {OnOff(start)}",
                $"the program computes; {Words.Of(work)}",
                $"a device raises an interrupt; the kernel receives {Words.Event(arrival.Event)}; the CPU is now in ring " +
                $"{(int)arrival.State.Cpl}, and interrupts are {OnOff(arrival)}",
                $"the handler works; {Words.Of(handler)}",
                $"the handler ends; {Words.Of(back)}, and interrupts are {OnOff(back)}",
            ]);

        static string OnOff(Executed step) => step.State.InterruptFlag ? "on" : "off";
    }
}
