#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// How often does a program trap in user mode, as a kernel and as a guest's kernel, and how often does trap-and-emulate get it wrong?
// Look for: the faults of a user program, which a kernel does not have; how few sensitive instructions are enough to break a guest.
// Change: --sensitive 0.1, --length 1000; or let Draw leave out "INT n" and the far jumps: what still goes wrong, and why?

var script = new Script("How often does a program trap in user mode, as a kernel and as a guest's kernel, and how often does " +
    "trap-and-emulate get it wrong?", runs: 20);
var length = script.Option("--length", "N", "instructions of a program", 100, atLeast: 1, atMost: 10_000);
var percent = script.Option("--sensitive", "PERCENT", "sensitive instructions among them", 1.0, atLeast: 0.01, atMost: 30);

return script.Main(args, experiment =>
{
    const int Programs = 50; // a run
    var (n, usual) = (experiment.Value(length), experiment.Value(percent));
    var modes = new[] { "user program", "kernel" }.Select(m => new Cell(m, Virtualizer.BareMachine, usual, n))
        .Concat(Virtualizer.All.Select(v => new Cell("guest's kernel", v, usual, n)));
    var lengths = from share in new[] { usual / 10, usual, usual * 3 } from k in new[] { 1, 3, 10, 30, 100, 300, 1000 }
                  select new Cell("guest's kernel", Virtualizer.PureTrapAndEmulate, share, k);
    var seen = experiment.Run("modes", modes, Measure, until: o => new { o.TrapsPerK }).ByCell();
    var grown = experiment.Run("length", lengths, Measure, until: o => new { o.WrongPct }).ByCell();
    var rows = seen.Concat(grown).Select(c => new { c.Cell.Mode, c.Cell.How, c.Cell.SensitivePct, c.Cell.Length, TrapsPerK =
        c.Estimate(o => o.TrapsPerK), FaultsPerK = c.Estimate(o => o.FaultsPerK), WrongPct = c.Estimate(o => o.WrongPct) });
    experiment.Csv(rows);
    experiment.Table(rows.Take(seen.Count));
    var (pure, most, runs) = (seen[2], seen.Skip(3).Max(c => c.Estimate(o => o.WrongPct).Mean), Conditions.Runs(seen[2].Runs.Count));
    experiment.Finding($"of kernels of {n} random instructions, {usual} % of them sensitive, {pure.Estimate(o => o.WrongPct)} % go wrong " +
        $"under {pure.Cell.How}, {(most == 0 ? "none" : $"at most {most:0.#} %")} under the others");
    experiment.Plot("wrong", Figure.Lines($"Of kernels of {n} instructions, {usual} % of them sensitive, " +
        $"{pure.Estimate(o => o.WrongPct).Mean:0} % go wrong under {pure.Cell.How}", new Axis("Instructions of the kernel", Log: true),
        new Axis("Kernels that go wrong (%)", Min: 0, Max: 100), grown.GroupBy(c => c.Cell.SensitivePct).Select(same => new Line(
            $"{same.Key:0.###} % sensitive", [.. same.Select(c => new LinePoint(c.Cell.Length, c.Estimate(o => o.WrongPct)))])),
        $"Lines: {pure.Cell.How}, classic x86; {Programs} random programs a run, 1 % privileged instructions; {runs}"));
    experiment.Plot("traps", Figure.Bars($"Of 1,000 instructions {pure.Estimate(o => o.TrapsPerK).Mean:0.0} trap under {pure.Cell.How}",
        "Traps, VM exits, hypercalls (per 1,000)", seen.Skip(2).Select(c => new Bar(c.Cell.How.Name, c.Estimate(o => o.TrapsPerK))),
        $"A guest's kernel, {usual} % sensitive and 1 % privileged instructions; {Programs} random programs a run; {runs}"));

    static Seen Measure(Trial trial, Cell cell)
    {
        var stream = trial.Streams["programs"];
        var all = Enumerable.Range(0, Programs * cell.Length).Select(_ => Draw(stream, cell.SensitivePct / 100));
        var programs = all.Chunk(cell.Length).ToList();
        var steps = (from program in programs let machine = new DualModeMachine(cell.How) from x in program
                     select cell.Mode == "user program" ? machine.User(x.Item1, x.Item2) : machine.Kernel(x.Item1, x.Item2)).ToList();
        double PerK(Func<Executed, bool> isSo) => 1000.0 * steps.Count(isSo) / steps.Count;
        return new(PerK(s => s.Route is Route.Trap or Route.Exit or Route.Hypercall), PerK(s => s.Event is Vector.GeneralProtection),
            100.0 * programs.Count(p => DualModeMachine.FirstWrong(cell.How, p) is not null) / Programs);
    }
    static (Instruction, long) Draw(RandomStream stream, double sensitive) => stream.NextDouble() switch
    {
        < 0.01 => (InstructionSet.Privileged[stream.Next(InstructionSet.Privileged.Count)], 0),
        < 0.011 => (InstructionSet.Interrupt, Vector.Timer),
        var x when x < 0.011 + sensitive => (InstructionSet.Sensitive[stream.Next(InstructionSet.Sensitive.Count)], Vector.SystemCall),
        _ => (InstructionSet.Add, 1),
    };
});
record Cell(string Mode, Virtualizer How, double SensitivePct, int Length);
record Seen(double TrapsPerK, double FaultsPerK, double WrongPct);
