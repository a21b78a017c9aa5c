namespace CloudSim.Net.Traces.Formats;

/// <summary>A task of a trace in OpenDC's form; times in milliseconds, speed in MHz for all its CPUs, memory as written.</summary>
internal readonly record struct OpenDcTask(string Id, double Submission, double Duration, double CpuCount, double CpuCapacity,
    double Memory);

/// <summary>What is reported and told of OpenDC's tasks, however they are written.</summary>
internal sealed class OpenDcTasks
{
    /// <summary>So much memory for a CPU, taken as MB, is more than machines have: then the column is in KB.</summary>
    private const double MostMegabytesOfCpu = 65_536;

    private readonly TraceReading reading;
    private readonly DistinctNames ids = new();
    private readonly Tally submission = new(), duration = new(), count = new(), capacity = new(), memory = new(), inMib = new();
    private readonly SortedDictionary<string, Tally> numbers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, DistinctNames> words = new(StringComparer.Ordinal);
    private readonly double mibOfUnit;
    private double before = double.NegativeInfinity, last = double.NegativeInfinity;
    private long unsorted, withoutMemory, withoutCpus;
    private double coreSeconds;

    /// <summary>Tasks of a file; <paramref name="all"/> of them decide what unit the memory has.</summary>
    public OpenDcTasks(TraceReading reading, IEnumerable<OpenDcTask> all)
    {
        this.reading = reading;
        var ofCpu = new Tally();
        foreach (var task in all)
            ofCpu.Add(task.Memory / Math.Max(1, task.CpuCount));
        var isKilobytes = ofCpu.Quantile(0.5) > MostMegabytesOfCpu;
        mibOfUnit = isKilobytes ? 1.0 / 1024 : 1;
        if (ofCpu.Count > 0)
            reading.Remark(FormattableString.Invariant($"mem_capacity is taken as {(isKilobytes ? "KB" : "MB")} of 1024: the median ")
                + FormattableString.Invariant($"for a CPU is {ofCpu.Quantile(0.5):g6}, and MB are at most {MostMegabytesOfCpu}"));
    }

    /// <summary>Takes a task.</summary>
    public void Add(OpenDcTask task, int line, Func<string, string, InputException> wrong)
    {
        if (ids.FirstLine(task.Id, line) is { } first)
            throw wrong($"task {Printable.Of(task.Id, most: 80)} stands twice, first in line {first}", "an id of its own for each task");
        unsorted += task.Submission < before ? 1 : 0;
        before = task.Submission;
        last = Math.Max(last, task.Submission + task.Duration);
        submission.Add(task.Submission);
        duration.Add(task.Duration);
        count.Add(task.CpuCount);
        capacity.Add(task.CpuCapacity);
        memory.Add(task.Memory);
        var mib = task.Memory > 0 ? task.Memory * mibOfUnit : double.NaN;
        inMib.Add(mib);
        withoutMemory += task.Memory > 0 ? 0 : 1;
        withoutCpus += task.CpuCount > 0 ? 0 : 1;
        coreSeconds += task.CpuCount * task.Duration / 1000;
        reading.Sink.Add(new TraceGuest(task.Id, task.Submission / 1000, task.Duration / 1000, task.CpuCount, mib, double.NaN));
    }

    /// <summary>Takes a number of a column beyond the usual ones.</summary>
    public void Add(string column, double value) => Of(numbers, column).Add(value);

    /// <summary>Takes a word of a column beyond the usual ones.</summary>
    public void Add(string column, string word)
    {
        var names = Of(words, column);
        if (word.Length > 0)
            names.Add(word);
    }

    /// <summary>Reports.</summary>
    public void Report()
    {
        reading.Figure("tasks", duration.Count);
        reading.Figure("duplicate_ids", 0);
        reading.Figure("submission.first", submission.Min, "ms since 1970");
        reading.Figure("submission.last", submission.Max, "ms since 1970");
        reading.Figure("rows_unsorted_by_submission", unsorted);
        reading.Figure("duration", duration, "ms");
        reading.Figure("cpu_count", count);
        reading.Figure("cpu_capacity", capacity, "MHz");
        // The header's unit; what it is in truth, the remark says.
        reading.Figure("mem_capacity", memory, "MB");
        reading.Figure("memory", inMib, "MiB");
        reading.Figure("end.last", duration.Count > 0 ? last : double.NaN, "ms since 1970");
        reading.Figure("span", duration.Count > 0 ? last - submission.Min : double.NaN, "ms");
        reading.Figure("core_seconds", coreSeconds, "core s");
        Report(reading, numbers, words);
        if (withoutMemory > 0)
            reading.Remark($"{withoutMemory} tasks have 0 memory: it is taken as unknown");
        if (withoutCpus > 0)
            reading.Remark($"{withoutCpus} tasks have 0 CPUs (they run on other devices)");
    }

    internal static void Report(TraceReading reading, SortedDictionary<string, Tally> numbers,
        SortedDictionary<string, DistinctNames> words)
    {
        foreach (var (column, tally) in numbers)
            reading.Figure(column, tally, Unit(column));
        foreach (var (column, names) in words)
            reading.Figure(column, names);
    }

    internal static T Of<T>(SortedDictionary<string, T> all, string column) where T : new()
    {
        if (!all.TryGetValue(column, out var one))
            all[column] = one = new T();
        return one;
    }

    private static string Unit(string column) => column switch
    {
        "gpu_capacity" or "gpu_usage" => "MHz", "deadline" or "time" => "ms since 1970", "gpu_mem_capacity" => "MB", _ => "",
    };
}
