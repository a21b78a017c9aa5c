namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Workflows of WfCommons (github.com/wfcommons/WfFormat, README.md, versions 1.0 to 1.6), one JSON document each: up to 1.2
/// <c>workflow.jobs</c>, then <c>workflow.tasks</c>, from 1.5 on <c>workflow.specification</c> and <c>workflow.execution</c>. Parents and
/// children are named by name or id and must agree. Memory is in KB up to 1.3, and later in bytes, as its name says.
/// </summary>
public static class WfFormat
{
    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("wfformat", "workflow") { Knows = IsWorkflow, Read = Read },
    ];

    private static bool IsWorkflow(TraceHead head)
    {
        if (!head.First.TrimStart().StartsWith('{'))
            return false;
        bool Has(string name) => head.Lines.Any(line => line.Contains($"\"{name}\"", StringComparison.Ordinal));
        return Has("workflow") && (Has("schemaVersion") || Has("jobs") || Has("specification") || Has("makespanInSeconds"));
    }

    private static void Read(TraceReading reading)
    {
        var file = new WfFile(reading.Path);
        var jobs = file.Jobs;
        if (jobs.Count == 0)
            throw new InputException(reading.Path, null, "has no jobs", "workflow.jobs, workflow.tasks or workflow.specification.tasks");
        var (edges, children) = Graph(reading, jobs, file.HasSpecification);
        var levels = Levels(reading, jobs);
        Tally runtime = new(), cores = new(), cpu = new(), memory = new(), read = new(), written = new();
        var (coreSeconds, origin) = (0.0, jobs.TrueForAll(job => !double.IsNaN(job.Start)) ? double.NaN : 0);
        foreach (var job in jobs)
            reading.Take(job, one =>
            {
                var begin = double.IsNaN(origin) ? one.Start : one.Earliest;
                runtime.Add(one.Runtime);
                cores.Add(one.Cores);
                cpu.Add(one.Cpu);
                memory.Add(one.Memory);
                read.Add(one.ReadBytes);
                written.Add(one.WrittenBytes);
                coreSeconds += double.IsNaN(one.Runtime * one.Cores) ? 0 : one.Runtime * one.Cores;
                reading.Sink.Add(new TraceGuest(one.Id ?? one.Name, begin, one.Runtime, one.Cores, one.Memory / (1 << 20), one.Cpu / 100));
            });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("jobs", jobs.Count);
        reading.Figure("makespan", file.Makespan, "s");
        reading.Figure("edges_(parents)", edges);
        if (children > 0)
            reading.Figure("edges_(children)", children);
        reading.Figure("roots", jobs.Count(job => job.Parents.Count == 0));
        reading.Figure("levels", levels.Length);
        reading.Figure("largest_level", levels.Max());
        reading.Figure("critical_path", jobs.Max(job => job.Earliest + (double.IsNaN(job.Runtime) ? 0 : job.Runtime)), "s");
        reading.Figure("runtime", runtime, "s");
        reading.Figure("cores", cores);
        reading.Figure("avgCPU", cpu, "%");
        reading.Figure("memory", memory, "B");
        reading.Figure("bytesRead", read, "B");
        reading.Figure("bytesWritten", written, "B");
        reading.Figure("core_seconds", coreSeconds, "core s");
        reading.Figure("schemaVersion", file.Version);
        if (!double.IsNaN(origin))
            reading.Remark("when jobs began is not told: each begins at the end of the last of its parents, the first ones at 0");
        if (children == 0 && edges > 0)
            reading.Remark("children are not given: the graph is that of the parents");
    }

    // Who is whose parent; both sides must say the same, if both say anything.
    private static (int Parents, int Children) Graph(TraceReading reading, List<WfJob> jobs, bool isById)
    {
        var byName = new Dictionary<string, WfJob>(StringComparer.Ordinal);
        foreach (var job in jobs)
        {
            if (job.Name.Length == 0)
                throw new InputException(reading.Path, job.Line, $"task {Printable.Of(job.Id ?? "", most: 80)} is not in the specification",
                    "a task that is");
            if (!byName.TryAdd(isById ? job.Id ?? job.Name : job.Name, job))
                throw new InputException(reading.Path, job.Line, $"{Printable.Of(isById ? job.Id ?? job.Name : job.Name, most: 80)} stands "
                    + $"twice, first in line {byName[isById ? job.Id ?? job.Name : job.Name].Line}", "a name of its own for each job");
        }

        foreach (var job in jobs)
            byName.TryAdd(isById ? job.Name : job.Id ?? job.Name, job);
        var (up, down) = (new HashSet<(WfJob, WfJob)>(), new HashSet<(WfJob, WfJob)>());
        WfJob Named(WfJob by, string name, string what) => byName.TryGetValue(name, out var job) ? job
            : throw new InputException(reading.Path, by.Line,
                $"{Printable.Of(by.Name, most: 80)} names {Printable.Of(name, most: 80)} as {what}", "a job that the workflow has");
        foreach (var job in jobs)
        {
            job.Parents.AddRange(job.ParentNames.Select(name => Named(job, name, "parent")));
            up.UnionWith(job.Parents.Select(parent => (parent, job)));
            down.UnionWith(job.ChildNames.Select(name => (job, Named(job, name, "child"))));
        }

        if (down.Count > 0 && up.Count > 0)
        {
            foreach (var (parent, child) in down.Where(edge => !up.Contains(edge)))
                throw Disagree(reading, parent, $"names {Printable.Of(child.Name, most: 80)} as child, which does not name it as parent");
            foreach (var (parent, child) in up.Where(edge => !down.Contains(edge)))
                throw Disagree(reading, child, $"names {Printable.Of(parent.Name, most: 80)} as parent, which does not name it as child");
        }
        else if (up.Count == 0)
            foreach (var (parent, child) in down)
                child.Parents.Add(parent);
        return (jobs.Sum(job => job.Parents.Count), down.Count);
    }

    private static InputException Disagree(TraceReading reading, WfJob job, string what) =>
        new(reading.Path, job.Line, $"{Printable.Of(job.Name, most: 80)} {what}", "parents and children that agree");

    // How many jobs each level has; a job is one level below the lowest of its parents, and begins at the end of the last.
    private static int[] Levels(TraceReading reading, List<WfJob> jobs)
    {
        var waiting = jobs.ToDictionary(job => job, job => job.Parents.Count);
        var children = jobs.SelectMany(job => job.Parents.Select(parent => (Parent: parent, Child: job)))
            .ToLookup(edge => edge.Parent, edge => edge.Child);
        var ready = new Queue<WfJob>(jobs.Where(job => job.Parents.Count == 0));
        var done = 0;
        for (; ready.TryDequeue(out var job); done++)
            foreach (var child in children[job])
            {
                child.Level = Math.Max(child.Level, job.Level + 1);
                child.Earliest = Math.Max(child.Earliest, job.Earliest + (double.IsNaN(job.Runtime) ? 0 : job.Runtime));
                if (--waiting[child] == 0)
                    ready.Enqueue(child);
            }

        if (done < jobs.Count)
        {
            var one = jobs.First(job => waiting[job] > 0);
            throw Disagree(reading, one, "is, over others, its own parent");
        }

        return [.. jobs.CountBy(job => job.Level).OrderBy(level => level.Key).Select(level => level.Value)];
    }
}
