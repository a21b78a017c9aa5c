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
        new("one node with hyper-threads", new CpuTopology(parameters, cores, threadsPerCore: 2), Memory.FirstTouch),
        new("two nodes with hyper-threads", two, Memory.FirstTouch),
        new("two nodes with hyper-threads (memory on node 0)", two, Memory.NodeZero),
        new("two nodes with hyper-threads (guests pinned)", two, Memory.Pinned),
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

    // What a host can do at most is known from the guests that never sleep; near to it and beyond it queues only grow.
    var most = throughput.GroupBy(r => r.Host).ToDictionary(g => g.Key, g => g.Max(r => r.Cores));
    bool IsSteady(Serving cell) => cell.Load * cores < 0.98 * most[cell.Machine.Name];
    var cells = experiment.Run("requests", serving.Where(IsSteady), (trial, cell) =>
    {
        var sim = new Simulation();
        var (machine, guests) = (cell.Machine, 4 * cores);
        var cpu = new CfsScheduler(sim, machine.Topology, Tunables(machine));
        var gap = guests * mean / (cell.Load * cores);
        var window = new ResponseWindow(sim, duration / 10, duration);
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
            var request = window.Arrive();
            yield return server.Execute(nanoseconds);
            window.Answer(request);
        }

        sim.Run(duration / 10);
        var before = cpu.BusyTime;
        sim.Run(duration);
        var busy = (cpu.BusyTime - before) / duration;
        return new Times(window.Finish(duration), window.Unanswered, busy);
    }, until: o => new { o.P50Ms, o.P99Ms }).ByCell();

    var plain = cells.Where(c => c.Cell.Machine == machines[0]).ToDictionary(c => c.Cell.Load);
    var responses = cells.Select(c => new Response(c.Cell.Machine.Name, Math.Round(100 * c.Cell.Load),
        c.Quantile(0.5, o => o.Ms), c.Quantile(0.99, o => o.Ms), plain.TryGetValue(c.Cell.Load, out var other)
            ? c.Ratio(other, o => o.P99Ms) : new Ratio(double.NaN, double.NaN, double.NaN, 0),
        c.Estimate(o => o.BusyThreads), c.Outcomes.Sum(o => o.Unanswered))).ToList();

    experiment.Csv(throughput);
    experiment.Csv("requests", responses);
    experiment.Table(throughput);
    experiment.Table(responses);
    foreach (var cell in serving.Where(c => !IsSteady(c)))
        experiment.Note($"{cell.Machine.Name}: left out a load of {100 * cell.Load:0} %, which has no steady state: its times grow with " +
            "the length of the run");
    foreach (var r in responses.Where(r => r.Unanswered > 0))
        experiment.Note($"{r.Host}, load {r.LoadPct:0} %: {r.Unanswered} requests without an answer count with the time that they had " +
            "waited");

    Machine[] alike = [.. machines.Skip(1)];
    var (fastest, slowest) = (alike.MaxBy(m => most[m.Name])!, alike.MinBy(m => most[m.Name])!);
    experiment.Plot("throughput", Figure.Lines(
        $"The work of at most {most[fastest.Name]:0.0} cores is done on {fastest.Name}, {most[slowest.Name]:0.0} on {slowest.Name}, " +
        $"{most[machines[0].Name]:0.0} without hyper-threads",
        new Axis("Guests with one vCPU", Min: 0),
        new Axis("Work done (cores without hyper-threads)", Min: 0),
        throughput.GroupBy(r => r.Host).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.Guests, r.Cores))])),
        $"CFS, {cores} cores; guests of one vCPU that never sleep; one run of {duration.TotalSeconds:0} s, nothing in it is random"));
    var compared = responses.Where(r => alike.Any(m => m.Name == r.Host)).ToList();
    var common = compared.GroupBy(r => r.LoadPct).Where(g => g.Count() == alike.Length).MaxBy(g => g.Key)!;
    var (best, worst) = (common.MinBy(r => r.P99Ms.Value)!, common.MaxBy(r => r.P99Ms.Value)!);
    experiment.Plot("p99", Figure.Lines(
        $"At a load of {common.Key:0} % the p99 is {best.P99Ms.Value:0} ms on {best.Host}, {worst.P99Ms.Value:0} ms on {worst.Host}",
        new Axis("Load (% of the cores without hyper-threads)"),
        new Axis("99th percentile of the response time (ms)", Log: true),
        responses.GroupBy(r => r.Host).Select(g => new Line(g.Key, [.. g.Select(r => new LinePoint(r.LoadPct, r.P99Ms.Estimate))])),
        $"CFS, {cores} cores; {4 * cores} guests of one vCPU, requests of {mean:0.#} ms of CPU time on average, random arrivals; loads " +
        $"that a host cannot serve for ever are left out; {cells[0].Runs.Count} runs of {duration.TotalSeconds:0} s, 95 % intervals"));

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

/// <summary>The response times of one run.</summary>
record Times(List<double> Ms, int Unanswered, double BusyThreads)
{
    public double P50Ms => Quantiles.Of(Ms).P50;

    public double P99Ms => Quantiles.Of(Ms).P99;
}

record Throughput(string Host, int Guests, double Cores, double? FluidCores, double SlowestGuestCores);

record Response(string Host, double LoadPct, Quantile P50Ms, Quantile P99Ms, Ratio P99TimesOneNode,
    Estimate BusyThreads, int Unanswered);
