#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// What does a request cost from emulation to hardware assist, and where do the cycles go?
// Look for: how far emulation is from all others; the longest cause of each technique, and which technique avoids it.
// Change: --rate 10 (who has a queue now?); --host PowerEdge2650, a CPU without hardware assist (who is left?);
// --set WebApplication.user_cycles=100000cycles (which technique loses most by it?)

var script = new Script("What does a request cost from emulation to hardware assist, and where do the cycles go?", runs: 10).WithMachine();
var rate = script.Option("--rate", "N", "requests per second", 1, atLeast: 1, atMost: 100);

return script.Main(args, experiment =>
{
    var (p, host, seconds) = (experiment.Parameters, experiment.Machine, experiment.Quick ? 200 : 500);
    Platform[] known =
        [Interpreter.Of(p), QemuTcg.Of(p), VmwareEsx.Of(p), XenPv.Of(p), QemuKvm.Of(p), RuncContainer.Of(p), BareMetal.Of(p)];
    var able = known.Where(k => k.Incompatibility(host.Cpu) is null).ToList();
    var served = experiment.Run("requests", able, (trial, platform) =>
    {
        var (sim, application, times) = (new Simulation(), WebApplication.Of(trial.Parameters), new List<double>());
        var machine = Host.For(platform, sim, trial.Machine, trial.Streams);
        if (!machine.TryAdmit(platform, trial.Guest(platform, application), out var guest, out var boundBy))
            throw new InputException("--memory", null, $"{platform} does not fit: {boundBy}", "give more");
        sim.Run(guest!.Start());
        var (booted, arrivals) = (guest.CpuTime, RateCurve.Constant(experiment.Value(rate)));
        var service = new RequestService(guest, application, arrivals, time => times.Add(time.TotalMilliseconds));
        sim.Run(TimeSpan.FromSeconds(seconds));
        return new Served(times.Average(), (guest.CpuTime - booted).TotalMilliseconds / service.Completed);
    }, until: o => new { o.CpuMs }).ByCell();
    var native = served[^1].Outcomes; // bare metal, which met the same requests
    Estimate MorePct(CellResults<Platform, Served> c) => Ratio.Of([.. c.Outcomes.Zip(native, (o, b) => 100 * (o.CpuMs - b.CpuMs))],
        [.. native.Select(b => b.CpuMs)]).Estimate;
    var rows = served.Select(c => new { Platform = c.Cell.Name, c.Cell.Family, ResponseMs = c.Estimate(o => o.ResponseMs),
        CpuMs = c.Estimate(o => o.CpuMs), MoreCpuPct = MorePct(c) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var guests = served.Where(c => c.Cell.Kernel is not null).ToList(); // with a kernel of their own
    experiment.Finding("a request takes more CPU time than on bare metal: " +
        string.Join(", ", guests.Select(c => $"{MorePct(c)} % on {c.Cell}")));
    var newest = guests[^1];
    experiment.Plot("more", Figure.Dots($"A request takes {MorePct(newest).Mean:0.0} % more CPU time on {newest.Cell} than on bare " +
        $"metal, {MorePct(guests[0]).Mean:#,0} % more on {guests[0].Cell}",
        new Axis("CPU time of a request, more than on bare metal (%)", Log: true),
        served.SkipLast(1).Select(c => new Dot(c.Cell.Name, "", MorePct(c))), subtitle: Conditions.Of(host, "one guest",
            $"random arrivals, {experiment.Value(rate)} per second, for {seconds} s", Conditions.Runs(native.Count))));

    // In emulation it is the program's own code that is slow. Of the others: all that a request needs beside that code.
    var direct = able.Where(k => k.Cpu.Routes != Virtualizer.Emulation).ToList();
    CycleCost Cost(Platform k) => k.Cost(WebApplication.Of(p).Request, host);
    double Pct(Platform k, params IEnumerable<Cause> causes) => 100 * causes.Sum(c => Cost(k)[c].Count) / Cost(direct[^1]).Total.Count;
    var causes = CycleCost.Causes.Where(c => c != Cause.UserCode).ToList();
    var large = causes.OrderByDescending(c => direct.Max(k => Pct(k, c))).Take(6).Order().ToList();
    experiment.Plot("causes", Figure.Bars($"Of a request's CPU time on bare metal {Pct(direct[^1], causes):0.0} % is not for its " +
        $"program's own code; on {newest.Cell} that part is {Pct(newest.Cell, causes):0.0} %", "CPU time (% of a request on bare metal)",
        direct.Select(k => new Bar(k.Name, Pct(k, causes), Cost(k).Exits > 0 ? $"{Cost(k).Exits:0} times into the hypervisor" : null,
            [.. large.Select(c => new Segment(c.Title(), Pct(k, c))), new("all else", Pct(k, causes.Except(large)))])),
        $"Without the program's own code, and without emulation; {host.Cpu.Name}; from counts of events, no random numbers"));
});

record Served(double ResponseMs, double CpuMs);
