#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What does a request cost from emulation to hardware assist, and where do the cycles go?
// Look for: the cause that is longest, technique by technique, and what of it shows in the response time.
// Change: --rate 3 (who has a queue now?); --host PowerEdge2650, a CPU without hardware assist (who is left?);
// --set WebApplication.user_cycles=100000cycles (which technique loses most by it?)

var script = new Script("What does a request cost from emulation to hardware assist, and where do the cycles go?", runs: 10).WithMachine();
var rate = script.Option("--rate", "N", "requests per second", 1, atLeast: 1, atMost: 100);

return script.Main(args, experiment =>
{
    var (p, host, seconds) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 30 : 100);
    Platform[] known =
        [BareMetal.Of(p), RuncContainer.Of(p), QemuKvm.Of(p), XenPv.Of(p), VmwareEsx.Of(p), QemuTcg.Of(p), Interpreter.Of(p)];
    var able = known.Where(k => k.Incompatibility(host.Cpu) is null).ToList();
    var served = experiment.Run("requests", able, (trial, platform) =>
    {
        var (sim, application, times) = (new Simulation(), WebApplication.Of(trial.Parameters), new List<double>());
        var machine = Host.For(platform, sim, trial.Machine, trial.Streams);
        if (!machine.TryAdmit(platform, trial.Guest(platform, application), out var guest, out var boundBy))
            throw new InvalidOperationException($"{platform} does not fit: {boundBy}");
        sim.Run(guest!.Start());
        var booted = guest.CpuTime;
        var arrivals = RateCurve.Constant(experiment.Value(rate));
        var service = new RequestService(guest, application, arrivals, time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return new Served(times.Average(), (guest.CpuTime - booted).TotalMilliseconds / service.Completed);
    }, until: o => new { o.CpuMs }).ByCell();
    var rows = served.Select(c => new { Platform = c.Cell.Name, c.Cell.Family, ResponseMs = c.Estimate(o => o.ResponseMs),
        CpuMs = c.Estimate(o => o.CpuMs), TimesBareMetal = c.Ratio(served[0], o => o.CpuMs) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);

    var (dear, some) = (rows[^1], rows[2]);
    experiment.Finding($"a request needs {some.TimesBareMetal} times the CPU time of bare metal on {some.Platform} and " +
        $"{dear.TimesBareMetal} times on {dear.Platform}");
    experiment.Plot("response", Figure.Dots(
        $"Requests are answered in {rows[0].ResponseMs.Mean:0.0} ms on bare metal, in {some.ResponseMs.Mean:0.0} ms on {some.Platform}, " +
        $"in {dear.ResponseMs.Mean:0} ms on {dear.Platform}", new Axis("Mean response time (ms)", Log: true),
        rows.Select(r => new Dot(r.Platform, "", r.ResponseMs)), subtitle: Conditions.Of(host, "one guest",
            $"random arrivals, {experiment.Value(rate)} per second, for {seconds} s", Conditions.Runs(served[0].Runs.Count))));

    // Beside what the program's own code takes on bare metal, in percent of the whole there
    var costs = able.Select(k => k.Cost(WebApplication.Of(p).Request, host)).ToList();
    double Pct(CycleCost cost, Cause c) => 100 * (cost[c] - (c == Cause.UserCode ? costs[0][c] : Cycles.Zero)).Count / costs[0].Total.Count;
    double All(CycleCost cost) => CycleCost.Causes.Sum(c => Pct(cost, c));
    var parts = CycleCost.Causes.OrderByDescending(c => costs.SkipLast(2).Max(k => Pct(k, c))).Take(6).Union([Cause.UserCode]).Order();
    experiment.Plot("causes", Figure.Bars($"Beside its own code a request costs {All(costs[0]):0.0} % of its CPU time on bare metal, " +
        $"{All(costs[2]):0.0} % on {able[2]}, {All(costs[^1]):#,0} % on {able[^1]}",
        new Axis("CPU time (% of a request on bare metal)", Max: 20),
        able.Zip(costs, (k, cost) => new Bar(k.Name, All(cost), $"{cost.Exits:0} exits",
            [.. parts.Select(c => new Segment(c.Title(), Pct(cost, c))), new("all else", All(cost) - parts.Sum(c => Pct(cost, c)))])),
        $"By cause, without the program's own code as on bare metal; {host.Cpu.Name}; from counts of events, no random numbers"));
});

record Served(double ResponseMs, double CpuMs);
