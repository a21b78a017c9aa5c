#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How far is fluid sharing from time slices, and when may it stand in for them?

var script = new Script("How far is fluid sharing of the CPUs from time slices, in response times and shares?", runs: 5);
var cpus = script.Option("--cpus", "N", "CPUs of the host", 8, atLeast: 1, atMost: 256);
var guests = script.Option("--guests", "N", "guests that serve requests, one thread each", 64, atLeast: 1, atMost: 10_000);
var work = script.Option("--work-ms", "MS", "mean CPU time of a request (exponential)", 10.0, atLeast: 0.1, atMost: 10_000);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs, SchedulerKind.Fluid);
    var (cores, threads, mean) = (experiment.Value(cpus), experiment.Value(guests), experiment.Value(work));
    var services = from load in new[] { 0.3, 0.5, 0.7, 0.8, 0.9, 0.95 }
                   from limit in new double?[] { null, 0.5 }
                   select new Service(limit is null ? "guests without a limit" : "guests of half a CPU at most", load, limit);
    Batch[] batches =
    [
        new("weights 1:2:4:8", [100, 200, 400, 800], [null, null, null, null]),
        new("weights 1:100", [100, 10_000], [null, null]),
        new("limits of 0.5 and 1.5 CPU", [100, 100, 100], [0.5, 1.5, null]),
        new("a limit of 1.5 CPU, weights 4:1", [400, 100], [1.5, null]),
    ];
    var duration = (experiment.Quick ? 5 : 60).Seconds;

    var responses = experiment.Run("service", services, (trial, cell) =>
        new Pair<Times>(Serve(cell, SchedulerKind.Cfs, trial), Serve(cell, SchedulerKind.Fluid, trial)),
        until: o => new { SlicesMs = o.Slices.MeanMs, FluidMs = o.Fluid.MeanMs }).ByCell();
    var shares = experiment.Run("batch", batches, (_, cell) =>
        new Pair<List<double>>(Share(cell, SchedulerKind.Cfs), Share(cell, SchedulerKind.Fluid)), runs: 1).ByCell();

    // The error is that of the means over all runs: the same requests were served under both models.
    Row Compare(string workload, double? load, string measure, IEnumerable<Pair<double>> outcomes, int unanswered)
    {
        var list = outcomes.ToList();
        var ratio = Ratio.Of([.. list.Select(o => o.Fluid)], [.. list.Select(o => o.Slices)]);
        return new(workload, load, measure, Estimate.Of(list.Select(o => o.Slices)), Estimate.Of(list.Select(o => o.Fluid)), ratio,
            new Estimate(100 * (ratio.Value - 1), 100 * (ratio.Ci95Low - 1), 100 * (ratio.Ci95High - 1), ratio.Pairs), unanswered);
    }

    Row[] rows =
    [
        .. from r in responses
           from measure in new (string Name, Func<Times, double> Of)[] { ("mean response (ms)", t => t.MeanMs),
               ("p99 response (ms)", t => t.P99Ms), ("CPUs used", t => t.Cpus) }
           select Compare(r.Cell.Name, r.Cell.Load, measure.Name,
               r.Outcomes.Select(o => new Pair<double>(measure.Of(o.Slices), measure.Of(o.Fluid))),
               r.Outcomes.Sum(o => o.Slices.Unanswered + o.Fluid.Unanswered)),
        .. from r in shares
           from i in Enumerable.Range(0, r.Cell.Weights.Length)
           select Compare(r.Cell.Name, null, $"CPUs of group {i + 1}",
               r.Outcomes.Select(o => new Pair<double>(o.Slices[i], o.Fluid[i])), 0),
    ];

    experiment.Csv(rows);
    experiment.Table(rows);
    if (responses.Sum(r => r.Outcomes.Sum(o => o.Slices.Unanswered + o.Fluid.Unanswered)) is > 0 and var open)
        experiment.Note($"{open} requests without an answer count with the time that they had waited");
    var served = rows.Where(r => r.Load is not null && r.Measure != "CPUs used").ToList();
    var worst = served.GroupBy(r => r.Workload).Select(g => g.MaxBy(r => Math.Abs(r.ErrorPct.Mean))!)
        .Select(r => $"{Math.Abs(r.ErrorPct.Mean):0.#} % for {r.Workload} ({Short(r.Measure)} at a load of {100 * r.Load:0} %)");
    experiment.Plot("responses", Figure.Lines(
        $"Response times of fluid sharing are off by at most {string.Join(", ", worst)}",
        new Axis("Load of the host (%)"), new Axis("Error of fluid sharing (%), 0 is as time slices"),
        served.GroupBy(r => (r.Workload, r.Measure)).Select(line => new Line($"{Short(line.Key.Measure)}, {line.Key.Workload}",
            [.. line.Select(r => new LinePoint(100 * r.Load!.Value, r.ErrorPct))])),
        $"Against CFS, {cores} CPUs; {threads} guests of one thread, requests of {mean:0.#} ms of CPU time on average, random arrivals; " +
        $"{responses[0].Runs.Count} runs of {duration.TotalSeconds:0} s, 95 % intervals"));
    var groups = rows.Where(r => r.Load is null).ToList();
    var furthest = groups.MaxBy(r => Math.Abs(r.ErrorPct.Mean))!;
    experiment.Plot("shares", Figure.Dots(
        $"Fluid sharing gives no group a share more than {Math.Abs(furthest.ErrorPct.Mean):0.0#} % off that of time slices " +
        $"({furthest.Workload}, {furthest.Measure.Replace("CPUs of ", "")})",
        new Axis("Error of fluid sharing (% of the group's share)"),
        groups.Select(r => new Dot($"{r.Workload}: {r.Measure.Replace("CPUs of ", "")}", "", Math.Round(r.ErrorPct.Mean, 3))),
        subtitle: $"Against CFS, {cores} CPUs; groups of {2 * cores} threads that never sleep; one run of {duration.TotalSeconds:0} s, " +
        "nothing in it is random"));

    static string Short(string measure) => measure.Replace(" response (ms)", "");

    CpuScheduler Cpu(Simulation sim, SchedulerKind kind) =>
        kind == SchedulerKind.Fluid ? new FluidScheduler(sim, cores) : new CfsScheduler(sim, cores, parameters);

    // Each guest is a thread that serves its own requests one after the other; arrivals and work are the same for both models.
    Times Serve(Service cell, SchedulerKind kind, Trial trial)
    {
        var sim = new Simulation();
        var cpu = Cpu(sim, kind);
        var streams = new RandomStreams(trial.Seed, trial.Run);
        var gap = threads * mean / (cell.Load * cores);
        var window = new ResponseWindow(sim, duration / 10, duration);
        for (var i = 0; i < threads; i++)
        {
            var group = cpu.CreateGroup($"guest {i}");
            if (cell.Limit is { } limit)
                group.SetBandwidth((100 * limit).Milliseconds, 100.Milliseconds);
            sim.Process(Arrivals(cpu.CreateTask("server", group), streams[$"guest {i}"]));
        }

        sim.Run(duration / 10);
        var before = cpu.BusyTime;
        sim.Run(duration);
        var busy = (cpu.BusyTime - before) / duration;
        var times = window.Finish(duration);
        return new(times.Average(), Quantiles.Of(times).P99, busy, window.Unanswered);

        IEnumerable<Event> Arrivals(CpuTask server, RandomStream draws)
        {
            while (true)
            {
                yield return sim.Timeout(draws.Exponential(gap).Milliseconds);
                var request = window.Arrive();
                server.Execute((long)(1e6 * draws.Exponential(mean))).AddCallback(_ => window.Answer(request));
            }
        }
    }

    List<double> Share(Batch cell, SchedulerKind kind)
    {
        var sim = new Simulation();
        var cpu = Cpu(sim, kind);
        var groups = cell.Weights.Select((weight, i) =>
        {
            var group = cpu.CreateGroup($"group {i + 1}");
            group.Weight = weight;
            if (cell.Limits[i] is { } limit)
                group.SetBandwidth((100 * limit).Milliseconds, 100.Milliseconds);
            for (var t = 0; t < 2 * cores; t++)
                cpu.CreateTask($"thread {t}", group).Demand(CpuTask.Forever);
            return group;
        }).ToList();
        sim.Run(duration);
        return [.. groups.Select(g => g.Stat.Usage / duration)];
    }
});

/// <summary>Guests that serve requests.</summary>
record Service(string Name, double Load, double? Limit);

/// <summary>Groups of threads that never sleep.</summary>
record Batch(string Name, int[] Weights, double?[] Limits);

record Times(double MeanMs, double P99Ms, double Cpus, int Unanswered);

/// <summary>The same under either model.</summary>
record Pair<T>(T Slices, T Fluid);

record Row(string Workload, double? Load, string Measure, Estimate Slices, Estimate Fluid, Ratio FluidToSlices,
    Estimate ErrorPct, int Unanswered);
