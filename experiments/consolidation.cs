#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which policy of consolidation saves how much energy, and what do the guests lose by it?
using System.Runtime.CompilerServices;

var script = new Script("Which policy of consolidation saves how much energy, and what do the guests lose by it?");
var traceOption = script.Option<string?>("--trace", "DIR",
    "a PlanetLab day, a file a machine; each guest follows one (default: the shipped day, ten guests a machine, each later in the day)");
var orderOption = script.Option<string?>("--order", "FILE",
    "names of all the day's files, one a line: guest i follows the i-th (default: in order of names)");
var hostsOption = script.Option("--hosts", "N", "hosts (default: as many for each guest as in the study, 800 for 1,052)", (int?)null,
    atLeast: 1, atMost: 100_000);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Fluid);
    var parameters = experiment.Parameters;
    var day = Day(experiment);
    var study = new ConsolidationStudy(parameters);
    var hosts = experiment.Value(hostsOption) ?? (int)Math.Max(1, Math.Round(day.Count * study.HostsPerGuest));
    var policies = ConsolidationPolicy.All(parameters);
    var names = policies.Select(policy => policy.Name);
    var cells = experiment.Run("day", experiment.Quick ? names.Where(name => name is "DVFS" || name.EndsWith("-MMT")) : names,
        (trial, name) =>
        {
            var policy = policies.Single(one => one.Name == name);
            var result = study.Run(day, hosts, policy, trial.Streams);
            return new Outcome(result.Energy.KilowattHours, result.Migrations, Percent(result.LostToMoves), Percent(result.ShortTime),
                Percent(result.Violations), result.Shutdowns, result.Unplaced, [.. result.Active]);
        }).ByCell();

    var rows = cells.Select(c => new Row(c.Cell, policies.Single(policy => policy.Name == c.Cell).Parameter,
        c.Outcomes.Average(o => o.EnergyKwh), c.Outcomes.Average(o => o.Migrations), c.Outcomes.Average(o => o.PdmPct),
        c.Outcomes.Average(o => o.SlatahPct), c.Outcomes.Average(o => o.SlavPct), c.Outcomes.Average(o => o.HostShutdowns))).ToList();
    experiment.Csv(rows);
    var hoursPerRound = PlanetLabDay.Interval(parameters).TotalHours;
    experiment.Csv("hosts", from c in cells
                            from round in Enumerable.Range(0, c.Outcomes[0].Active.Count)
                            select new { Policy = c.Cell, TimeH = (round + 1) * hoursPerRound, ActiveHosts = Active(c.Outcomes, round) });
    experiment.Table(rows);
    if (cells.Max(c => c.Outcomes.Max(o => o.Unplaced)) is var unplaced and > 0)
        experiment.Note($"up to {unplaced} of {day.Count} guests got no place at first, and did not run");
    experiment.Note("pdm_pct: of what guests want, what they lose while they move; slatah_pct: of the time in which hosts have guests, " +
        "that in which guests want more than they get; slav_pct: the product; all from the first round on");
    var still = rows.Single(row => row.Policy == "DVFS");
    var moving = rows.Where(row => row != still).ToList();
    var thrifty = Least(moving, row => row.EnergyKwh);
    var gentle = Least(moving, row => row.SlavPct);
    double OfStill(Row row) => still.EnergyKwh > 0 ? 100 * row.EnergyKwh / still.EnergyKwh : 100; // a day on which nobody wants anything
    experiment.Finding($"without moves {still.EnergyKwh:0.0} kWh; with moves {moving.Min(OfStill):0} to {moving.Max(OfStill):0} % of it, " +
        $"least by {thrifty}; slav_pct is {moving.Min(row => row.SlavPct):0.0000} to {moving.Max(row => row.SlavPct):0.0000}, " +
        $"least by {gentle} (what is within 1 % counts as equal)");
    var what = $"{day.Count} guests on {hosts} hosts (HP ML110 G4 and G5), a round every " +
        $"{PlanetLabDay.Interval(parameters).TotalMinutes:0} minutes; {Conditions.Runs(cells[0].Runs.Count)}";
    var kinds = "who is overloaded by THR, MAD, IQR or LR; who leaves by MMT (least memory), RS (random), MC (correlation), MU (least use)";
    experiment.Plot("energy", Figure.GroupedBars(
        $"Moving guests together needs {moving.Min(OfStill):0} to {moving.Max(OfStill):0} % of the energy without moves; least: {thrifty}",
        new Axis("Energy of the day (kWh)", Min: 0), Bars(rows, o => o.EnergyKwh), subtitle: $"{what}; {kinds}; DVFS: no moves"));
    experiment.Plot("violations", Figure.GroupedBars(
        $"SLAV, a measure of what guests lose, is least by {gentle}",
        new Axis("SLAV (parts per million)", Min: 0), Bars(moving, o => 1e4 * o.SlavPct),
        subtitle: $"{what}; SLAV: part of the demand lost while guests move x part of the time in which a host has too little; {kinds}"));
    var hourly = Math.Max(1, (int)Math.Round(1 / hoursPerRound)); // rounds an hour
    var shown = cells.Where(c => c.Cell == still.Policy || c.Cell.EndsWith("-MMT")).ToList();
    double OnAverage(CellResults<string, Outcome> cell) => cell.Outcomes.Average(o => o.Active.Average());
    var (all, awake) = (OnAverage(shown.Single(c => c.Cell == still.Policy)),
        shown.Where(c => c.Cell != still.Policy).Select(OnAverage).ToList());
    experiment.Plot("hosts", Figure.Lines(
        $"Without moves {all:0} hosts have guests on average, with moves (MMT) {awake.Min():0} to {awake.Max():0}",
        new Axis("Time (h)"), new Axis("Hosts with guests, mean of an hour", Min: 0),
        shown.Select(c => new Line(c.Cell,
            [.. Enumerable.Range(0, c.Outcomes[0].Active.Count).Chunk(hourly).Select(rounds => new LinePoint(
                (rounds.Average() + 1) * hoursPerRound, Estimate.Exact(rounds.Average(round => Active(c.Outcomes, round)))))])),
        what));

    IEnumerable<GroupedBar> Bars(IReadOnlyList<Row> of, Func<Outcome, double> value) => from row in of
        let parts = row.Policy.Split('-')
        select new GroupedBar(parts[^1], parts[0], cells.Single(c => c.Cell == row.Policy).Estimate(value));
});

IReadOnlyList<DemandTrace> Day(Experiment experiment)
{
    var (folder, order) = (experiment.Value(traceOption), experiment.Value(orderOption));
    if (folder is null && order is not null)
        throw new InputException("--order", null, "names files of a day that is not given", "give --trace too");
    var day = PlanetLabDay.Read(folder ?? Sample());
    if (order is not null)
        day = day.InOrder(order);
    if (day.Machines.FirstOrDefault(machine => machine.Percent.Count < ConsolidationStudy.Least) is { } brief)
        throw new InputException(Path.Combine(folder ?? "", brief.Name), null, $"{brief.Percent.Count} samples are too few",
            $"at least {ConsolidationStudy.Least}");
    var step = PlanetLabDay.Interval(experiment.Parameters);
    const int Copies = 10;
    return folder is not null ? [.. day.Machines.Select(machine => new DemandTrace(step, Shares(machine, 0)))]
        : [.. from copy in Enumerable.Range(0, Copies)
              from machine in day.Machines
              select new DemandTrace(step, Shares(machine, copy * machine.Percent.Count / Copies))];
}

static string Sample([CallerFilePath] string script = "") => Path.Combine(Path.GetDirectoryName(script)!, "samples", "planetlab");

static double[] Shares(PlanetLabMachine machine, int from) =>
    [.. machine.Percent.Skip(from).Concat(machine.Percent.Take(from)).Select(percent => percent / 100.0)];

// Of nothing there is no part: no guest loses anything where none wants anything.
static double Percent(double share) => double.IsNaN(share) ? 0 : 100 * share;

// The least, and all that are within one percent of it, in order.
static string Least(IReadOnlyList<Row> rows, Func<Row, double> of)
{
    var near = rows.Where(row => of(row) <= 1.01 * rows.Min(of)).OrderBy(of).ToList();
    return near.Count == rows.Count ? "all of them"
        : near.Count == 1 ? near[0].Policy : string.Join(", ", near.SkipLast(1).Select(row => row.Policy)) + $" and {near[^1].Policy}";
}

static double Active(IReadOnlyList<Outcome> outcomes, int round) => outcomes.Average(o => o.Active[round]);

record Outcome(
    double EnergyKwh, int Migrations, double PdmPct, double SlatahPct, double SlavPct, int HostShutdowns, int Unplaced, List<int> Active);

record Row(string Policy, double? Parameter, double EnergyKwh, double Migrations, double PdmPct, double SlatahPct, double SlavPct,
    double HostShutdowns);
