#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Does a service recover from a short pause when its clients ask again?

var script = new Script("Does a service recover from a short pause when its clients ask again?", runs: 10);
var loadOption = script.Option("--load", "PCT", "offered load, percent of what the service can do", 70.0, atLeast: 1, atMost: 95);
var pauseOption = script.Option("--pause", "S", "how long its guest is frozen, in seconds", 2.0, atLeast: 0.1, atMost: 20);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Cfs);
    const int Cpus = 4, Begin = 5;
    var (work, timeout) = (10.Milliseconds, 200.Milliseconds);
    var (load, pause) = (experiment.Value(loadOption) / 100, experiment.Value(pauseOption));
    var length = Begin + (int)Math.Ceiling(pause) + (experiment.Quick ? 12 : 50);
    var offered = load * Cpus / work.TotalSeconds;
    var (retries, shedding) = (new RetryPolicy(3, 50.Milliseconds), new ControlledDelay(5.Milliseconds, 100.Milliseconds));
    Policy[] policies =
    [
        new("no retries", null, null),
        new("3 retries", retries, null),
        new("3 retries, budget 10 %", retries with { Budget = new(0.1, 20) }, null),
        new("3 retries, load shedding", retries, shedding),
        new("3 retries, budget and shedding", retries with { Budget = new(0.1, 20) }, shedding),
    ];
    var cells = experiment.Run("storm", policies, (trial, policy) =>
    {
        var sim = new Simulation();
        var machine = HostModel.RackServer(trial.Parameters) with { Topology = CpuTopology.Uniform(Cpus) };
        var (host, platform) = (new Host(sim, machine, trial.Streams), RuncContainer.Of(trial.Parameters));
        if (!host.TryAdmit(platform, GuestSizes.For(platform), out var guest, out var boundBy))
            throw new InvalidOperationException(boundBy);
        sim.Run(guest!.Start());
        // The service does not notice who has gone: it works for nobody. Its accept queue holds 4,096 requests.
        var service = new Service(guest, new()
        {
            Work = new WorkProfile { Name = "request", User = Cycles.Of(work, machine.Cpu.Clock) }, Factor = Law.Exponential(1),
            Workers = Cpus, Backlog = 4_096, Shedding = policy.Shedding,
        });
        var (start, good) = (sim.Now, new double[length]);
        var clients = Clients.Open(sim, service, RateCurve.Constant(offered), trial.Streams.Scope("clients"),
            new() { Timeout = timeout, Retries = policy.Retries });
        clients.Responded = response =>
        {
            if (response.IsOk && (int)(sim.Now - start).TotalSeconds is var second && second < length)
                good[second]++;
        };
        service.Observe(TimeSpan.Zero, length.Seconds); // the area identity holds, or the run fails
        sim.Run(Begin.Seconds);
        guest.Group.Frozen = true;
        sim.Run(pause.Seconds);
        guest.Group.Frozen = false;
        sim.Run((length - Begin - pause).Seconds);
        return new Outcome([.. good], (double)clients.Tries / clients.Requests);
    }, until: o => new { o.Before }).ByCell();

    var over = Begin + (int)Math.Ceiling(pause);
    var rows = cells.Select(c => new Row(c.Cell.Name, c.Estimate(o => o.Before), c.Estimate(o => o.After),
        c.Estimate(o => 100 * o.After / o.Before), c.Estimate(o => o.Recovered(over)), c.Estimate(o => o.TriesPerRequest))).ToList();
    experiment.Csv(rows);
    experiment.Csv("time", from cell in cells
                           from second in Enumerable.Range(0, length)
                           select new { cell.Cell.Name, TimeS = second, GoodputPerS = cell.Estimate(o => o.Good[second]) });
    experiment.Table(rows);
    experiment.Note($"recovered_s: after the pause, until no second has less than 80 % of the goodput before it; {length - over} s where " +
        "the run ends first");
    Row Of(string name) => rows.Single(r => r.Policy == name);
    var (storm, budget, shed) = (Of("3 retries"), Of("3 retries, budget 10 %"), Of("3 retries, load shedding"));
    experiment.Finding($"{length - over} s after a pause of {pause:0.#} s clients with 3 retries get {storm.AfterPct} % of the goodput " +
        $"before it; with a budget of 10 % they are back after {budget.RecoveredS} s ({budget.AfterPct} %), with load shedding after " +
        $"{shed.RecoveredS} s ({shed.AfterPct} %), without retries after {Of("no retries").RecoveredS} s");
    experiment.Plot("goodput", Figure.Lines(
        $"After a pause of {pause:0.#} s, 3 retries keep the goodput at {storm.AfterPct.Mean:0} % of what it was; with a budget of 10 % " +
        $"it is {budget.AfterPct.Mean:0} %, with load shedding {shed.AfterPct.Mean:0} %",
        new Axis("Time (s)"), new Axis("Requests answered in time (1/s)", Min: 0),
        cells.Select(c => new Line(c.Cell.Name, [.. Enumerable.Range(0, length).Select(i =>
            new LinePoint(i + 0.5, c.Estimate(o => o.Good[i])))])),
        $"A container with {Cpus} workers on {Cpus} CPUs, {work.TotalMilliseconds:0} ms a request (exponential), {offered:0} requests/s, " +
        $"time-out {timeout.TotalMilliseconds:0} ms; frozen at {Begin} s; {cells[0].Runs.Count} runs, 95 % intervals"));
});

record Policy(string Name, RetryPolicy? Retries, ControlledDelay? Shedding);

/// <summary>Requests answered in time in each second of one run.</summary>
record Outcome(List<double> Good, double TriesPerRequest)
{
    public double Before => Good.Skip(1).Take(4).Average();

    public double After => Good.TakeLast(5).Average();

    public double Recovered(int over) => Good.FindLastIndex(good => good < 0.8 * Before) is var last && last < over ? 0 : last + 1 - over;
}

record Row(string Policy, Estimate BeforePerS, Estimate AfterPerS, Estimate AfterPct, Estimate RecoveredS, Estimate TriesPerRequest);
