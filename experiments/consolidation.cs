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
            return new Outcome(result.Energy.KilowattHours, result.Migrations, 100 * result.LostToMoves, 100 * result.ShortTime,
                100 * result.Violations, result.Shutdowns, result.Unplaced, [.. result.Active]);
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
    var (least, gentlest) = (rows.MinBy(row => row.EnergyKwh)!, rows.Where(row => row != still).MinBy(row => row.SlavPct)!);
    experiment.Finding($"without moves {still.EnergyKwh:0.0} kWh; {least.Policy} needs least, {least.EnergyKwh:0.0} kWh " +
        $"({100 * least.EnergyKwh / still.EnergyKwh:0} %), and {gentlest.Policy} violates least, {gentlest.SlavPct:0.0000} % " +
        $"at {gentlest.EnergyKwh:0.0} kWh");
    double OnAverage(string policy) => cells.Single(c => c.Cell == policy).Outcomes.Average(o => o.Active.Average());
    var what = $"{day.Count} guests on {hosts} hosts (HP ML110 G4 and G5), a round every " +
        $"{PlanetLabDay.Interval(parameters).TotalMinutes:0} minutes";
    experiment.Plot("trade-off", Figure.Lines(
        $"{least.Policy} needs least energy, {gentlest.Policy} violates agreements least",
        new Axis("Violations: time short x demand lost to moves (%)"), new Axis("Energy (kWh)", Min: Math.Floor(0.9 * least.EnergyKwh)),
        rows.Where(row => row != still).GroupBy(row => row.Policy.Split('-')[0]).Select(detector => new Line(detector.Key,
            [.. detector.OrderBy(row => row.SlavPct).Select(row => new LinePoint(row.SlavPct, Estimate.Exact(row.EnergyKwh)))])),
        $"{what}; {still.EnergyKwh:0.0} kWh and no violations by moves under DVFS; along a line the selections " +
        string.Join(", ", rows.Where(row => row.Policy.StartsWith("THR-")).OrderBy(row => row.SlavPct).Select(row => row.Policy[4..])) +
        " of THR"));
    var hourly = Math.Max(1, (int)Math.Round(1 / hoursPerRound)); // rounds an hour
    experiment.Plot("hosts", Figure.Lines(
        $"{least.Policy} keeps {100 * OnAverage(least.Policy) / OnAverage(still.Policy):0} % of the hosts awake that DVFS does",
        new Axis("Time (h)"), new Axis("Hosts with guests, mean of an hour", Min: 0),
        cells.Where(c => c.Cell == still.Policy || c.Cell == least.Policy || c.Cell.EndsWith("-MMT")).Select(c => new Line(c.Cell,
            [.. Enumerable.Range(0, c.Outcomes[0].Active.Count).Chunk(hourly).Select(rounds => new LinePoint(
                (rounds.Average() + 1) * hoursPerRound, Estimate.Exact(rounds.Average(round => Active(c.Outcomes, round)))))])),
        what));
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

static double Active(IReadOnlyList<Outcome> outcomes, int round) => outcomes.Average(o => o.Active[round]);

record Outcome(
    double EnergyKwh, int Migrations, double PdmPct, double SlatahPct, double SlavPct, int HostShutdowns, int Unplaced, List<int> Active);

record Row(string Policy, double? Parameter, double EnergyKwh, double Migrations, double PdmPct, double SlatahPct, double SlavPct,
    double HostShutdowns);
