#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Why does trap-and-emulate fail on classic x86, and how does each technique get around it?

var script = new Script("What does each sensitive instruction of x86 do in a guest's kernel, under each technique?");
const long InterruptsOn = 1 << 9;
var off = InstructionSet.Privileged.Single(i => i.Name == "CLI");

return script.Main(args, experiment =>
{
    var rows =
        from instruction in InstructionSet.Sensitive.Concat(InstructionSet.Privileged)
        from virtualizer in Virtualizer.All
        let step = InCriticalSection(virtualizer, instruction)
        let bare = InCriticalSection(Virtualizer.BareMachine, instruction)
        let right = DualModeMachine.FirstWrong(virtualizer, [(off, 0), (instruction, InterruptsOn)]) is null
        select new { Instruction = instruction.Name, instruction.Kind, Technique = virtualizer.Name, step.Route, Sees = step.Value, ShouldSee = bare.Value, Right = right };
    var all = rows.ToList();

    experiment.Csv(all);
    experiment.Table(
        from row in all
        where row.Kind == InstructionKind.Sensitive
        group row by row.Instruction into same
        select new
        {
            Instruction = same.Key,
            TrapAndEmulate = same.Single(r => r.Technique == Virtualizer.PureTrapAndEmulate.Name) is { Right: false } wrong
                ? wrong.Sees == wrong.ShouldSee ? "WRONG: no effect" : $"WRONG: 0x{wrong.Sees:X}, not 0x{wrong.ShouldSee:X}" : "right",
            BinaryTranslation = Outcome(same, Virtualizer.BinaryTranslation),
            Paravirtualization = Outcome(same, Virtualizer.Paravirtualization),
            HardwareAssist = Outcome(same, Virtualizer.HardwareAssist),
            Emulation = Outcome(same, Virtualizer.Emulation),
        });
    experiment.Plot("routes", Figure.Bars(
        "Sensitive and privileged instructions of a guest's kernel, by what becomes of them", "Instructions",
        from row in all
        group row by row.Technique into technique
        select new Bar(technique.Key, technique.Count(), $"{technique.Count(r => !r.Right)} wrong", Segments:
        [
            .. from row in technique
               group row by row.Right ? Words(row.Route) : "executed unnoticed: wrong" into part
               orderby part.Key
               select new Segment(part.Key, part.Count()),
        ])));

    // A guest kernel turns interrupts off, as it does before it touches what an interrupt handler touches too; then the instruction.
    Step InCriticalSection(Virtualizer virtualizer, Instruction instruction)
    {
        var machine = new DualModeMachine(virtualizer);
        machine.Kernel(off);
        return machine.Kernel(instruction, InterruptsOn);
    }

    static string Outcome(IEnumerable<dynamic> rows, Virtualizer virtualizer) =>
        rows.Where(r => r.Technique == virtualizer.Name).Select(r => r.Right ? Words((Route)r.Route) : "WRONG").Single();

    static string Words(Route route) => route switch
    {
        Route.GuestMode => "guest mode, own state",
        Route.Trap => "trap, emulated",
        Route.Rewritten => "rewritten before it runs",
        Route.Hypercall => "hypercall",
        Route.Exit => "VM exit",
        Route.Interpreted => "interpreted",
        _ => route.ToString(),
    };
});
