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
    var rows = experiment.Run("limits", grid, (trial, cell) =>
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
        // The neighbour was there first; what is measured begins when the greedy one has been there for a while.
        var responses = new List<double>();
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
        responses.Clear();
        var (used, read) = (greedy.Cpu.Stat.Usage, greedy.Io.Stat.ReadBytes);
        sim.Run(length);
        var events = greedy.Pids.Failures + greedy.Memory.LocalEvents["oom_kill"] + neighbour.Memory.LocalEvents["oom_kill"];
        return new Outcome(Quantiles.Of(responses).P50, Quantiles.Of(responses).P99, server.IsAlive ? 1 : 0,
            (greedy.Cpu.Stat.Usage - used) / length, greedy.Memory.Peak.GiB, (greedy.Io.Stat.ReadBytes - read).MiB / length.TotalSeconds,
            events);

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
            if (!server.IsAlive)
                yield break;
            var begin = sim.NowD;
            yield return machine.Io.Submit(neighbour, 16.KiB);
            yield return thread.Execute(2.Milliseconds);
            responses.Add(1e3 * (sim.NowD - begin));
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
    }).ByCell()
        .Select(r =>
            new Row(r.Cell.Controller, r.Cell.Case, r.Cell.Threads, r.Estimate(o => o.P50Ms), r.Estimate(o => o.P99Ms),
                r.Estimate(o => 100 * o.Alive), r.Estimate(o => o.GreedyCpus),
        r.Estimate(o => o.GreedyGib), r.Estimate(o => o.GreedyMibPerS), r.Estimate(o => o.Events))).ToList();

    experiment.Csv(rows);
    experiment.Table(rows);
    if (rows.Any(r => double.IsNaN(r.NeighbourP99Ms.Mean)))
        experiment.Note("no p99 of fewer than 100 responses");
    double Alone(int threads) => rows.Single(r => r.Controller == "none" && r.NeighbourThreads == threads).NeighbourP99Ms.Mean;
    bool Unmoved(string bomb, int threads) =>
        Math.Abs(rows.Single(r => r.Case == bomb && r.NeighbourThreads == threads).NeighbourP99Ms.Mean / Alone(threads) - 1) < 0.05;
    experiment.Goal("a shell's fork bomb within pids.max leaves a neighbour of 1 and of 16 threads its 99th percentile within 5 %",
        Unmoved("fork bomb in a shell, pids.max 50", 1) && Unmoved("fork bomb in a shell, pids.max 50", 16));
    experiment.Goal("one in C leaves a neighbour of one thread its 99th percentile within 5 %", Unmoved("fork bomb in C, pids.max 50", 1));
    GroupedBar Bar(Row r) =>
        new(r.Case.Replace(", ", ",\n"), r.NeighbourThreads == 1 ? "neighbour of 1 thread" : $"neighbour of {r.NeighbourThreads} threads",
            r.NeighbourP99Ms);
    experiment.Plot("cpu",
        Figure.GroupedBars("99th percentile of a neighbour's requests (one read and 2 ms of CPU), 16 CPUs",
            new Axis("Response time (ms)", Min: 0),
        rows.Where(r => r.Controller is "none" or "cpu" or "pids").Select(Bar)));
    experiment.Plot("memory-io", Figure.Bars("99th percentile of a neighbour's requests (one read and 2 ms of CPU)", "Response time (ms)",
        rows.Where(r => r.Controller is "memory" or "io")
            .Select(r =>
                new Bar(r.Case.Replace(", ", ",\n"), Math.Round(r.NeighbourP99Ms.Mean, 2), r.NeighbourAlivePct.Mean < 50
                    ? "neighbour ended" : null))));
});

record Cell(string Controller, string Case, int Threads);

record Outcome(double P50Ms, double P99Ms, double Alive, double GreedyCpus, double GreedyGib, double GreedyMibPerS, double Events);

record Row(string Controller, string Case, int NeighbourThreads, Estimate NeighbourP50Ms, Estimate NeighbourP99Ms,
    Estimate NeighbourAlivePct, Estimate GreedyCpus, Estimate GreedyPeakGib, Estimate GreedyReadMibPerS, Estimate LimitEvents);
