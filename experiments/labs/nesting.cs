#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What does a virtual machine in a virtual machine cost, level by level?
// Look for: the step from level 1 to level 2 against that from 0 to 1, and how it grows with the load.
// Change: --packets 0 (what costs so much inside?); vm = KvmPassThrough.Of(p) or XenPv.Of(p); or another pair: Firecracker.Of(p)
// .Inside(p, vm), a container in a VM in a VM.

var script = new Script("What does a virtual machine in a virtual machine cost, level by level?", runs: 10).WithMachine();
var packets = script.Option("--packets", "N", "packets of a request beside the application's own", 20, atLeast: 0, atMost: 100);

return script.Main(args, experiment =>
{
    var (host, seconds) = (experiment.Machine, experiment.Quick ? 10 : 60);
    var plain = host with { Name = "without", Cpu = host.Cpu with { VmcsShadowing = false, PostedInterrupts = false } };
    var (p, vm) = (experiment.Parameters, QemuKvm.Of(experiment.Parameters));
    WebApplication Application(Parameters from) => WebApplication.Of(from) is var web
        ? web with { Request = web.Request with { Packets = web.Request.Packets + experiment.Value(packets) } } : null!;
    Level[] levels =
    [
        new("0: bare metal", BareMetal.Of(p), host), new("1: VM", vm, host), new("2: VM in a VM", vm.Inside(p, vm), host),
        new("2, without shadow VMCS and posted interrupts", vm.Inside(p, vm), plain),
    ];
    int[] rates = experiment.Quick ? [50, 300] : [50, 100, 200, 300];
    var cells = from level in levels from rate in rates select new Cell(level, rate);
    var served = experiment.Run("requests", cells, (trial, cell) =>
    {
        var (sim, application, times) = (new Simulation(), Application(trial.Parameters), new List<double>());
        var machine = Host.For(cell.Level.Platform, sim, cell.Level.Host, trial.Streams);
        if (!machine.TryAdmit(cell.Level.Platform, trial.Guest(cell.Level.Platform, application), out var guest, out var boundBy))
            throw new InvalidOperationException($"{cell.Level} does not fit: {boundBy}");
        sim.Run(guest!.Start());
        _ = new RequestService(guest, application, RateCurve.Constant(cell.Rate), time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return new Served(times.Average(), Quantiles.Of(times).P99);
    }, until: o => new { o.MeanMs }).ByCell();
    Ratio Times(CellResults<Cell, Served> c) => c.Ratio(served.First(b => b.Cell.Rate == c.Cell.Rate), o => o.MeanMs);
    var rows = served.Select(c => new { Level = c.Cell.Level.Name, RequestsPerS = c.Cell.Rate, MeanMs = c.Estimate(o => o.MeanMs),
        P99Ms = c.Estimate(o => o.P99Ms), TimesLevel0 = Times(c) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);

    Ratio At(int level, int rate) => Times(served.Single(c => c.Cell == new Cell(levels[level], rate)));
    var most = rates[^1];
    experiment.Finding($"at {most} requests per second a request takes {At(1, most)} times level 0's time in a VM and " +
        $"{At(2, most)} times in a VM in a VM, {At(3, most)} times without shadow VMCS and posted interrupts");
    experiment.Plot("levels", Figure.Lines(
        $"At {most} requests per second a VM answers after {At(1, most).Value:0.00} times bare metal's time, a VM in a VM after " +
        $"{At(2, most).Value:0.00} times, without shadow VMCS and posted interrupts after {At(3, most).Value:0.00} times",
        "Requests per second", new Axis("Mean response time (times level 0)", Min: 1),
        levels.Skip(1).Select((level, i) => new Line(level.Name, [.. rates.Select(r => new LinePoint(r, At(i + 1, r).Estimate))])),
        Conditions.Of(host, $"{vm} at each level, one guest", $"random arrivals for {seconds} s", Conditions.Runs(served[0].Runs.Count))));
});

record Level(string Name, Platform Platform, HostModel Host);
record Cell(Level Level, int Rate);
record Served(double MeanMs, double P99Ms);
