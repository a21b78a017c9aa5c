#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What does a virtual machine in a virtual machine cost, level by level?
// Look for: the step from level 1 to 2, smaller here than that from 0 to 1, and larger on a CPU without two helps: with shadow VMCS the
// inner hypervisor reads and writes its control structure without an exit; a posted interrupt reaches a running guest without an exit.
// Change: --packets 0 (which step shrinks most?); --host XeonServer2009, a CPU without the two helps; vm to KvmPassThrough.Of(p);
// or add new("2: microVM in a VM", Firecracker.Of(p).Inside(p, vm), host) to levels.

var script = new Script("What does a virtual machine in a virtual machine cost, level by level?", runs: 10).WithMachine();
var packets = script.Option("--packets", "N", "packets of a request beside the application's own", 20, atLeast: 0, atMost: 50);

return script.Main(args, experiment =>
{
    var (p, host, seconds) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 20 : 60);
    var (web, vm) = (WebApplication.Of(p), QemuKvm.Of(p));
    if (vm.Incompatibility(host.Cpu) is { } reason)
        throw new InputException("--host", null, reason, "give a newer machine");
    var application = web with { Request = web.Request with { Packets = web.Request.Packets + experiment.Value(packets) } };
    List<Level> levels =
    [
        new("0: bare metal", BareMetal.Of(p), host), new("1: VM", vm, host), new("2: VM in a VM", vm.Inside(p, vm), host),
    ];
    var plain = host with { Cpu = host.Cpu with { VmcsShadowing = false, PostedInterrupts = false } };
    if (plain.Cpu != host.Cpu)
        levels.Add(new("2, without shadow VMCS and posted interrupts", vm.Inside(p, vm), plain));
    int[] rates = experiment.Quick ? [50, 300] : [50, 100, 200, 300];
    var cells = from level in levels from rate in rates select new Cell(level, rate);
    var served = experiment.Run("requests", cells, (trial, cell) =>
    {
        var (sim, platform, times) = (new Simulation(), cell.Level.Platform, new List<double>());
        var machine = Host.For(platform, sim, cell.Level.Host, trial.Streams);
        if (!machine.TryAdmit(platform, trial.Guest(platform, application), out var guest, out var boundBy))
            throw new InputException("--memory", null, $"{cell.Level.Name} does not fit: {boundBy}", "give more");
        sim.Run(guest!.Start());
        _ = new RequestService(guest, application, RateCurve.Constant(cell.Rate), time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return times.Average();
    }, until: ms => new { MeanMs = ms }).ByCell();
    CellResults<Cell, double> Of(Level level, int rate) => served.Single(c => c.Cell == new Cell(level, rate));
    Estimate Times(Level level, int rate) => Of(level, rate).Ratio(Of(levels[0], rate), ms => ms).Estimate;
    var rows = served.Select(c => new { Level = c.Cell.Level.Name, RequestsPerS = c.Cell.Rate, MeanMs = c.Estimate(ms => ms),
        TimesBareMetal = Times(c.Cell.Level, c.Cell.Rate) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);

    var (most, guests) = (rates[^1], levels.Skip(1).ToList());
    experiment.Finding($"at {most} requests per second a request takes so many times as long as on bare metal: " +
        string.Join("; ", guests.Select(level => $"{Times(level, most)} on level {level.Name}")));
    experiment.Plot("levels", Figure.Lines($"At {most} requests per second a request takes {Times(levels[1], most).Mean:0.00} times " +
        $"bare metal's time in a VM, {Times(levels[2], most).Mean:0.00} times in a VM in a VM",
        "Requests per second", new Axis("Mean response time (times bare metal)", Min: 1),
        guests.Select(level => new Line(level.Name, [.. rates.Select(rate => new LinePoint(rate, Times(level, rate)))])),
        Conditions.Of(host, $"{vm} at each level, one guest", $"random arrivals for {seconds} s", Conditions.Runs(served[0].Runs.Count))));
});

record Level(string Name, Platform Platform, HostModel Host);
record Cell(Level Level, int Rate);
