#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How busy are a hundred hosts on which guests of two platforms come and go, and who is refused?
var script = new Script("How busy are a hundred hosts on which guests of two platforms come and go, and who is refused?")
    .WithMachine(cores: 8);
var file = script.Option<string?>("--guests", "FILE", "id,submitted,duration,cpus,memory in s, s, CPUs and MiB (default: the sample)");
return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Fluid);
    Platform[] platforms = [Firecracker.Of(experiment.Parameters), RuncContainer.Of(experiment.Parameters)];
    var sim = new Simulation();
    var (datacenter, streams, guests) = (new Datacenter(sim, new WorstFit()), new RandomStreams(experiment.Seed), new List<Allocation>());
    var hosts = Enumerable.Range(0, 100).Select(_ => TimeSeries.Of(datacenter.Add(new Host(sim, experiment.Machine, streams,
        SchedulerKind.Fluid)).Host, 120.Seconds)).ToList();
    datacenter.Replay(GuestTrace.Read(experiment.Value(file) ?? script.Sample("guests.csv")),
        row => row.Request(platforms[guests.Count % 2], busy: 0.6), guests.Add);
    sim.Run();
    var rows = guests.GroupBy(g => (Platform: platforms[g.Number % 2].Name, Refused: $"{g.Refusal}"))
        .Select(g => new { g.Key.Platform, g.Key.Refused, Guests = g.Count() }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    experiment.Plot("cpu", Figure.HeatMap($"{guests.Count(g => g.Refusal is null)} of {guests.Count} guests found a host", "Time (h)",
        "Host", new("CPU used (%)", Min: 0, Max: 100), hosts.SelectMany((h, i) => HeatCell.OfCpu(i, h, experiment.Machine.Topology.Cpus))));
});
