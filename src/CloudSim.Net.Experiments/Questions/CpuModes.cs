using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>User mode and kernel mode on the bare machine: what a program may do, and what happens if it tries more.</summary>
internal static class CpuModes
{
    private const string Topic = "CPU modes";
    private const string Lab = "labs/cpu-modes.cs";

    public static IReadOnlyList<Question> All { get; } =
    [
        new(5, Topic, "May a user program load a control register?", Lab, models => LoadControlRegister(models, Ring.Three)),
        new(6, Topic, "May the kernel load a control register?", Lab, models => LoadControlRegister(models, Ring.Zero)),
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
            [$"a {(ring == Ring.Three ? "user program" : "kernel")} runs in ring {(int)ring}; CR3 is 0x{before:X}", Words.Of(step)]);
    }
}
