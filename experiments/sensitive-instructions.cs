#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Why does trap-and-emulate fail on classic x86, and how does each technique get around it?

var script = new Script("What does each sensitive instruction of x86 do in a guest's kernel and in its programs, under each technique?");
var umip = script.Option("--umip", "", "the CPU has user-mode instruction prevention, as CPUs since about 2017", false);

return script.Main(args, experiment =>
{
    const long InterruptsOn = 1 << 9;
    var prevention = experiment.Value(umip);
    (Instruction, long) off = (InstructionSet.Named("CLI"), 0), start = (InstructionSet.Iret, InterruptsOn);

    // A kernel turns interrupts off, as it does before it touches what an interrupt handler touches too; then the instruction. A
    // user program runs with interrupts on.
    var rows = (
        from instruction in InstructionSet.Sensitive.Append(InstructionSet.Iret).Concat(InstructionSet.Privileged)
            .Append(InstructionSet.CpuId)
        from mode in new[] { ("kernel", off), ("user", start) }
        from virtualizer in Virtualizer.All
        let step = Run(virtualizer, mode.Item2, instruction, prevention)
        let bare = Run(Virtualizer.BareMachine, mode.Item2, instruction, false)
        let wrong = DualModeMachine.FirstWrong(virtualizer, [mode.Item2, (instruction, InterruptsOn)], prevention)
        select new Row(instruction.Name, instruction.Kind, mode.Item1, virtualizer.Name, step.Route, step.Value, bare.Value, step.Event,
            bare.Event,
            wrong is null, wrong?.Reason)).ToList();
    var kernel = rows.Where(r => r.Mode == "kernel").ToList();

    experiment.Csv(rows);
    experiment.Table(
        from row in kernel
        where row.Kind == InstructionKind.Sensitive
        group row by row.Instruction into same
        select new
        {
            Instruction = same.Key,
            TrapAndEmulate = Outcome(same, Virtualizer.PureTrapAndEmulate),
            BinaryTranslation = Outcome(same, Virtualizer.BinaryTranslation),
            Paravirtualization = Outcome(same, Virtualizer.Paravirtualization),
            HardwareAssist = Outcome(same, Virtualizer.HardwareAssist),
            Emulation = Outcome(same, Virtualizer.Emulation),
        });
    var leaks = rows.Where(r => r is { Mode: "user", Right: false }).GroupBy(r => r.Technique)
        .Select(t => $"{t.Key}: {string.Join(", ", t.Select(r => r.Instruction))}").ToList();
    Console.WriteLine(leaks.Count == 0 ? "user programs see the bare machine under every technique"
        : $"user programs, which run directly, see the hypervisor's machine by\n  {string.Join("\n  ", leaks)}");
    experiment.Plot("routes", Figure.Bars(
        "Sensitive and privileged instructions of a guest's kernel, by what becomes of them", "Instructions",
        from row in kernel
        where row.Kind != InstructionKind.Safe
        group row by row.Technique into technique
        select new Bar(technique.Key, technique.Count(), $"{technique.Count(r => !r.Right)} wrong", Segments:
        [
            .. from row in technique
               group row by row.Right ? Title(row.Route) : "executed unnoticed: wrong" into part
               orderby part.Key
               select new Segment(part.Key, part.Count()),
        ])));

    static Executed Run(Virtualizer virtualizer, (Instruction, long) before, Instruction instruction, bool prevention)
    {
        var machine = new DualModeMachine(virtualizer, prevention);
        machine.Run(before.Item1, before.Item2);
        return machine.Run(instruction, InterruptsOn);
    }

    static string Outcome(IEnumerable<Row> rows, Virtualizer virtualizer)
    {
        var row = rows.Single(r => r.Technique == virtualizer.Name);
        return row.Right ? Title(row.Route)
            : row.Event != row.ShouldReceive ? "WRONG: faults"
            : row.Sees != row.ShouldSee ? $"WRONG: 0x{row.Sees:X}, not 0x{row.ShouldSee:X}" : "WRONG: no effect";
    }

    static string Title(Route route) => route switch
    {
        Route.GuestMode => "guest mode, own state",
        Route.Trap => "trap, emulated",
        Route.Rewritten => "rewritten",
        Route.Hypercall => "hypercall",
        Route.Changed => "kernel does without",
        Route.Exit => "VM exit",
        Route.Interpreted => "interpreted",
        _ => route.ToString(),
    };
});

record Row(
    string Instruction, InstructionKind Kind, string Mode, string Technique, Route Route, long Sees, long ShouldSee, int? Event,
    int? ShouldReceive,
    bool Right, string? Reason);
