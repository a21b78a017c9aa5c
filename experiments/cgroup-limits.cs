#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does a neighbour of a greedy container notice, without limits and with the limit of each controller?

var script = new Script("What does a neighbour of a greedy container notice, without limits and with the limit of each controller?",
    runs: 3);
script.WithMachine();
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    var kind = experiment.Scheduler(scheduler, experiment.Machine);
    var length = (experiment.Quick ? 4 : 30).Seconds;
    Cell[] grid =
    [
        .. from threads in new[] { 1, 16 }
           from one in new Cell[]
           {
               new("none", "alone", threads), new("cpu", "64 spinners", threads), new("cpu", "64 spinners, cpu.weight 10", threads),
               new("cpu", "64 spinners, cpu.max 4 CPUs", threads), new("pids", "fork bomb in a shell, pids.max 50", threads),
               new("pids", "fork bomb in C, pids.max 50", threads), new("pids", "fork bomb in C, pids.max 10", threads),
           }
           select one,
        new("memory", "leak, no limit", 1), new("memory", "leak, memory.max 8 GiB", 1), new("memory", "leak, memory.high 8 GiB", 1),
        new("io", "64 readers, no limit", 1), new("io", "64 readers, io.weight 10", 1), new("io", "64 readers, io.max 200 MB/s", 1),
    ];
    var cells = experiment.Run("limits", grid, (trial, cell) =>
    {
        var sim = new Simulation();
        var host = new Host(sim, experiment.Machine, trial.Streams, kind);
        var machine = host.Kernel;
        var (neighbour, greedy) = (machine.Root.Create("neighbour"), machine.Root.Create("greedy"));
        KernelProcess Fork(Cgroup group, string name) =>
            machine.Processes.Fork(machine.Processes.Init, name, NamespaceKinds.Container, out var process, group) == KernelError.None
            ? process! : throw new InvalidOperationException("no process");
        var (server, first) = (Fork(neighbour, "server"), Fork(greedy, "greedy"));
        neighbour.Memory.Touch(server, 40.GiB); // most of the machine's memory: without limits it is what the machine would end
        // The neighbour was there first; what is measured begins when the greedy one has been there for 2 s.
        var window = new ResponseWindow(sim, 4.Seconds, length);
        var threads = Enumerable.Range(0, cell.Threads).Select(i => host.Scheduler.CreateTask($"server {i}", neighbour.Cpu)).ToList();
        var arrivals = trial.Streams["arrivals"];
        sim.Process(Arrivals());
        sim.Run(2.Seconds);
        switch (cell.Controller)
        {
            case "cpu":
                if (cell.Case.Contains("weight"))
                    greedy.Write("cpu.weight", "10");
                if (cell.Case.Contains("max"))
                    greedy.Write("cpu.max", "400000 100000");
                for (var i = 0; i < 64; i++)
                    host.Scheduler.CreateTask($"spinner {i}", greedy.Cpu).Demand(CpuTask.Forever);
                break;
            case "pids":
                greedy.Write("pids.max", cell.Case.Split(' ')[^1]);
                ForkBomb.Start(machine, first, shell: cell.Case.Contains("shell"));
                break;
            case "memory":
                if (cell.Case.Contains("limit") is false)
                    greedy.Write(cell.Case.Contains("high") ? "memory.high" : "memory.max", "8G");
                sim.Process(Leak());
                break;
            case "io":
                if (cell.Case.Contains("weight"))
                    greedy.Write("io.weight", "10");
                if (cell.Case.Contains("max"))
                    greedy.Write("io.max", "rbps=200000000");
                for (var i = 0; i < 64; i++)
                    sim.Process(Reader());
                break;
        }
        sim.Run(2.Seconds);
        var (used, read) = (greedy.Cpu.Stat.Usage, greedy.Io.Stat.ReadBytes);
        sim.Run(length);
        var events = greedy.Pids.Failures + greedy.Memory.LocalEvents["oom_kill"] + neighbour.Memory.LocalEvents["oom_kill"];
        var (cpus, readMib) = ((greedy.Cpu.Stat.Usage - used) / length, (greedy.Io.Stat.ReadBytes - read).MiB / length.TotalSeconds);
        // Of an ended neighbour, and of one that has next to nothing, no answer comes: what has waited so long counts as that long.
        return new Outcome(window.Finish(server.IsAlive ? length : TimeSpan.Zero), window.Unanswered, server.IsAlive ? 1 : 0, cpus,
            greedy.Memory.Peak.GiB, readMib, events);

        // A request: a read of 16 KiB, and 2 ms of CPU by one of the threads; a tenth of a CPU for each thread.
        IEnumerable<Event> Arrivals()
        {
            for (var i = 0; ; i++)
            {
                yield return sim.TimeoutD(arrivals.Exponential(0.02 / cell.Threads));
                sim.Process(Request(threads[i % threads.Count]));
            }
        }

        IEnumerable<Event> Request(CpuTask thread)
        {
            var request = window.Arrive();
            if (!server.IsAlive)
                yield break;
            yield return machine.Io.Submit(neighbour, 16.KiB);
            yield return thread.Execute(2.Milliseconds);
            if (server.IsAlive)
                window.Answer(request);
        }

        IEnumerable<Event> Leak()
        {
            var leaking = first;
            while (true)
            {
                var charge = greedy.Memory.Touch(leaking, 64.MiB);
                yield return sim.Timeout(10.Milliseconds + charge.Delay);
                if (!leaking.IsAlive)
                    leaking = Fork(greedy, "restarted");
            }
        }

        IEnumerable<Event> Reader()
        {
            while (true)
                yield return machine.Io.Submit(greedy, 128.KiB);
        }
    }, until: o => new { o.P50Ms }).ByCell();

    var alone = cells.Where(c => c.Cell.Controller == "none").ToDictionary(c => c.Cell.Threads);
    var rows = cells.Select(c => new Row(
        c.Cell.Controller, c.Cell.Case, c.Cell.Threads, c.Quantile(0.5, o => o.Ms), c.Quantile(0.99, o => o.Ms),
        c.Ratio(alone[c.Cell.Threads], o => o.P99Ms), c.Estimate(o => 100 * o.Alive), c.Estimate(o => o.GreedyCpus),
        c.Estimate(o => o.GreedyGib), c.Estimate(o => o.GreedyMibPerS), c.Estimate(o => o.Events), c.Outcomes.Sum(o => o.Unanswered)))
        .ToList();
    experiment.Csv(rows);
    experiment.Table(rows);
    foreach (var r in rows.Where(r => r.NeighbourUnanswered > 0))
        experiment.Note($"{r.Case}, neighbour of {r.NeighbourThreads} thread(s): {r.NeighbourUnanswered} of {r.NeighbourP99Ms.Samples} " +
            "requests without an answer count with the time that they had waited");
    Row Of(string name, int threads) => rows.Single(r => r.Case == name && r.NeighbourThreads == threads);
    bool Unmoved(string bomb, int threads) => Math.Abs(Of(bomb, threads).P99TimesAlone.Value - 1) < 0.05;
    experiment.Goal("a shell's fork bomb within pids.max leaves a neighbour of 1 and of 16 threads its 99th percentile within 5 %",
        Unmoved("fork bomb in a shell, pids.max 50", 1) && Unmoved("fork bomb in a shell, pids.max 50", 16));
    experiment.Goal("one in C leaves a neighbour of one thread its 99th percentile within 5 %", Unmoved("fork bomb in C, pids.max 50", 1));

    var host = experiment.Machine;
    var subtitle = $"{host.Cpu.Name}, {host.Cores} cores, {host.Memory}; two containers; the neighbour answers requests of one read of " +
        $"16 KiB and 2 ms of CPU time, 50 per second and thread; {cells[0].Runs.Count} runs of {length.TotalSeconds:0} s, 95 % intervals";
    var cpu = rows.Where(r => r.Controller is "none" or "cpu" or "pids").ToList();
    var (free, weight, max) = (Of("64 spinners", 16), Of("64 spinners, cpu.weight 10", 16), Of("64 spinners, cpu.max 4 CPUs", 16));
    experiment.Plot("cpu", Figure.Dots(
        $"Beside 64 spinners the p99 of a neighbour of 16 threads is {Times(free)} that alone, with cpu.weight 10 it is " +
        $"{Times(weight)}, with cpu.max {Times(max)}",
        new Axis("99th percentile of the neighbour's response time (ms)", Log: true),
        cpu.Select(r => new Dot(r.Case, r.NeighbourThreads == 1 ? "neighbour of 1 thread" : $"neighbour of {r.NeighbourThreads} threads",
            r.NeighbourP99Ms.Estimate)), subtitle: subtitle));
    var others = rows.Where(r => r.Controller is "memory" or "io").ToList();
    string[] ended = [.. others.Where(r => r.NeighbourAlivePct.Mean < 50).Select(r => r.Case)];
    var (readers, slowed) = (Of("64 readers, no limit", 1), Of("64 readers, io.max 200 MB/s", 1));
    experiment.Plot("memory-io", Figure.Dots(
        (ended.Length == 0 ? "No leak ends the neighbour" : $"The neighbour is ended by: {string.Join("; ", ended)}") +
        $". Beside 64 readers its p99 is {Times(readers)} that alone, with io.max {Times(slowed)}",
        new Axis("99th percentile of the neighbour's response time (ms)", Log: true),
        others.Select(r => new Dot(r.Case, "", r.NeighbourP99Ms.Estimate,
            r.NeighbourAlivePct.Mean < 50 ? "neighbour ended: a lower bound" : null)), subtitle: subtitle));
});

static string Times(Row row) => $"{row.P99TimesAlone.Value:0.0} times" +
    (row.P99TimesAlone is { Differs: false, Value: not 1 } ? " (it may be 1)" : "");

record Cell(string Controller, string Case, int Threads);

/// <summary>The neighbour's response times of one run, and what the greedy container did.</summary>
record Outcome(
    List<double> Ms, int Unanswered, double Alive, double GreedyCpus, double GreedyGib, double GreedyMibPerS, double Events)
{
    public double P50Ms => Quantiles.Of(Ms).P50;

    public double P99Ms => Quantiles.Of(Ms).P99;
}

record Row(string Controller, string Case, int NeighbourThreads, Quantile NeighbourP50Ms, Quantile NeighbourP99Ms, Ratio P99TimesAlone,
    Estimate NeighbourAlivePct, Estimate GreedyCpus, Estimate GreedyPeakGib, Estimate GreedyReadMibPerS, Estimate LimitEvents,
    int NeighbourUnanswered);
