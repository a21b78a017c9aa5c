#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// How large a datacenter fits into one simulation, and what do its hosts, machines and tasks cost in time and memory?

var script = new Script(
    "How large a datacenter fits into one simulation, and what do its hosts, machines and tasks cost in time and memory?");
var workload = script.Option<Workload?>("--workload", "NAME", "workload of fixed outcome: W1, W2a or W2b; all if left out");
var hosts = script.Option("--hosts", "N", "hosts of W1; left out, from 100 to the most", (int?)null, atLeast: 1, atMost: 1_000_000);
var most = script.Option("--most", "N", "most hosts of the sweep (100,000 need 4 GiB and two minutes)", 100_000, atLeast: 100,
    atMost: 1_000_000);
var repeat = script.Option("--repeat", "N", "runs of each; the mean counts. With more than one, as many come before, at " +
    "least half a second of them, and do not count: the runtime compiles its code meanwhile", 1, atLeast: 1, atMost: 1_000_000);

return script.Main(args, experiment =>
{
    if (experiment.Runs > 1)
        throw new InputException("--runs", null, "a workload is fixed: each run is the same", "give --repeat to measure more often");
    int[] sizes = experiment.Value(hosts) is { } given ? [given]
        : [.. new[] { 100, 300, 1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000 }
            .Where(size => size <= (experiment.Quick ? 1_000 : experiment.Value(most)))];
    var asked = experiment.Value(workload);
    var small = experiment.Quick ? 100 : 10_000; // runs of what takes less than a millisecond
    List<Row> rows = [];
    foreach (var fixedOne in new[] { FixedWorkload.W2a, FixedWorkload.W2b })
        if (asked is null || asked.ToString() == fixedOne.Name)
            rows.Add(Measure(fixedOne, asked is null ? small : experiment.Value(repeat)));
    if (asked is null or Workload.W1)
        foreach (var size in sizes)
            rows.Add(Measure(FixedWorkload.W1(size), asked is null ? 1 : experiment.Value(repeat)));
    experiment.Csv(rows);
    experiment.Table(rows);

    var sweep = rows.Where(r => r.Workload == "W1").ToList();
    if (sweep.Count < 2)
        return;
    var (smallest, largest) = (sweep[0], sweep[^1]);
    static double Each(Row row) => 1e6 * row.CpuS / row.Tasks;
    Panel Against(string measure, Func<Row, double> value) =>
        new(new Axis(measure, Log: true), [new Line("W1", [.. sweep.Select(r => new LinePoint(r.Hosts, value(r)))])]);
    experiment.Plot("w1", Figure.Panels(
        $"A task costs {Each(smallest):0.0} us of CPU time at {smallest.Hosts:N0} hosts and {Each(largest):0.0} us at " +
        $"{largest.Hosts:N0}, where all take {largest.CpuS:0.#} s and {largest.PeakMib / 1024:0.0} GiB",
        new Axis("Hosts (10 virtual machines and 100 tasks each)", Log: true),
        [Against("CPU time (s)", r => r.CpuS), Against("CPU time a task (us)", Each), Against("Peak memory (MiB)", r => r.PeakMib)],
        $"Workload W1: a day, first fit, processor sharing; one run of each size on one machine; CPU time of the whole process around " +
        $"the run, memory of the process up to then"));

    Row Measure(FixedWorkload run, int times)
    {
        if (!Console.IsErrorRedirected)
            Console.Error.WriteLine($"{run.Name}, {run.Hosts:N0} hosts");
        var warm = Environment.CpuUsage.TotalTime + 0.5.Seconds;
        for (var i = 0; times > 1 && (i < times || Environment.CpuUsage.TotalTime < warm); i++)
            Once();
        GC.Collect();
        var (cpu, outcome) = (Environment.CpuUsage.TotalTime, default(FixedOutcome));
        for (var i = 0; i < times; i++)
            outcome = Once();
        cpu = Environment.CpuUsage.TotalTime - cpu;
        if (outcome.Finished != run.Tasks)
            throw new InvalidOperationException($"{run.Name}: {outcome.Finished} of {run.Tasks} tasks ended");
        using var process = System.Diagnostics.Process.GetCurrentProcess();
        return new(run.Name, run.Hosts, run.Vms, run.Tasks, Exact(outcome.SumFinishS), Exact(outcome.LastFinishS), outcome.Events,
            cpu.TotalSeconds / times, process.PeakWorkingSet64 / 1024.0 / 1024);

        // All digits: they are compared with closed forms.
        static decimal Exact(double seconds) => Math.Round((decimal)seconds, 6);

        FixedOutcome Once() => run.Run(experiment.Parameters, sim => sim.Cancellation = experiment.Cancellation);
    }
});

enum Workload { W1, W2a, W2b }

record Row(string Workload, int Hosts, int Vms, int Tasks, decimal SumFinishS, decimal LastFinishS, long Events, double CpuS,
    double PeakMib);
