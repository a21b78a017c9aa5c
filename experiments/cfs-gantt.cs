#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Who runs when on two CPUs that two groups and a sleeper share?

var script = new Script("Who runs when on two CPUs that two groups and a sleeper share?");
var length = script.Option("--length-ms", "MS", "how much of the schedule is shown", 200.0, atLeast: 1, atMost: 10_000);
var from = script.Option("--from-ms", "MS", "where it begins: before that, balancing settles", 1_000.0, atLeast: 0, atMost: 100_000);

return script.Main(args, experiment =>
{
    var parameters = experiment.Parameters;
    experiment.Simulates(SchedulerKind.Cfs);
    var (start, end) = (experiment.Value(from), experiment.Value(from) + experiment.Value(length));
    var rows = experiment.Run("schedule", [2], (_, cpus) =>
    {
        var sim = new Simulation();
        var cpu = new CfsScheduler(sim, cpus, parameters);
        var (heavy, light) = (cpu.CreateGroup("heavy"), cpu.CreateGroup("light"));
        heavy.Weight = 300;
        foreach (var name in new[] { "heavy a", "heavy b" })
            cpu.CreateTask(name, heavy).Demand(CpuTask.Forever);
        foreach (var name in new[] { "light a", "light b", "light c" })
            cpu.CreateTask(name, light).Demand(CpuTask.Forever);
        var sleeper = cpu.CreateTask("sleeper");

        // 1.5 ms of work, then 17 ms of sleep, whatever it has waited.
        IEnumerable<Event> Program()
        {
            while (true)
            {
                yield return sim.Timeout(17.Milliseconds);
                yield return sleeper.Execute(1.5.Milliseconds);
            }
        }

        sim.Process(Program());
        var slices = new List<Row>();
        using var recorder = new SwitchRecorder(cpu);
        recorder.SliceEnded = slice =>
        {
            if (slice.EndNs > 1e6 * start)
                slices.Add(new Row($"CPU {slice.Cpu}", slice.Task.Name, slice.StartNs / 1e6, slice.EndNs / 1e6, slice.WaitNs / 1e6,
                    slice.Slept));
        };
        // Beyond the end, so that the slices under way are over; a slice that then still lasts is not shown.
        sim.Run((end + 1_000).Milliseconds);
        return slices;
    }, runs: 1).SelectMany(r => r.Outcome).Where(slice => slice.StartMs < end).OrderBy(slice => slice.StartMs)
        .ThenBy(slice => slice.Cpu, StringComparer.Ordinal).ToList();

    var shown = rows.Select(row => row with { StartMs = Math.Max(row.StartMs, start), EndMs = Math.Min(row.EndMs, end) }).ToList();
    var shares = shown.GroupBy(row => row.Task).OrderBy(task => task.Key, StringComparer.Ordinal).Select(task => new Share(
        task.Key, task.Count(), task.Sum(row => row.EndMs - row.StartMs), task.Max(row => row.WaitMs))).ToList();
    experiment.Csv(rows);
    experiment.Csv("tasks", shares);
    experiment.Table(shares);
    double Of(string prefix) => shares.Where(s => s.Task.StartsWith(prefix, StringComparison.Ordinal)).Sum(s => s.CpuMs);
    var all = shares.Sum(s => s.CpuMs);
    var subtitle = "CFS, 2 CPUs; group heavy (weight 300, two tasks) and group light (weight 100, three tasks), none of which sleep, and " +
        $"a task outside groups that sleeps 17 ms and works 1.5 ms; {end - start:0.#} ms of one run, nothing in it is random";
    var time = new Axis("Time (ms)", Min: start, Max: end);
    string[] names = ["heavy a", "heavy b", "light a", "light b", "light c", "sleeper"];
    experiment.Plot("cpus", Figure.Gantt(
        $"Group heavy gets {100 * Of("heavy") / all:0.0} % of two CPUs, group light {100 * Of("light") / all:0.0} %, the sleeper " +
        $"{100 * Of("sleeper") / all:0.0} %", time, shown.Select(r => new Stretch(r.Cpu, r.Task, r.StartMs, r.EndMs)), names,
        ["CPU 0", "CPU 1"], subtitle));
    // The longest wait of each kind of task: who sleeps waits least if waking up preempts.
    (string Prefix, string Name)[] kinds = [("sleeper", "the sleeper"), ("heavy", "a task of group heavy"), ("light", "one of light")];
    var waits = from of in kinds
                let tasks = shares.Where(s => s.Task.StartsWith(of.Prefix, StringComparison.Ordinal)).ToList()
                where tasks.Count > 0
                select $"{of.Name} {tasks.Max(s => s.LongestWaitMs):0.0} ms";
    experiment.Plot("tasks", Figure.Gantt($"Longest waits for a CPU: {string.Join(", ", waits)}",
        time, shown.Select(r => new Stretch(r.Task, r.Cpu, r.StartMs, r.EndMs)), ["CPU 0", "CPU 1"], names,
        subtitle));
});

record Row(string Cpu, string Task, double StartMs, double EndMs, double WaitMs, bool Slept);

record Share(string Task, int TimeSlices, double CpuMs, double LongestWaitMs);
