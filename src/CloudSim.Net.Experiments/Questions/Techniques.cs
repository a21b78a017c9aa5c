using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>How a guest's kernel runs on a CPU without help for it: trap-and-emulate, binary translation, paravirtualization.</summary>
internal static class Techniques
{
    private const string Topic = "CPU virtualization";
    private const string Lab = "labs/cpu-techniques.cs";
    private const long InterruptsOn = 1 << 9;

    public static IReadOnlyList<Question> All { get; } =
    [
        new(9, Topic, "Can pure trap-and-emulate virtualize classic x86?", "sensitive-instructions.cs", TrapAndEmulate),
        new(10, Topic, "Does binary translation modify all instructions?", Lab, AllInstructions),
        new(11, Topic, "Does binary translation modify the image of the guest's kernel?", Lab, Image),
        new(12, Topic, "Does Xen's paravirtualization need VT-x or AMD-V?", Lab, NeedsHardwareAssist),
    ];

    // Each instruction as the kernel's critical sections have it: interrupts are off. Then a kernel that boots.
    private static Answer TrapAndEmulate(CourseModels models)
    {
        var virtualizer = models.TrapAndEmulate;
        var alone = InstructionSet.Sensitive.Append(InstructionSet.Iret).Select(i => (Instruction: i, Wrong: DualModeMachine.FirstWrong(
            virtualizer, AsTheCpuHasThem(models, [(InstructionSet.Named("CLI"), 0), (i, Operand(i))])))).ToList();
        var boot = DualModeMachine.FirstWrong(virtualizer, AsTheCpuHasThem(models, KernelProgram.Boot));
        var listed = alone.Where(a => a.Instruction != InstructionSet.Iret).ToList();
        var (silent, faults) = (Wrong(a => a.Got.Event is null), Wrong(a => a.Got.Event is not null));
        var works = boot is null && alone.All(a => a.Wrong is null);
        var booted = boot?.ToString() ?? "all is as on the bare machine";
        return Answer.YesNo(works,
            works ? $"all {listed.Count} sensitive instructions of a guest's kernel do what they do on the bare machine, and it boots"
                : $"of {listed.Count} sensitive instructions {silent.Count} do the wrong thing without a trap " +
                    $"({string.Join(", ", silent)}) and {faults.Count} fail ({string.Join(", ", faults)}); a kernel that boots breaks: " +
                    booted,
            [
                $"the guest's kernel believes to be in ring 0; it really runs in ring {(int)virtualizer.KernelRing}",
                "each sensitive instruction runs once, with the guest's interrupts off, and is compared with the bare machine",
                .. alone.Select(a => a.Wrong is { } w ? $"{w.Instruction}: {w.Reason}" : $"{a.Instruction}: as on the bare machine"),
                "a fault of these is handed to the guest, which does not expect it: only privileged instructions are emulated",
                $"Robin and Irvine (2000) count 17 for these {listed.Count} names: VERR and VERW are one; IRET belongs to RET",
                $"a kernel boots: {booted}",
            ]);

        List<string> Wrong(Func<Divergence, bool> isSo) =>
            [.. listed.Where(a => a.Wrong is { } wrong && isSo(wrong)).Select(a => a.Instruction.Name)];

        // The gate of a device's interrupt is the kernel's alone; to the others the operand is flags or a selector.
        static long Operand(Instruction instruction) => instruction.Name == "INT n" ? Vector.Timer : InterruptsOn;
    }

    private static Answer AllInstructions(CourseModels models)
    {
        var machine = new DualModeMachine(models.BinaryTranslation);
        var steps = AsTheCpuHasThem(models, CriticalSection).Select(p => (Kernel: machine.Guest.Cpl == Ring.Zero,
            Step: machine.Run(p.Instruction, p.Operand))).ToList();
        var (kernel, user) = (steps.Where(s => s.Kernel).Select(s => s.Step).ToList(),
            steps.Where(s => !s.Kernel).Select(s => s.Step).ToList());
        var (inKernel, inUser) = (kernel.Count(IsReplaced), user.Count(IsReplaced));
        var trace = new List<string> { "a kernel computes, has a critical section and starts a program, which computes and calls it" };
        foreach (var (who, step, times) in Runs(steps))
            trace.Add($"{(who ? "kernel" : "user")}: {(times == 1 ? "" : $"{times} times ")}{step.Instruction}: " +
                (IsReplaced(step) ? "replaced by the translator's own code"
                    : who ? "copied as it is" : "not even copied: user code runs directly"));
        trace.Add("this is the translation of VMware's kind; an emulator such as QEMU translates all instructions, for any CPU");
        return Answer.YesNo(steps.All(s => IsReplaced(s.Step)),
            $"of {kernel.Count} instructions of the kernel {inKernel} were replaced and {kernel.Count - inKernel} ran as they are; of " +
            $"{user.Count} of the user program {inUser} were replaced and {user.Count - inUser} ran as they are", trace);

        static bool IsReplaced(Executed step) => step.Route == Route.Rewritten;
    }

    private static Answer Image(CourseModels models)
    {
        var image = CriticalSection.TakeWhile(p => p.Instruction != InstructionSet.Iret); // the kernel's own part
        var code = new TranslatedCode(AsTheCpuHasThem(models, image), models.BinaryTranslation, models.TranslatesInPlace);
        var before = code.Digest;
        var (machine, bare) = (new DualModeMachine(models.BinaryTranslation), new DualModeMachine(Virtualizer.BareMachine));
        var original = code.Image.ToArray();
        var right = code.Run(machine).Zip(original.Select(i => bare.Run(i.Instruction, i.Operand)))
            .Count(p => (p.First.Value, p.First.State, p.First.Event) == (p.Second.Value, p.Second.State, p.Second.Event));
        var (after, first) = (code.Digest, code.Translations);
        code.Run(new DualModeMachine(models.BinaryTranslation)).Count();
        var changed = original.Zip(code.Image).Count(p => p.First.Instruction != p.Second.Instruction);
        var replaced = code.Cache.Where(c => c.Value != original[c.Key].Instruction).ToList();
        var unchanged = DualModeMachine.FirstWrong(models.Paravirtualization.OnUnchangedKernel, original);
        return Answer.YesNo(before != after,
            $"{first} instructions were translated, {replaced.Count} of them replaced; {changed} of the {original.Length} in the image " +
            $"changed (its digest was {before[..8]} and is {after[..8]}), and {right} did what they do on the bare machine",
            [
                $"the image of the guest's kernel has {original.Length} instructions; its digest is {before[..8]}",
                .. replaced.Select(c => $"place {c.Key + 1}: the image holds {code.Image[c.Key].Instruction}, the cache {c.Value}"),
                $"the kernel has run from the cache: {right} of {original.Length} instructions did what they do on the bare machine",
                $"the image's digest is {after[..8]}",
                $"the kernel runs again: {code.Translations - first} instructions are translated anew, the others come from the cache",
                models.Paravirtualization.NeedsChangedKernel
                    ? $"paravirtualization needs another image; with this one: {unchanged?.ToString() ?? "it runs all the same"}"
                    : "paravirtualization runs this image too",
            ]);
    }

    private static Answer NeedsHardwareAssist(CourseModels models)
    {
        var (guest, other) = (models.ParavirtualGuest, models.VirtualMachine);
        if (models.Cpus.Prepend(models.BasicMachine.Cpu).FirstOrDefault(c => !c.Offers(CpuGeneration.HardwareAssist)) is not { } cpu)
            return new("unknown", "every CPU that could be tried has VT-x or AMD-V", ["no CPU without guest mode is there"]);
        var machine = models.BasicMachine with { Cpu = cpu };
        var (boot, full) = (GuestRuns.Try(models, guest, machine), GuestRuns.Try(models, other, machine));
        return Answer.YesNo(boot.Guest is null,
            boot.Guest is null ? $"{guest} does not start on {cpu.Name}: {boot.Refusal}"
                : $"{guest} starts in {GuestRuns.Ms(GuestRuns.Time(boot.Guest))} on {cpu.Name}, which has neither VT-x nor AMD-V; " +
                    $"{other} " + (full.Refusal is { } no ? $"does not: {no}" : "starts there too"),
            [
                $"the CPU is {cpu.Name}, generation {(int)cpu.Generation}: without guest mode",
                $"{guest}: its kernel {(guest.Cpu.Routes.NeedsChangedKernel ? "was changed for the hypervisor" : "is unchanged")}, and " +
                $"runs in ring {(int)guest.Cpu.Routes.KernelRing}",
                .. boot.Guest is null ? [$"{guest} does not start: {boot.Refusal}"] : GuestRuns.Phases(boot.Guest),
                .. boot.Guest is null ? [] : new[] { InstructionSet.Named("MOV CR3"), InstructionSet.Iret, InstructionSet.Named("POPF") }
                    .Select(i => Words.InGuest(new DualModeMachine(guest.Cpu.Routes).Kernel(i, InterruptsOn))),
                full.Refusal is { } reason ? $"{other} does not start: {reason}" : $"{other} starts there too",
            ]);
    }

    private static IReadOnlyList<(Instruction Instruction, long Operand)> CriticalSection { get; } =
    [
        .. Ordinary(6), (InstructionSet.Named("PUSHF"), 0), (InstructionSet.Named("CLI"), 0), .. Ordinary(8),
        (InstructionSet.Named("POPF"), InterruptsOn), .. Ordinary(4), (InstructionSet.Named("MOV CR3"), 0x9000), .. Ordinary(2),
        (InstructionSet.Iret, InterruptsOn), .. Ordinary(12), (InstructionSet.Named("INT n"), Vector.SystemCall), .. Ordinary(5),
        (InstructionSet.Iret, 0), .. Ordinary(3),
    ];

    private static IEnumerable<(Instruction, long)> Ordinary(int count) => Enumerable.Repeat((InstructionSet.Add, 1L), count);

    private static IReadOnlyList<(Instruction Instruction, long Operand)> AsTheCpuHasThem(
        CourseModels models, IEnumerable<(Instruction Instruction, long Operand)> program) =>
        [.. program.Select(p => (models.Instructions(p.Instruction), p.Operand))];

    // The same instruction several times in a row is told once.
    private static IEnumerable<(bool Kernel, Executed Step, int Times)> Runs(IReadOnlyList<(bool Kernel, Executed Step)> steps)
    {
        for (var i = 0; i < steps.Count;)
        {
            var same = steps.Skip(i).TakeWhile(s => (s.Kernel, s.Step.Instruction, s.Step.Route)
                == (steps[i].Kernel, steps[i].Step.Instruction, steps[i].Step.Route)).Count();
            yield return (steps[i].Kernel, steps[i].Step, same);
            i += same;
        }
    }
}
