#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How busy are 100 hosts on which guests of two platforms come and go, and who is refused?
var script = new Script("How busy are 100 hosts on which guests of two platforms come and go, and who is refused?").WithMachine(cores: 8);
var file = script.Option<string?>("--guests", "FILE", "id,submitted,duration,cpus,memory in s, s, CPUs and MiB (default: the sample)");
return script.Main(args, experiment =>
{
    if (experiment.Runs > 1) throw new InputException("--runs", null, "a trace is run once, without replications", "leave it out");
    experiment.Simulates(SchedulerKind.Fluid);
    Platform[] platforms = [Firecracker.Of(experiment.Parameters), RuncContainer.Of(experiment.Parameters)];
    var (sim, guests, trace) = (new Simulation(), new List<Allocation>(), experiment.Value(file) ?? script.Sample("guests.csv"));
    var datacenter = new Datacenter(sim, new WorstFit());
    var used = datacenter.AddRacks(5, 20, experiment.Machine, new RandomStreams(experiment.Seed), _ => SchedulerKind.Fluid)
        .Select(node => TimeSeries.Of(node.Host, 120.Seconds)).ToList();
    datacenter.Replay(GuestTrace.Read(trace), row => row.Request(platforms[guests.Count % 2], busy: 0.6), guests.Add);
    sim.Run();
    var rows = guests.CountBy(g => (platforms[g.Number % 2].Name, $"{g.Refusal}"))
        .Select(g => new { Platform = g.Key.Name, Refused = g.Key.Item2, Guests = g.Value }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    experiment.Plot("cpu", Figure.HeatMap($"CPUs used by {guests.Count(g => g.Refusal is null)} of {guests.Count} guests; the rest refused",
        "Time (h)", "Host", new("CPU used (%)", Min: 0, Max: 100), HeatCell.OfCpu(used, experiment.Machine.Topology.Cpus), Conditions.Of(
        experiment.Machine, $"worst fit; {Path.GetFileName(trace)}: guests work on all their CPUs for 60 % of their time, then idle")));
});
