#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What does a noisy neighbour do to a service, on the CPUs and on the disk, and what isolates the service from it?

var script = new Script("What does a noisy neighbour do to a service, on the CPUs and on the disk, and what isolates the service from it?",
    runs: 5);
script.WithMachine(cores: 4, memory: 32.GiB);
var requests = script.Option("--requests", "N", "requests a second to the service", 60.0, atLeast: 1, atMost: 1_000);

return script.Main(args, experiment =>
{
    experiment.Simulates(SchedulerKind.Cfs);
    var (parameters, rate, cores) = (experiment.Parameters, experiment.Value(requests), experiment.Machine.Topology.Cpus);
    var application = WebApplication.Of(parameters);
    Platform[] platforms = [RuncContainer.Of(parameters), Firecracker.Of(parameters), QemuKvm.Of(parameters)];
    var (alone, begin) = (2.Seconds, 3.Seconds); // neighbours come after two seconds, what is measured begins after three
    var length = (experiment.Quick ? 3 : 30).Seconds;
    int[] loads = experiment.Quick ? [1, 4] : [1, 2, 3, 4]; // spinning neighbours for each CPU
    string[] shares = ["equal weights", "cpu.weight 1000 for the service", "cpu.max for the neighbours", "CPUs of their own"];
    string[] rates = ["equal weights", "io.weight 10 for the neighbours", "io.max of 50 MB/s for each neighbour"];
    var (shown, most) = (platforms[1], cores * loads[^1]);

    var cpu = experiment.Run("cpu",
        from platform in platforms
        from cell in loads.SelectMany(n => shares.Select(share => new Cell(platform, share, n * cores))).Prepend(new(platform, "alone", 0))
        select cell, (trial, cell) =>
    {
        var sim = new Simulation();
        var host = new Host(sim, trial.Machine, trial.Streams);
        var service = Admit(host, cell.Platform, application, cell.Isolation == shares[1] ? new() { CpuWeight = 1000 }
            : cell.Isolation == shares[3] ? new() { Cpus = CpuSet.Of(0) } : new());
        var neighbours = Enumerable.Range(0, cell.Neighbours).Select(_ => Admit(host, cell.Platform, application,
            cell.Isolation == shares[2] ? new() { CpuMax = new CpuMax((100.0 * (cores - 1) / cell.Neighbours).Milliseconds) }
            : cell.Isolation == shares[3] ? new() { Cpus = CpuSet.Range(1, cores - 1) } : new())).ToList();
        if (cell.Platform == shown && cell.Isolation == shares[2] && cell.Neighbours == most)
        {
            trial.Record(service, name: "service");
            trial.Record(neighbours[0], name: "one of the neighbours");
            trial.Log(neighbours[0], "one of the neighbours");
        }
        var times = new List<double>();
        var isCompared = cell.Platform == shown && (cell.Neighbours == 0 || (cell.Neighbours == most && cell.Isolation == shares[2]));
        var distribution = isCompared ? trial.Histogram("response") : null;
        var server = new RequestService(service, application, RateCurve.Constant(rate), time =>
        {
            if (sim.Now - sim.StartDate < begin)
                return;
            times.Add(time.TotalMilliseconds);
            distribution?.Add(time.TotalMilliseconds);
        });
        sim.Run(alone);
        neighbours.ForEach(neighbour => neighbour.Cpu.Demand(CpuTask.Forever));
        sim.Run(begin - alone);
        var before = Use.Of(service, neighbours);
        sim.Run(length);
        var used = Use.Of(service, neighbours) - before;
        server.Stop();
        for (var i = 0; i < 50 && server.Backlog > 0; i++)
            sim.Run(length / 50);
        return new Outcome(times, (int)server.Backlog, used.PerSecond(length));
    }, until: o => new { o.P99Ms }).ByCell();

    var (warmUp, time) = (0.2.Seconds, length / 6); // the disk does more in a second than the CPUs
    var disk = experiment.Run("disk",
        from platform in platforms
        from cell in rates.Select(share => new Cell(platform, share, 4)).Prepend(new(platform, "alone", 0))
        select cell, (trial, cell) =>
    {
        var sim = new Simulation();
        var host = new Host(sim, trial.Machine, trial.Streams);
        var service = Admit(host, cell.Platform, application, new());
        var neighbours = Enumerable.Range(0, cell.Neighbours).Select(_ => Admit(host, cell.Platform, application,
            cell.Isolation == rates[1] ? new() { IoWeight = 10 }
            : cell.Isolation == rates[2] ? new() { IoMax = new IoLimit(ReadBytes: 50.MBps) } : new())).ToList();
        var (window, arrivals) = (new ResponseWindow(sim, warmUp, time), trial.Streams["arrivals"]);
        sim.Process(Arrivals());
        foreach (var neighbour in neighbours)
            for (var i = 0; i < 16; i++)
                sim.Process(Reader(neighbour));
        sim.Run(warmUp);
        var before = Use.Of(service, neighbours);
        sim.Run(time);
        var used = Use.Of(service, neighbours) - before;
        return new Outcome(window.Finish(time), window.Unanswered, used.PerSecond(time));

        IEnumerable<Event> Arrivals()
        {
            while (true)
            {
                yield return sim.TimeoutD(arrivals.Exponential(1 / (5 * rate)));
                sim.Process(Request());
            }
        }

        // A read of 16 KiB and a millisecond of CPU time.
        IEnumerable<Event> Request()
        {
            var request = window.Arrive();
            foreach (var step in service.BlockOperation(16.KiB))
                yield return step;
            yield return service.Cpu.Execute(1.Milliseconds);
            window.Answer(request);
        }

        IEnumerable<Event> Reader(Guest reader)
        {
            while (true)
                foreach (var step in reader.BlockOperation(128.KiB))
                    yield return step;
        }
    }, until: o => new { o.P99Ms }).ByCell();

    List<Row> Rows(IReadOnlyList<CellResults<Cell, Outcome>> cells) => [.. cells.Select(c => new Row(
        c.Cell.Platform.Name, c.Cell.Isolation, c.Cell.Neighbours, c.Quantile(0.5, o => o.Ms), c.Quantile(0.99, o => o.Ms),
        c.Ratio(cells.First(a => a.Cell.Platform == c.Cell.Platform), o => o.P99Ms), c.Estimate(o => o.Used.DelayPct),
        c.Estimate(o => c.Cell.Platform.Kernel is null ? 0 : o.Used.DelayPct), c.Estimate(o => o.Used.ThrottledPct),
        c.Estimate(o => o.Used.Cpus), c.Estimate(o => o.Used.ReadMibPerS), c.Outcomes.Sum(o => o.Unanswered)))];
    var (onCpu, onDisk) = (Rows(cpu), Rows(disk));
    experiment.Csv(onCpu);
    experiment.Csv("disk", onDisk);
    experiment.Table(onCpu);
    experiment.Table(onDisk);
    foreach (var r in onCpu.Concat(onDisk).Where(r => r.Unanswered > 0))
        experiment.Note($"{r.Platform}, {r.Isolation}, {r.Neighbours}: {r.Unanswered} requests have no answer");

    Row Of(string isolation, int platform = 0) => onCpu.Single(r =>
        (r.Platform, r.Isolation, r.Neighbours) == (platforms[platform].Name, isolation, most));
    // Not the same number of neighbours for all: with equal weights few are worse than many, for a time slice of CFS is the longer the
    // fewer share a CPU, and who has used up the credit of a sleeper waits for one.
    Row Worst(string isolation) => onCpu.Where(r => r.Platform == platforms[0].Name && r.Isolation == isolation)
        .MaxBy(r => r.P99TimesAlone.Value)!;
    string Told(string isolation) => $"{Worst(isolation).P99TimesAlone} times ({Worst(isolation).Neighbours / cores} a CPU)";
    string Short(string isolation) => $"{Worst(isolation).P99TimesAlone.Value:0.0} times";
    // CfsTunables.SleeperCredit takes the credit away: then both cases have the same tail.
    experiment.Finding($"beside {loads[0]} to {loads[^1]} spinning neighbours a CPU the p99 of a service in a container is at worst " +
        $"{Told(shares[0])} that alone with equal weights, {Told(shares[1])} with a weight of 1000, {Told(shares[2])} with cpu.max for " +
        $"the neighbours, {Told(shares[3])} with CPUs of its own");
    experiment.Note("cpu.max for the neighbours lengthens the tail beside many of them: a group that has its quota again is placed as " +
        "one that wakes (place_entity), with the credit that with equal weights is the service's alone");
    var conditions = $"{experiment.Machine.Cpu.Name}, {cores} cores, CFS; {rate:0} requests a second";
    var runs = Conditions.Runs(cpu[0].Runs.Count);
    experiment.Plot("cpu", Figure.Lines(
        $"Beside spinning neighbours a container's p99 is at worst {Short(shares[0])} that alone, {Short(shares[1])} with a larger " +
        $"weight, {Short(shares[2])} with cpu.max for the neighbours",
        new Axis("Spinning neighbours for each CPU", Min: 0), new Axis("p99 of the service's response time (ms)", Log: true),
        shares.Select(share => new Line(share, [.. onCpu.Where(r => r.Platform == platforms[0].Name && r.Isolation is var i
            && (i == share || i == "alone")).Select(r => new LinePoint(r.Neighbours / (double)cores, r.P99Ms.Estimate))])),
        $"{conditions}; the neighbours together have {cores - 1} CPUs by cpu.max; {runs}"));
    experiment.Plot("platforms", Figure.Dots(
        $"Beside {loads[^1]} spinners a CPU, with equal weights, the p99 grows: " +
        string.Join(", ", platforms.Select((p, i) => $"{p.Name} {Of(shares[0], i).P99TimesAlone.Value:0.0} times")),
        new Axis("p99 of the service's response time (ms)", Log: true),
        onCpu.Where(r => r.Neighbours == 0 || r.Neighbours == most).Select(r => new Dot(r.Isolation, r.Platform, r.P99Ms.Estimate)),
        subtitle: $"{conditions}; service and neighbours on the same platform, one vCPU each; {runs}"));
    var worst = onDisk.MaxBy(r => r.P99TimesAlone.Value)!;
    experiment.Plot("disk", Figure.Dots(
        $"Beside readers the p99 is at most {worst.P99TimesAlone.Value:0.0} times that alone ({worst.Platform}, {worst.Isolation})",
        new Axis("p99 of the service's response time (ms)", Log: true),
        onDisk.Select(r => new Dot(r.Isolation, r.Platform, r.P99Ms.Estimate)),
        subtitle: $"{experiment.Machine.Cpu.Name}, {cores} cores, CFS; {5 * rate:0} requests a second of one read of 16 KiB and 1 ms of " +
            $"CPU time; 4 neighbours with 16 readers of 128 KiB each; {Conditions.Runs(disk[0].Runs.Count)}"));
});

// A guest with the application's memory; its boot is left out.
static Guest Admit(Host host, Platform platform, WebApplication application, Limits limits) =>
    host.Admit(platform, GuestSizes.For(platform, application) with { Limits = limits });

record Cell(Platform Platform, string Isolation, int Neighbours);

/// <summary>What the service waited for a CPU, and what its neighbours got of the machine; in nanoseconds and bytes.</summary>
record struct Use(double Delay, double Throttled, double Cpu, double Read)
{
    public static Use Of(Guest service, List<Guest> neighbours) => new(service.Group.TaskStat.RunDelayNs,
        neighbours.Sum(n => n.Group.Stat.ThrottledNs), neighbours.Sum(n => n.Group.Stat.UsageNs),
        neighbours.Sum(n => n.Cgroup.Io.Stat.ReadBytes.Count));

    public static Use operator -(Use a, Use b) => new(a.Delay - b.Delay, a.Throttled - b.Throttled, a.Cpu - b.Cpu, a.Read - b.Read);

    public Shares PerSecond(TimeSpan time) => new(Delay / time.TotalNanoseconds * 100, Throttled / time.TotalNanoseconds * 100,
        Cpu / time.TotalNanoseconds, Read / 1024 / 1024 / time.TotalSeconds);
}

record Shares(double DelayPct, double ThrottledPct, double Cpus, double ReadMibPerS);

record Outcome(List<double> Ms, int Unanswered, Shares Used)
{
    public double P99Ms => Quantiles.Of(Ms).P99;
}

record Row(string Platform, string Isolation, int Neighbours, Quantile P50Ms, Quantile P99Ms, Ratio P99TimesAlone,
    Estimate RunDelayPct, Estimate StealPct, Estimate NeighbourThrottledPct, Estimate NeighbourCpus, Estimate NeighbourReadMibPerS,
    int Unanswered);
