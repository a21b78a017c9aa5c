#!/usr/bin/env dotnet
#:project ../../src/CloudSim.Net.Experiments
// How long are the time slices of busy containers on one CPU, and how long does a container that wakes up wait?
// Look for: slices end at a tick, every 4 ms, or when the sleeper wakes up; so on one CPU they hardly become shorter.
// Look for: the sleeper's use against its share: far below it, it hardly waits; near it, it waits as the busy ones do.
// Change: --work-ms 0.5 (use and wait beside 8?); --scheduler eevdf; --set CfsTunables.hz=1000Hz; --cores 16, as question 23
// has: CFS multiplies its sched_latency, 6 ms, by 1 + log2(CPUs), of up to 8 CPUs: why are slices longer then?

var script = new Script("How long are the time slices of busy containers on one CPU, and how long does a container that " +
    "wakes up wait?", runs: 10).WithMachine(cores: 1);
var work = script.Option("--work-ms", "MS", "work of the sleeper each time it wakes up", 2.0, atLeast: 0.01, atMost: 100);
var scheduler = script.SchedulerOption();
return script.Main(args, experiment =>
{
    var kind = experiment.Scheduler(scheduler, experiment.Machine) ?? HostScheduler.Default;
    if (kind == SchedulerKind.Fluid) throw new InputException("--scheduler", null, "fluid sharing has no time slices", "give another one");
    var ms = experiment.Value(work);
    Outcome Share(int busy, StreamScope streams)
    {
        var sim = new Simulation();
        var cpu = HostScheduler.Create(kind, sim, experiment.Machine, streams.Scope("machine"));
        CpuTask Container(string name)
        {
            var group = cpu.CreateGroup(name);
            group.Affinity = CpuSet.Of(0); // all on the first CPU, however many there are
            return cpu.CreateTask(name, group);
        }
        for (var i = 1; i <= busy; i++)
            Container("busy").Demand(CpuTask.Forever);
        var sleeper = Container("sleeper");
        var waitsMs = new List<double>();
        using var recorder = new SwitchRecorder(cpu, task => task.Name);
        while (sim.NowD < 12)
        {
            sim.Run(sim.TimeoutD(streams["sleeper"].Exponential(20e-3))); // it sleeps
            var begin = sim.NowD;
            sim.Run(sleeper.Execute((long)(1e6 * ms)));
            waitsMs.Add(1e3 * (sim.NowD - begin) - ms);
        }
        return new(recorder["busy"].Slices.Moments.Mean / 1e6, sleeper.CpuTime / sim.NowD / 1e7, waitsMs.Average());
    }
    var cells = experiment.Run("slices", Enumerable.Range(1, 8), (trial, busy) => Enumerable.Range(1, 5)
        .Select(i => Share(busy, trial.Streams.Fresh($"machine {i}"))).ToList(),
        until: all => new { WaitMs = all.Average(o => o.WaitMs) }).Repetitions().ByCell();
    var rows = cells.Select(c => new { Busy = c.Cell, SliceMs = c.Estimate(o => o.SliceMs), SleeperSharePercent = 100.0 / (c.Cell + 1),
        SleeperUsePercent = c.Estimate(o => o.UsePercent), WaitMs = c.Estimate(o => o.WaitMs) }).ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    var (few, many) = (rows[1], rows[^1]);
    experiment.Finding($"beside 8 busy containers, with slices of {many.SliceMs} ms, a container that uses {many.SleeperUsePercent} % " +
        $"of its CPU (its share is {many.SleeperSharePercent:0} %) waits {many.WaitMs} ms; beside 2 (33 %) {few.WaitMs} ms");
    experiment.Plot("wait", Figure.Lines($"The sleeper waits {few.WaitMs.Mean:0.00} ms beside 2 busy containers and " +
        $"{many.WaitMs.Mean:0.0} ms beside 8", "Busy containers", new Axis("Time (ms)", Min: 0),
        [new("sleeper's wait, mean", [.. rows.Select(r => new LinePoint(r.Busy, r.WaitMs))]),
            new("slice of a busy container, mean", [.. rows.Select(r => new LinePoint(r.Busy, r.SliceMs))])],
        $"{HostScheduler.KernelOf(kind)}, all on 1 of {experiment.Machine.Topology.Cpus} CPUs; the sleeper works {ms:0.##} ms " +
        $"after 20 ms of sleep on average; {Conditions.Runs(cells[0].Runs.Count)}"));
});
record Outcome(double SliceMs, double UsePercent, double WaitMs);
