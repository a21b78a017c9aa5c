#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does each scheduling class get of one CPU, and how long does it wait?

var script = new Script("What does each scheduling class get of one CPU, and how long does it wait?");
var length = script.Option("--length-ms", "MS", "how much of the schedule is shown", 400.0, atLeast: 1, atMost: 10_000);
var from = script.Option("--from-ms", "MS", "where it begins: the real-time limit ends a time slice near the end of each second", 1_700.0,
    atLeast: 0, atMost: 100_000);
var workMs = script.Option("--work-ms", "MS", "CPU time of each task that sleeps, at each wake-up", 2.0, atLeast: 0.01, atMost: 100);

// FIFO tasks wake now and then, two RR tasks have more work than the limit allows, the fair ones live on what is left.
Task[] set =
[
    new("FIFO 90, periodic", TaskPolicy.Fifo, 90, 0, Spins: false),
    new("RR 10, spinner a", TaskPolicy.RoundRobin, 10, 0, Spins: true),
    new("RR 10, spinner b", TaskPolicy.RoundRobin, 10, 0, Spins: true),
    new("normal, spinner", TaskPolicy.Normal, 0, 0, Spins: true),
    new("normal, periodic", TaskPolicy.Normal, 0, 0, Spins: false),
    new("batch, periodic", TaskPolicy.Batch, 0, 0, Spins: false),
    new("idle, spinner", TaskPolicy.Idle, 0, 0, Spins: true),
];

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs, SchedulerKind.Eevdf);
    var (start, end) = (experiment.Value(from), experiment.Value(from) + experiment.Value(length));
    var duration = (experiment.Quick ? 10 : 60).Seconds;
    var mixes = from scheduler in new[] { "CFS", "EEVDF" }
                from mix in new[] { "all classes", "without real-time spinners" }
                select new Cell(scheduler, mix);

    var results = experiment.Run("classes", mixes, (trial, cell) =>
    {
        var sim = new Simulation();
        CpuScheduler cpu = cell.Scheduler == "CFS" ? new CfsScheduler(sim, 1, parameters) : new EevdfScheduler(sim, 1, parameters);
        var tasks = set.Where(t => cell.Mix == "all classes" || !(t.Spins && t.Priority > 0))
            .ToDictionary(t => cpu.CreateTask(t.Name, null, t.Nice, t.Policy, t.Priority));
        var waits = tasks.Keys.ToDictionary(task => task, _ => new List<double>());
        var slices = new List<Piece>();
        using var recorder = new SwitchRecorder(cpu);
        var woke = tasks.Keys.ToHashSet();
        recorder.SliceEnded = slice =>
        {
            if (slice.EndNs > 1e6 * start && slice.StartNs < 1e6 * end)
                slices.Add(new Piece(slice.Task.Name, slice.StartNs / 1e6, slice.EndNs / 1e6));
            if (woke.Remove(slice.Task) && !tasks[slice.Task].Spins)
                waits[slice.Task].Add(slice.WaitNs / 1e6);
            if (slice.Slept)
                woke.Add(slice.Task);
        };

        IEnumerable<Event> Program(CpuTask task, RandomStream random)
        {
            while (true)
            {
                yield return sim.TimeoutD(random.Uniform(0.5, 1.5) * 0.03);
                yield return task.Execute(experiment.Value(workMs).Milliseconds);
            }
        }

        foreach (var (task, of) in tasks)
            if (of.Spins)
                task.Demand(CpuTask.Forever);
            else
                sim.Process(Program(task, trial.Streams[task.Name]));
        sim.Run(duration);
        return new Outcome([.. tasks.Keys.Select(task => new Part(task.Name, (double)task.CpuTime / duration.Ticks / 100,
            tasks[task].Spins ? null : Quantiles.Of(waits[task]).P50, tasks[task].Spins ? null : Quantiles.Of(waits[task]).P99,
            task.RunDelay / 1e9 / duration.TotalSeconds))], slices);
    }, runs: 1);

    var rows = (from r in results from part in r.Outcome.Parts
        select new Row(r.Cell.Scheduler, r.Cell.Mix, part.Task, part.Share, part.P50Ms, part.P99Ms, part.Waiting)).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Any(r => r.WakeupP99Ms is double.NaN))
        experiment.Note("no p99 of fewer than 100 wake-ups");
    // Each task's row under one scheduler above its row under the other, with its share of the whole run.
    var shown = rows.Where(r => r.Mix == "all classes").ToList();
    double Pct(string scheduler, string task) => 100 * shown.Single(r => r.Scheduler == scheduler && r.Task == task).ShareCpus;
    string RowName(string scheduler, string task) => Pct(scheduler, task) is var share && share < 1
        ? $"{task} ({scheduler}): {share:0.00} %" : $"{task} ({scheduler}): {share:0.0} %";
    string[] schedulers = [.. shown.Select(r => r.Scheduler).Distinct()];
    double RealTime(string scheduler) => 100 * shown.Where(r => r.Scheduler == scheduler
        && set.Any(t => t.Name == r.Task && t.Priority > 0)).Sum(r => r.ShareCpus);
    experiment.Plot("schedule", Figure.Gantt(
        $"Real-time tasks take {string.Join(" and ", schedulers.Select(s => $"{RealTime(s):0.0} %").Distinct())} of the CPU; " +
        string.Join("; ", schedulers.Select(s => $"under {s} a normal spinner has {Pct(s, "normal, spinner"):0.0} %, an idle one " +
            $"{Pct(s, "idle, spinner"):0.00} %")),
        new Axis("Time (ms)", Min: start, Max: end),
        from r in results
        where r.Cell.Mix == "all classes"
        from t in r.Outcome.Slices
        select new Stretch(RowName(r.Cell.Scheduler, t.Task), Class(t.Task), Math.Max(t.StartMs, start), Math.Min(t.EndMs, end)),
        ["SCHED_FIFO", "SCHED_RR", "SCHED_NORMAL", "SCHED_BATCH", "SCHED_IDLE"],
        set.SelectMany(t => schedulers.Select(s => RowName(s, t.Name))),
        $"One CPU; real-time tasks may have 950 ms of each second; periodic tasks work {experiment.Value(workMs):0.##} ms and sleep 30 " +
        $"ms on average; the shares are those of one run of {duration.TotalSeconds:0} s; an empty row did not run in the " +
        "part that is shown"));

    string Class(string task) => set.First(t => t.Name == task).Policy switch
    {
        TaskPolicy.Fifo => "SCHED_FIFO", TaskPolicy.RoundRobin => "SCHED_RR", TaskPolicy.Batch => "SCHED_BATCH",
        TaskPolicy.Idle => "SCHED_IDLE", _ => "SCHED_NORMAL",
    };
});

record Task(string Name, TaskPolicy Policy, int Priority, int Nice, bool Spins);

record Cell(string Scheduler, string Mix);

record Piece(string Task, double StartMs, double EndMs);

record Part(string Task, double Share, double? P50Ms, double? P99Ms, double Waiting);

record Outcome(List<Part> Parts, List<Piece> Slices);

record Row(string Scheduler, string Mix, string Task, double ShareCpus, double? WakeupP50Ms, double? WakeupP99Ms, double WaitingShare);
