#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What do hyper-threads and remote memory do to the throughput and the tail of guests?

var script = new Script("What do hyper-threads and remote memory do to the throughput and the tail of guests?", runs: 5);
var size = script.Option("--cores", "N", "cores of the host, even", 16, atLeast: 2, atMost: 128);
var work = script.Option("--work-ms", "MS", "mean CPU time of a request on a core of its own (exponential)", 5.0, atLeast: 0.1,
    atMost: 1_000);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs, SchedulerKind.Fluid);
    var (cores, mean) = (experiment.Value(size) / 2 * 2, experiment.Value(work));
    var two = new CpuTopology(parameters, cores, threadsPerCore: 2, numaNodes: 2);
    Machine[] machines =
    [
        new("one node", new CpuTopology(parameters, cores), Memory.FirstTouch),
        new("one node, hyper-threads", new CpuTopology(parameters, cores, threadsPerCore: 2), Memory.FirstTouch),
        new("two nodes, hyper-threads", two, Memory.FirstTouch),
        new("two nodes, hyper-threads, memory on node 0", two, Memory.NodeZero),
        new("two nodes, hyper-threads, guests pinned", two, Memory.Pinned),
    ];
    CfsTunables Tunables(Machine machine) => CfsTunables.For(parameters, machine.Topology.Cpus);
    var duration = (experiment.Quick ? 3 : 30).Seconds;
    var spinning = from machine in machines
                   from part in new[] { 0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2, 2.5 }
                   where !experiment.Quick || part is 0.5 or 1 or 1.5 or 2
                   select new Spinning(machine, (int)(part * cores));
    var serving = from machine in machines
                  from load in new[] { 0.3, 0.5, 0.7, 0.8, 0.9, 1, 1.1 }
                  where !experiment.Quick || load is 0.5 or 0.9
                  select new Serving(machine, load);

    var throughput = experiment.Run("throughput", spinning, (_, cell) =>
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, cell.Machine.Topology, Tunables(cell.Machine));
        var tasks = Spinners(cpu, cell);
        // Fluid sharing knows neither remote memory nor sets of CPUs.
        var smooth = cell.Machine.Memory == Memory.FirstTouch ? Spinners(new FluidScheduler(sim, cell.Machine.Topology), cell) : [];
        sim.Run(duration);
        double Cores(IEnumerable<CpuTask> of) => of.Sum(task => task.CpuTime) / 100.0 / duration.Ticks;
        return new Done(Cores(tasks), smooth.Count == 0 ? null : Cores(smooth), tasks.Min(task => task.CpuTime) / 100.0 / duration.Ticks);
    }, runs: 1).Select(r => new Throughput(r.Cell.Machine.Name, r.Cell.Guests, r.Outcome.Cores,
        r.Outcome.FluidCores, r.Outcome.SlowestGuest)).ToList();

    var responses = experiment.Run("requests", serving, (trial, cell) =>
    {
        var sim = new Simulation();
        var (machine, guests) = (cell.Machine, 4 * cores);
        var cpu = new CfsScheduler(sim, machine.Topology, Tunables(machine));
        var gap = guests * mean / (cell.Load * cores);
        var times = new List<double>();
        for (var i = 0; i < guests; i++)
            sim.Process(Arrivals(Guest(cpu, machine, i), trial.Streams[$"guest {i}"]));

        IEnumerable<Event> Arrivals(CpuTask server, RandomStream random)
        {
            while (true)
            {
                yield return sim.TimeoutD(random.Exponential(gap) / 1e3);
                sim.Process(Request(server, (long)(1e6 * random.Exponential(mean)) + 1));
            }
        }

        IEnumerable<Event> Request(CpuTask server, long nanoseconds)
        {
            var arrived = sim.NowD;
            yield return server.Execute(nanoseconds);
            if (arrived > duration.TotalSeconds / 10)
                times.Add(1e3 * (sim.NowD - arrived));
        }

        sim.Run(duration);
        var quantiles = Quantiles.Of(times);
        return new Times(quantiles.P50, quantiles.P99, cpu.BusyTime / duration);
    }).ByCell()
        .Select(r =>
            new Response(r.Cell.Machine.Name, 100 * r.Cell.Load, r.Estimate(o => o.P50Ms), r.Estimate(o => o.P99Ms),
                r.Estimate(o => o.BusyThreads))).ToList();

    experiment.Csv(throughput);
    experiment.Csv("requests", responses);
    experiment.Table(throughput);
    experiment.Table(responses);
    experiment.Plot("throughput", Figure.Lines(
        $"Guests that never sleep, {cores} cores", new Axis("Guests with one vCPU", Min: 0),
        new Axis("Work done (cores without hyper-threads)", Min: 0),
        throughput.GroupBy(r => r.Host).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Guests, Estimate.Of([r.Cores])))]))));
    experiment.Plot("p99", Figure.Lines(
        $"{4 * cores} guests with one vCPU, requests of {mean:0.#} ms, {cores} cores",
        new Axis("Load (% of the cores without hyper-threads)"),
        new Axis("99th percentile of the response time (ms)", Log: true),
        responses.GroupBy(r => r.Host).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.LoadPct, r.P99Ms))]))));

    // Each guest is one vCPU thread in a group; its memory is where it first ran, unless all of it lies on one node.
    CpuTask Guest(CpuScheduler cpu, Machine machine, int number)
    {
        var group = cpu.CreateGroup($"guest {number}");
        if (machine.Memory == Memory.Pinned)
            group.Affinity = CpuSet.OfNode(machine.Topology, number % machine.Topology.NumaNodes);
        var task = cpu.CreateTask("vCPU", group);
        if (machine.Memory == Memory.NodeZero)
            task.MemoryNode = 0;
        return task;
    }

    List<CpuTask> Spinners(CpuScheduler cpu, Spinning cell)
    {
        var tasks = Enumerable.Range(0, cell.Guests).Select(i => Guest(cpu, cell.Machine, i)).ToList();
        tasks.ForEach(task => task.Demand(CpuTask.Forever));
        return tasks;
    }
});

enum Memory { FirstTouch, NodeZero, Pinned }

record Machine(string Name, CpuTopology Topology, Memory Memory);

record Spinning(Machine Machine, int Guests);

record Serving(Machine Machine, double Load);

record Done(double Cores, double? FluidCores, double SlowestGuest);

record Times(double P50Ms, double P99Ms, double BusyThreads);

record Throughput(string Host, int Guests, double Cores, double? FluidCores, double SlowestGuestCores);

record Response(string Host, double LoadPct, Estimate P50Ms, Estimate P99Ms, Estimate BusyThreads);
