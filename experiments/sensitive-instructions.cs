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
    var shown = kernel.Where(r => r.Kind != InstructionKind.Safe).ToList();
    var mistakes = shown.GroupBy(r => r.Technique).GroupBy(t => t.Count(r => !r.Right)).OrderByDescending(g => g.Key).ToList();
    var sensitive = shown.Where(r => r.Kind == InstructionKind.Sensitive).Select(r => r.Instruction).Distinct().ToList();
    experiment.Plot("routes", Figure.Matrix(
        $"Of {shown.Select(r => r.Instruction).Distinct().Count()} sensitive and privileged instructions so many do the wrong thing in a " +
        $"guest's kernel: {string.Join(", ", mistakes.Select((m, i) => $"{m.Key} under {Who(m, i)}"))}",
        shown.Select(r => new MatrixCell(r.Instruction, r.Technique, r.Right ? Short(r.Route) : "wrong", r.Right ? Shade(r.Route) : -0.8)),
        $"Classic x86; {sensitive[0]} to {sensitive[^1]} are sensitive and do not trap, the others do; orange: wrong, and not noticed; " +
        "dark blue: the CPU runs it; lighter: replaced beforehand; white: the hypervisor or emulator runs each time; " +
        $"{(prevention ? "with" : "without")} user-mode instruction prevention"));

    static string Who(IEnumerable<IGrouping<string, Row>> techniques, int place) => place > 0 && techniques.Count() > 2
        ? $"each of {techniques.Count()} others" : string.Join(" and ", techniques.Select(t => t.Key));

    static string Short(Route route) => route switch
    {
        Route.GuestMode => "guest mode",
        Route.Trap => "trap",
        Route.Changed => "not used",
        _ => Title(route),
    };

    static double Shade(Route route) => route switch
    {
        Route.Direct or Route.GuestMode => 0.9,
        Route.Changed or Route.Rewritten => 0.5,
        Route.Hypercall => 0.25,
        _ => 0.05,
    };

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
