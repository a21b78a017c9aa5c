#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which placement rule fits most guests on a hundred hosts, and how evenly?

var script = new Script("Which placement rule fits most guests on a hundred hosts, and how evenly?", runs: 5).WithMachine();
var number = script.Option("--hosts", "N", "hosts", 100, atLeast: 2, atMost: 100_000);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Fluid);
    var (model, count) = (experiment.Machine, experiment.Value(number));
    var (cpus, memory) = (model.Topology.Cpus, model.Memory - model.HostReserved);
    var (stay, length) = (120.Minutes, (experiment.Quick ? 360 : 1_440).Minutes);
    var begin = 2 * stay; // guests stay two hours: by then as many go as come
    Rule[] rules =
    [
        new("first fit", _ => new FirstFit()), new("next fit", _ => new NextFit()),
        new("best fit (CPUs)", _ => new BestFit(FreeMeasure.Cpus)), new("best fit (memory)", _ => new BestFit(FreeMeasure.Memory)),
        new("best fit", _ => new BestFit()), new("worst fit", _ => new WorstFit()), new("round robin", _ => new RoundRobin()),
        new("two choices", random => new PowerOfTwoChoices(random)), new("dot product", _ => new VectorPacking(VectorRule.DotProduct)),
        new("norm", _ => new VectorPacking(VectorRule.Norm)),
    ];
    // Sizes as shares of a host: balanced ones, of many CPUs, of much memory.
    (double Cpus, double Memory)[] sizes =
        [(1 / 16.0, 1 / 16.0), (1 / 8.0, 1 / 8.0), (1 / 4.0, 1 / 4.0), (1 / 4.0, 1 / 16.0), (1 / 2.0, 1 / 8.0), (1 / 16.0, 1 / 4.0),
            (1 / 8.0, 1 / 2.0)];
    double[] loads = experiment.Quick ? [0.8, 1.1] : [0.5, 0.7, 0.8, 0.9, 1.0, 1.1, 1.3];
    var shown = experiment.Quick ? 0.8 : 0.7;
    var cells = experiment.Run("placement", from rule in rules from load in loads select new Cell(rule, load), (trial, cell) =>
    {
        var sim = new Simulation();
        var datacenter = new Datacenter(sim, cell.Rule.Make(trial.Streams["choices"]));
        for (var i = 0; i < count; i++)
            datacenter.Add(new Host(sim, model, trial.Streams, SchedulerKind.Fluid));
        var (all, samples) = (new List<Allocation>(), new List<float[]>());
        sim.Process(Customers());
        sim.Process(Watch());
        sim.Run(length);
        Sample();
        var counted = all.Where(a => a.Submitted - sim.StartDate >= begin).ToList();
        var steady = samples.Skip((int)(begin / Every)).ToList();
        double Cpus(Allocation a) => a.Request.Needs.Cpus;
        return new Outcome(100 * counted.Where(a => a.State == AllocationState.Refused).Sum(Cpus) / counted.Sum(Cpus),
            steady.Average(s => s.Count(x => x > 0)), 100 * steady.Average(s => s.Average()), 100 * steady.Average(s => s.Max()),
            100 * steady.Average(s => Math.Sqrt(s.Average(x => x * x) - (s.Average() * s.Average()))),
            trial.Run == 0 && cell.Load == shown ? samples : []);

        // The load is what is asked of the scarcer resource, over what all hosts have of it.
        IEnumerable<Event> Customers()
        {
            var streams = trial.Streams;
            var (arrivals, size, time, work) = (streams["arrivals"], streams["sizes"], streams["times"], streams["work"]);
            var mean = Math.Max(sizes.Average(s => s.Cpus), sizes.Average(s => s.Memory));
            var gap = stay * (mean / (cell.Load * count));
            for (var i = 0; ; i++)
            {
                yield return sim.Timeout(gap * -Math.Log(1 - arrivals.NextDouble()));
                var asked = sizes[size.Next(sizes.Length)];
                var type = new InstanceType($"type {asked}", asked.Cpus * cpus, memory * asked.Memory);
                var allocation = datacenter.Submit(type.Request($"guest {i}") with { Duration = stay * -Math.Log(1 - time.NextDouble()) });
                all.Add(allocation);
                // Each virtual CPU works for half of the mean stay or less, and idles then.
                var need = (0.5 * work.NextDouble() * stay.TotalSeconds * model.Cpu.Clock.Hertz).Cycles;
                allocation.WhenStarted.AddCallback(started =>
                {
                    for (var v = 0; started.IsOk && v < type.VCpus; v++)
                        ((Instance)allocation.Sandbox!).Execute(need);
                });
            }
        }

        IEnumerable<Event> Watch()
        {
            for (; ; )
            {
                yield return sim.Timeout(Every);
                Sample();
            }
        }

        void Sample() => samples.Add([.. datacenter.Nodes.All.Select(node => (float)(node.Requested.Cpus / node.Allocatable.Cpus))]);
    }, until: o => new { o.RefusedPct, o.HostsUsed }).ByCell();

    var rows = cells.Select(c => new Row(c.Cell.Rule.Name, c.Cell.Load, c.Estimate(o => o.RefusedPct), c.Estimate(o => o.HostsUsed),
        c.Estimate(o => o.MeanPct), c.Estimate(o => o.MaxPct), c.Estimate(o => o.SpreadPct))).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    Row Of(string rule, double load) => rows.Single(r => r.Rule == rule && r.Load == load);
    var most = loads[^1] > 1 ? loads.Last(l => l <= 1.1) : loads[^1];
    var order = rows.Where(r => r.Load == most).OrderBy(r => r.RefusedPct.Mean).ToList();
    var fewest = rows.Where(r => r.Load == shown).MinBy(r => r.HostsUsed.Mean)!;
    CellResults<Cell, Outcome> Runs(string rule) => cells.Single(c => c.Cell.Rule.Name == rule && c.Cell.Load == most);
    bool AsLow(Row row) => Runs(row.Rule).Difference(Runs(order[0].Rule), o => o.RefusedPct).Differs != true; // on the same requests
    var least = order.Where(AsLow).Select(r => r.Rule).ToList();
    var best = least.Count > 3 ? $"{least.Count} of {rules.Length} rules refuse" : least.Count == 1 ? $"{least[0]} refuses"
        : $"{string.Join(", ", least.SkipLast(1))} and {least[^1]} refuse";
    var who = least.Count > 1 ? $"{order[0].Rule} " : "";
    experiment.Finding($"at a load of {most:0.0}, {best} least ({who}{order[0].RefusedPct.Mean:0.0} % of the CPUs asked) and " +
        $"{order[^1].Rule} most, {order[^1].RefusedPct.Mean:0.0} %; at {shown:0.0} {fewest.Rule} needs " +
        $"{fewest.HostsUsed.Mean:0} of {count} hosts, first fit {Of("first fit", shown).HostsUsed.Mean:0}, worst fit " +
        $"{Of("worst fit", shown).HostsUsed.Mean:0}");
    var conditions = Conditions.Of(model, $"{count} hosts", "guests of 1/16 to 1/2 of a host",
        "load: what is asked over what all hosts have");
    var runs = cells[0].Runs.Count;
    Plot("refused", $"At a load of {most:0.0}, {best} least, {order[^1].Rule} most", "CPUs refused (% of those asked)",
        r => r.RefusedPct);
    Plot("spread", $"At a load of {shown:0.0} hosts differ by {Of("first fit", shown).SpreadPct.Mean:0} % of their CPUs under first fit, " +
        $"by {Of("worst fit", shown).SpreadPct.Mean:0} % under worst fit", "Standard deviation over hosts (% of a host's CPUs)",
        r => r.SpreadPct);
    foreach (var rule in new[] { "first fit", "worst fit", "norm" })
    {
        var (row, cell) = (Of(rule, shown), cells.Single(c => c.Cell.Rule.Name == rule && c.Cell.Load == shown));
        experiment.Plot(rule.Replace(' ', '-'), Figure.HeatMap(
            $"By {rule} {row.HostsUsed.Mean:0} of {count} hosts are used on average at a load of {shown:0.0}", "Time (h)", "Host",
            new Axis("CPUs requested (% of a host's)", Min: 0, Max: 100),
            cell.Outcomes[0].Hosts.SelectMany((hosts, t) => hosts.Select((share, host) =>
                new HeatCell(host, t * Every.TotalHours, (t + 1) * Every.TotalHours, 100 * share))),
            $"{conditions}; the picture: the first of {runs} runs, every {Every.TotalMinutes:0} minutes"));
    }

    void Plot(string name, string title, string label, Func<Row, Estimate> of) => experiment.Plot(name, Figure.Lines(title, "Load",
        new Axis(label, Min: 0), rows.GroupBy(r => r.Rule).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Load, of(r)))])),
        $"{conditions}; {Conditions.Runs(runs)}"));
});

partial class Program
{
    private static readonly TimeSpan Every = 10.Minutes;
}

record Rule(string Name, Func<RandomStream, IPlacement> Make);

record Cell(Rule Rule, double Load);

/// <summary>After the warm-up: of requested CPUs, in % of a host's; hosts that are used have a guest. Hosts: every ten minutes.</summary>
record Outcome(double RefusedPct, double HostsUsed, double MeanPct, double MaxPct, double SpreadPct, List<float[]> Hosts);

record Row(string Rule, double Load, Estimate RefusedPct, Estimate HostsUsed, Estimate CpuMeanPct, Estimate CpuMaxPct, Estimate SpreadPct);
