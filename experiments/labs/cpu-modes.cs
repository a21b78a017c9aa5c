#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// How often does a program trap in user mode, as a kernel and as a guest's kernel, and how often does trap-and-emulate get it wrong?
// Look for: the faults of a user program, which a kernel does not have; what binary translation does in place of traps;
// how few sensitive instructions are enough to break a guest's kernel.
// Change: --sensitive 0.1%; or, in Draw, InstructionSet.Sensitive to [InstructionSet.Named("PUSHF")]: when does PUSHF go wrong?
// Not as on every hypervisor: where a far jump or an INT n faults in ring 1, the guest's kernel receives that fault.

var script = new Script("How often does a program trap in user mode, as a kernel and as a guest's kernel, and how often does " +
    "trap-and-emulate get it wrong?", runs: 5);
var sensitive = script.Option("--sensitive", "PERCENT", "sensitive instructions of a program", 1.0, atLeast: 0.1, atMost: 30);

return script.Main(args, experiment =>
{
    const int Programs = 200, Length = 100; // programs of a run, instructions of each
    var (percent, pure) = (experiment.Value(sensitive), Virtualizer.PureTrapAndEmulate);
    Mode[] modes = [new("user program", Virtualizer.BareMachine), new("kernel", Virtualizer.BareMachine),
        .. Virtualizer.All.Select(how => new Mode("guest's kernel", how))];
    var seen = experiment.Run("modes", modes, (trial, mode) =>
        Times(Programs, () => Count(mode, Instructions(trial, percent).Take(Length).ToList()))).ByCell();
    var rows = seen.Select(c => new { Mode = c.Cell.Name, c.Cell.How, TrapsExitsHypercallsPerK = Mean(c, p => p.ToHypervisor),
        RewrittenPerK = Mean(c, p => p.Rewritten), FaultsPerK = Mean(c, p => p.Faults),
        Programs = c.Outcomes.Sum(o => o.Count), Wrong = c.Outcomes.Sum(o => o.Count(p => p.IsWrong)) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);

    // Now each program goes on until its first instruction that does something else than on the bare machine.
    var wrong = experiment.Run("wrong", [percent / 10, percent, percent * 3], (trial, share) => Times(Programs, () =>
        1 + DualModeMachine.FirstWrong(pure, Instructions(trial, share))?.Position ?? double.NaN)).ByCell();
    var (first, others) = (Mean(wrong[1], place => place), rows.Skip(2).Where(r => r.How != pure).ToList());
    experiment.Finding($"under {pure} a guest's kernel with {percent} % sensitive instructions goes wrong once in {first} " +
        $"instructions; {others.Sum(r => r.Wrong)} of {others.Sum(r => r.Programs):#,0} programs go wrong under the other techniques");
    experiment.Plot("wrong", Figure.Cdf($"Under {pure} a guest's kernel with {percent} % sensitive instructions goes wrong " +
        $"after {first.Mean:#,0} instructions on average", new Axis("Instructions until one goes wrong", Log: true, Min: 1),
        wrong.Select(c => new Series($"{c.Cell:0.###} % sensitive", [.. c.Outcomes.SelectMany(o => o)])),
        $"Share of {Programs * seen[0].Runs.Count:#,0} programs that have gone wrong by then; random instructions, 1 % privileged"));
});

static Counts Count(Mode mode, List<(Instruction What, long Operand)> program)
{
    var machine = new DualModeMachine(mode.How);
    var steps = program.ConvertAll(i => mode.Name == "user program" ? machine.User(i.What, i.Operand) : machine.Kernel(i.What, i.Operand));
    double PerK(Func<Executed, bool> isSo) => 1000.0 * steps.Count(isSo) / steps.Count;
    return new(PerK(s => s.Route is Route.Trap or Route.Exit or Route.Hypercall), PerK(s => s.Route == Route.Rewritten),
        PerK(s => s.Event is Vector.GeneralProtection), DualModeMachine.FirstWrong(mode.How, program) is not null);
}
static IEnumerable<(Instruction, long)> Instructions(Trial trial, double percent) =>
    Enumerable.Repeat(trial.Streams["programs"], 100_000).Select(stream => Draw(stream, 100 * stream.NextDouble(), percent));
static (Instruction, long) Draw(RandomStream stream, double place, double percent)
{
    IReadOnlyList<Instruction> all = place < 1 ? InstructionSet.Privileged
        : place < 1 + percent ? InstructionSet.Sensitive : [InstructionSet.Add];
    return (all[stream.Next(all.Count)], Vector.SystemCall);
}
static List<T> Times<T>(int count, Func<T> make) => Enumerable.Range(0, count).Select(_ => make()).ToList();
static Estimate Mean<TCell, T>(CellResults<TCell, List<T>> c, Func<T, double> of) => Estimate.Of(c.Outcomes.SelectMany(o => o).Select(of));
record Mode(string Name, Virtualizer How);
record Counts(double ToHypervisor, double Rewritten, double Faults, bool IsWrong);
