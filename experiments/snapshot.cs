#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Cold boot, a guest that waits, or a restore from a snapshot: what does a function's first answer take?

const int PoolSize = 16;

var script = new Script("Cold boot, a guest that waits, or a restore from a snapshot: what does a function's first answer take?", runs: 5);
script.WithMachine(nameof(HostModel.M5dMetal)).WithGuestMemory();
var set = script.Option("--working-set-mib", "N", "memory that the function touches before it answers", (double?)null,
    atLeast: 0.1, atMost: 1024);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var (host, workingSet) = (experiment.Machine, experiment.Value(set)?.MiB ?? Snapshot.HelloWorld(parameters));
    var microVm = Firecracker.Of(parameters) with { Boot = [.. Firecracker.Of(parameters).Boot, Snapshot.Answer(parameters)] };
    Start[] starts =
    [
        new("cold boot", microVm, false), new($"pool of {PoolSize}", microVm, true),
        new("restore, memory cached", Snapshot.Cached(parameters, microVm, workingSet), false),
        new("restore, memory on disk", Snapshot.OnDisk(parameters, microVm, workingSet), false),
        new("restore, working set prefetched", Snapshot.Prefetched(parameters, microVm, workingSet), false),
    ];
    var kind = experiment.Scheduler(scheduler, host);
    int[] rates = experiment.Quick ? [1, 100] : [1, 2, 5, 10, 20, 50, 100, 150, 200, 250];
    var spec = experiment.Guest(microVm, new GuestSpec(2.GiB, Bytes.Zero, Interfaces: 0, HasCgroup: false));

    // The pool is full at first: the first fifth is not measured.
    var requests = experiment.Quick ? 75 : 400;
    var results = experiment.Run("start", from start in starts from rate in rates select new Cell(start, rate), (trial, cell) =>
    {
        var sim = new Simulation();
        var machine = new Host(sim, host, trial.Streams, kind);
        sim.Run(Admit(machine, cell.Start.Platform, spec).Start()); // files are in the page cache from now on
        machine.Guests[0].Stop();
        var pool = cell.Start.IsPool ? new GuestPool(machine, cell.Start.Platform, spec, PoolSize) : null;
        sim.Run(5.Seconds);
        var times = new double[requests];
        var done = sim.Process(Arrivals());
        sim.Run(done);
        return new Outcome([.. times.Skip(requests / 5)]);

        IEnumerable<Event> Arrivals()
        {
            var begun = new List<Process>();
            for (var i = 0; i < requests; i++)
            {
                yield return sim.Timeout(trial.Streams["requests"].Exponential(1.0 / cell.Rate).Seconds);
                begun.Add(sim.Process(Request(i)));
            }
            foreach (var request in begun.Where(r => r.IsAlive))
                yield return request;
        }

        IEnumerable<Event> Request(int i)
        {
            var asked = sim.Now;
            if (pool is null)
            {
                var guest = Admit(machine, cell.Start.Platform, spec);
                yield return guest.Start();
                times[i] = (sim.Now - asked).TotalMilliseconds;
                yield return guest.Shutdown();
                yield break;
            }
            var taken = pool.Take();
            yield return taken;
            var waited = (Guest)taken.Value;
            yield return waited.Cpu.Execute(4.0.Milliseconds);
            times[i] = (sim.Now - asked).TotalMilliseconds;
            yield return waited.Shutdown();
        }
    }, until: o => new { o.MeanMs }).ByCell();

    // Run by run against a cold boot at the same rate. Where the second half of the requests waits longer than the first, or most are
    // still open when the last one comes, there is no steady state: the more requests come, the longer the times.
    var rows = (from r in results
                let cold = results.Single(c => c.Cell.Start == starts[0] && c.Cell.Rate == r.Cell.Rate)
                let median = r.Quantile(0.5, o => o.Ms)
                let halves = Ratio.Of([.. r.Outcomes.Select(o => o.SecondHalfMs)], [.. r.Outcomes.Select(o => o.FirstHalfMs)])
                select new Row(r.Cell.Start.Name, r.Cell.Rate, median, r.Quantile(0.99, o => o.Ms), cold.Ratio(r, o => o.MeanMs), halves,
                    !(halves.Ci95Low > 1.1) && median.Value < 1e3 * requests / r.Cell.Rate / 2)).ToList();
    experiment.Csv(rows);
    experiment.Table(rows.Select(r => new { r.Start, r.RequestsPerSecond, r.P50Ms, r.P99Ms, r.TimesAsFastAsColdBoot, r.IsSteady }));
    if (rows.Any(r => double.IsNaN(r.P99Ms.Value)))
        experiment.Note("no p99 of fewer than 100 requests");
    foreach (var start in rows.Where(r => !r.IsSteady).GroupBy(r => r.Start))
        experiment.Note($"{start.Key}: no steady state at {string.Join(", ", start.Select(r => r.RequestsPerSecond))} requests per " +
            "second: times grow as long as requests come");
    experiment.Plot("start", Figure.Lines($"Fastest start at {Fastest(rates[0])}; at {Fastest(rates[^1])}",
        new Axis("Requests for a new guest per second", Log: true), new Axis("Median time to the first answer (ms)", Log: true),
        from r in rows
        group r by r.IsSteady ? r.Start : $"{r.Start}, no steady state" into line
        select new Line(line.Key, [.. line.Select(r => new LinePoint(r.RequestsPerSecond, r.P50Ms.Estimate))]),
        Conditions.Of(host, $"Firecracker guest of {spec.ConfiguredMemory} without network",
            $"{workingSet.MiB:0.#} MiB touched before the answer", "requests at random (Poisson)",
            $"{requests - requests / 5} requests per run after {requests / 5}", Conditions.Runs(results[0].Outcomes.Count))));

    // Who answers first at a rate, and how a cold boot compares.
    string Fastest(int rate)
    {
        var at = rows.Where(r => r.RequestsPerSecond == rate).ToList();
        var (best, cold) = (at.MinBy(r => r.P50Ms.Value)!, at.Single(r => r.Start == starts[0].Name));
        return $"{rate} per second: {best.Start}, {best.P50Ms.Value:#,0.0} ms" +
            (best == cold ? "" : $" ({cold.Start} {cold.P50Ms.Value:#,0.0} ms)");
    }
});

static Guest Admit(Host host, Platform platform, GuestSpec spec) => host.TryAdmit(platform, spec, out var guest, out var boundBy) ? guest!
    : throw new InputException(platform.Name, null, $"does not fit: {boundBy}", "give the machine more memory, or the guest less");

record Start(string Name, Platform Platform, bool IsPool);

record Cell(Start Start, int Rate);

record Row(
    string Start, int RequestsPerSecond, Quantile P50Ms, Quantile P99Ms, Ratio TimesAsFastAsColdBoot, Ratio SecondHalfTimesFirst,
    bool IsSteady);

/// <summary>Request to answer, in order of the requests.</summary>
record Outcome(List<double> Ms)
{
    public double MeanMs => Ms.Average();

    public double FirstHalfMs => Ms.Take(Ms.Count / 2).Average();

    public double SecondHalfMs => Ms.Skip(Ms.Count / 2).Average();
}
