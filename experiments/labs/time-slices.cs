#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// How long are the time slices of busy containers on one CPU, and how long does a container that wakes up wait beside them?
// Look for: slices end at a tick of 4 ms, or when the sleeper wakes up; who uses less than its share hardly waits; shares by weight.
// Look for: wait_ms with --scheduler eevdf, slice_ms with --set CfsTunables.hz=1000Hz, the shares with --weight 1000. Try --work-ms 1.

var script = new Script("How long are the time slices of busy containers on one CPU, and how long does a container that wakes up wait " +
    "beside them?", runs: 10).WithMachine(cores: 1);
var work = script.Option("--work-ms", "MS", "work that wakes the sleeper up, every 20 ms on average", 1.5, atLeast: 0.01, atMost: 100);
var weight = script.Option("--weight", "N", "cpu.weight of container 1; the others have 100", 200, atLeast: 1, atMost: 10_000);
var scheduler = script.SchedulerOption();
return script.Main(args, experiment =>
{
    var (kind, of) = (experiment.Scheduler(scheduler, experiment.Machine) ?? HostScheduler.Default, experiment.Value(weight));
    if (kind == SchedulerKind.Fluid) throw new InputException("--scheduler", null, "fluid sharing has no time slices", "give another one");
    var cells = experiment.Run("slices", Enumerable.Range(1, 8), (trial, busy) =>
    {
        var (sim, random, slices) = (new Simulation(), trial.Streams["sleeper"], new List<Slice>());
        var cpu = HostScheduler.Create(kind, sim, experiment.Machine, trial.Streams.Fresh("machine"));
        CpuTask Container(string name, int weight)
        {
            var group = cpu.CreateGroup(name);
            group.Weight = weight;
            return cpu.CreateTask(name, group);
        }
        var containers = Enumerable.Range(1, busy).Select(i => Container($"container {i}", i == 1 ? of : 100)).ToList();
        using var recorder = new SwitchRecorder(cpu)
            { SliceEnded = s => slices.Add(new(s.Task.Name, s.StartNs / 1e6, s.EndNs / 1e6, s.WaitNs / 1e6)) };
        containers.ForEach(c => c.Demand(CpuTask.Forever));
        IEnumerable<Event> Program(CpuTask sleeper)
        {
            for (; ; sleeper.Demand((long)(1e6 * experiment.Value(work))))
                yield return sim.TimeoutD(random.Exponential(20e-3));
        }
        sim.Process(Program(Container("sleeper", 100)));
        sim.Run((experiment.Quick ? 10 : 60).Seconds);
        var mine = slices.ToLookup(s => s.Name == "sleeper");
        return new Outcome([.. mine[true].Select(s => s.WaitMs)], mine[false].Average(s => s.EndMs - s.StartMs),
            100.0 * containers[0].CpuTime / containers.Sum(c => c.CpuTime), [.. slices.Where(s => s.StartMs < 100)]);
    }, until: o => new { MeanMs = o.WaitsMs.Average() }).ByCell();
    var rows = cells.Select(r => new { Busy = r.Cell, SliceMs = r.Estimate(o => o.SliceMs), WaitMs = r.Estimate(o => o.WaitsMs.Average()),
        WaitP99Ms = r.Quantile(0.99, o => o.WaitsMs), Container1Percent = r.Estimate(o => o.Percent) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (slice, wait, runs) = (rows[^1].SliceMs, rows[^1].WaitMs, Conditions.Runs(cells[0].Runs.Count));
    experiment.Finding($"beside 8 busy containers, whose slices last {slice} ms, a container that wakes up waits {wait} ms on average");
    var load = $"weights {of} of container 1, else 100; the sleeper wakes up for {experiment.Value(work):0.##} ms every 20 ms on average";
    experiment.Plot("wait", Figure.Lines($"Beside 8 busy containers, whose slices last {slice.Mean:0.0} ms, the sleeper waits " +
        $"{wait.Mean:0.0} ms on average", "Busy containers", new Axis("Time (ms)", Min: 0),
        [new("sleeper's wait, mean", [.. rows.Select(r => new LinePoint(r.Busy, r.WaitMs))]),
            new("slice of a busy container, mean", [.. rows.Select(r => new LinePoint(r.Busy, r.SliceMs))])],
        $"{HostScheduler.KernelOf(kind)}, one CPU; {load}; {runs}"));
    var first = cells[2].Outcomes[0].First.Select(s => new Stretch(s.Name, s.Name, s.StartMs, Math.Min(s.EndMs, 100)));
    experiment.Plot("gantt", Figure.Gantt($"Of 3 busy containers the one of weight {of} gets {rows[2].Container1Percent.Mean:0.0} % of " +
        "their time", new("Time (ms)", Min: 0, Max: 100), first, subtitle: $"{HostScheduler.KernelOf(kind)}, one CPU; " +
        $"{load}; first 100 ms of one run", rows: ["container 1", "container 2", "container 3", "sleeper"]));
});
record Slice(string Name, double StartMs, double EndMs, double WaitMs);
record Outcome(List<double> WaitsMs, double SliceMs, double Percent, List<Slice> First);
