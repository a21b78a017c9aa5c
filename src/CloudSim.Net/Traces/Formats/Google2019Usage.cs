namespace CloudSim.Net.Traces.Formats;

/// <summary>What instances used in a period.</summary>
internal sealed class Google2019Usage(TraceReading reading) : IGoogle2019Table
{
    private const double Second = 1e6;

    private readonly RowTimes times = new();
    private readonly DistinctNames collections = new(), instances = new();
    private readonly Tally cpus = new(), memory = new(), top = new(), window = new(), percentiles = new(), tail = new();
    private long last = long.MinValue;

    public Action Parse(in Google2019Row row)
    {
        var (start, end) = (row.Whole("start_time", 0), row.Whole("end_time", 0));
        if (end < start)
            throw row.Wrong($"end_time {end} is before start_time {start}", "a period that ends after it has begun");
        var (collection, index) = (row.Whole("collection_id", 0), row.Whole("instance_index", -1));
        var (cpu, size, most) = (row.NumberOrNaN("average_usage.cpus"), row.NumberOrNaN("average_usage.memory"),
            row.NumberOrNaN("maximum_usage.cpus"));
        row.WholeOrNone("machine_id", -1);
        row.NumberOrNaN("maximum_usage.memory");
        row.NumberOrNaN("sample_rate");
        var isOfAlloc = row.WholeOrNone("collection_type", 0, 1) == 1;
        var (shares, tails) = (row.Length("cpu_usage_distribution"), row.Length("tail_cpu_usage_distribution"));
        return () =>
        {
            times.Add(start);
            last = Math.Max(last, end);
            window.Add(end - start);
            var id = TaskLives.Id(collection, index);
            collections.Add(id.AsSpan(0, id.IndexOf('/', StringComparison.Ordinal)));
            instances.Add(id);
            cpus.Add(cpu);
            memory.Add(size);
            top.Add(most);
            percentiles.Add(shares);
            tail.Add(tails);
            if (!double.IsNaN(cpu) && !isOfAlloc)
                reading.Sink.Add(new TraceDemand(id, start / Second, (end - start) / Second, cpu));
        };
    }

    public void Report()
    {
        times.Report(reading, "start_time", "us");
        reading.Figure("end_time.max", last == long.MinValue ? double.NaN : last, "us");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("collections", collections);
        reading.Figure("instances", instances);
        reading.Figure("average_usage.cpus", cpus, "NCU");
        reading.Figure("average_usage.memory", memory, "0..1");
        reading.Figure("maximum_usage.cpus", top, "NCU");
        Same("window", window, "us");
        Same("cpu_percentiles", percentiles, "");
        Same("tail_percentiles", tail, "");
    }

    // What is mostly the same in all rows.
    private void Same(string quantity, Tally tally, string unit)
    {
        if (tally.Min == tally.Max)
            reading.Figure(quantity, tally.Min, unit);
        else
        {
            reading.Figure($"{quantity}.min", tally.Min, unit);
            reading.Figure($"{quantity}.max", tally.Max, unit);
        }
    }
}
