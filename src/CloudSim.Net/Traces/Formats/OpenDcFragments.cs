namespace CloudSim.Net.Traces.Formats;

/// <summary>What is reported and told of OpenDC's fragments, however they are written: stretches of tasks, each with its CPU use.</summary>
internal sealed class OpenDcFragments
{
    private readonly TraceReading reading;
    private readonly bool hasTasks;
    private readonly Dictionary<string, Series> series = new(StringComparer.Ordinal);
    private readonly Tally duration = new(), usage = new();
    private readonly SortedDictionary<string, Tally> numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DistinctNames> words = new(StringComparer.Ordinal);
    private long over, withoutTime, withoutSpeed;
    private double work;

    /// <summary>Fragments of a file, and the tasks of the file beside it; null without one.</summary>
    public OpenDcFragments(TraceReading reading, IEnumerable<OpenDcTask>? tasks)
    {
        (this.reading, hasTasks) = (reading, tasks is not null);
        foreach (var task in tasks ?? [])
            series.TryAdd(task.Id, new() { Task = task, Next = task.Submission });
    }

    /// <summary>
    /// Takes a fragment. Those of a task follow each other from its submission, unless its end is told (<paramref name="end"/>, ms; the
    /// column <c>time</c> of v2.0: from one row to the next it grows by the latter's duration).
    /// </summary>
    public void Add(string id, double end, double length, double megahertz)
    {
        if (!series.TryGetValue(id, out var of))
            series[id] = of = new();
        of.Count++;
        of.Sum += length;
        duration.Add(length);
        usage.Add(megahertz);
        work += megahertz * length / 1000;
        var begin = double.IsNaN(end) ? of.Next : end - length;
        of.Next = begin + length;
        over += megahertz > of.Task?.CpuCapacity ? 1 : 0;
        var cpus = of.Task is { } task && task.CpuCapacity > 0 ? megahertz / (task.CpuCapacity / task.CpuCount) : double.NaN;
        if (double.IsNaN(begin))
            withoutTime++;
        else if (!double.IsFinite(cpus))
            withoutSpeed++;
        else
            reading.Sink.Add(new TraceDemand(id, begin / 1000, length / 1000, cpus));
    }

    /// <summary>Takes a number of a column beyond the usual ones.</summary>
    public void Add(string column, double value) => OpenDcTasks.Of(numbers, column).Add(value);

    /// <summary>Takes a word of a column beyond the usual ones.</summary>
    public void Add(string column, string word)
    {
        var names = OpenDcTasks.Of(words, column);
        if (word.Length > 0)
            names.Add(word);
    }

    /// <summary>Reports.</summary>
    public void Report()
    {
        var told = series.Values.Where(of => of.Count > 0).ToList();
        var perTask = new Tally();
        foreach (var of in told)
            perTask.Add(of.Count);
        var gaps = told.Where(of => of.Task is not null).Select(of => Math.Abs(of.Sum - of.Task!.Value.Duration)).ToList();
        reading.Figure("fragments", duration.Count);
        reading.Figure("ids", told.Count);
        if (hasTasks)
        {
            reading.Figure("ids_not_in_tasks", told.Count(of => of.Task is null));
            reading.Figure("tasks_without_fragments", series.Count - told.Count);
        }

        reading.Figure("duration", duration, "ms");
        reading.Figure("cpu_usage", usage, "MHz");
        reading.Figure("fragments_per_task", perTask);
        if (hasTasks)
        {
            reading.Figure("fragments_over_the_task_cpu_capacity", over);
            reading.Figure("tasks_where_sum_of_fragments_differs_from_duration", gaps.Count(gap => gap > 0));
            reading.Figure("largest_difference", gaps.Count > 0 ? gaps.Max() : 0, "ms");
        }

        reading.Figure("work_(sum_usage_x_duration)", work, "MHz s");
        OpenDcTasks.Report(reading, numbers, words);
        if (!hasTasks)
            reading.Remark("no file of tasks is beside it: when its fragments run, and on how many CPUs, is unknown");
        else if (withoutTime > 0)
            reading.Remark($"{withoutTime} fragments are of tasks that the file of tasks does not have: when they run is unknown");
        if (withoutSpeed > 0)
            reading.Remark($"{withoutSpeed} fragments are of tasks whose cpu_capacity is unknown or 0: MHz cannot be told in CPUs");
        if (over > 0)
            reading.Remark($"{over} fragments use more than their task's cpu_capacity; they are told as they stand");
        if (gaps.Exists(gap => gap > 0))
            reading.Remark("fragments do not add up to their task's duration; each begins where the one before it ends");
    }

    private sealed class Series
    {
        public OpenDcTask? Task { get; init; }

        public double Next { get; set; } = double.NaN;

        public long Count { get; set; }

        public double Sum { get; set; }
    }
}
