namespace CloudSim.Net.Traces.Formats;

/// <summary>Events of instances or of collections.</summary>
internal sealed class Google2019Events(TraceReading reading, bool isOfInstances) : IGoogle2019Table
{
    private readonly RowTimes times = new();
    private readonly SortedDictionary<long, long> types = [], missing = [];
    private readonly DistinctNames collections = new(), instances = new(), rows = new();
    private readonly Tally priority = new(), cpus = new(), memory = new();
    private readonly TaskLives lives = new(reading);
    private long zero, large, after, doubles, allocs;

    public Action Parse(in Google2019Row row)
    {
        var (time, type, collection) = (row.Whole("time", 0), row.Whole("type", 0, 10), row.Whole("collection_id", 0));
        var (important, kind, lacks) = (row.WholeOrNone("priority", 0), row.WholeOrNone("collection_type", 0, 1),
            row.WholeOrNone("missing_type", 0));
        var index = isOfInstances ? row.Whole("instance_index", -1) : 0;
        row.WholeOrNone("machine_id", -1);
        row.WholeOrNone("scheduling_class", 0);
        var (cpu, size) = (row.NumberOrNaN("resource_request.cpus"), row.NumberOrNaN("resource_request.memory"));
        var text = row.Text;
        return () =>
        {
            times.Add(time, time < long.MaxValue);
            zero += time == 0 ? 1 : 0;
            large += time > 1L << 53 ? 1 : 0;
            after += time == long.MaxValue ? 1 : 0;
            types[type] = types.GetValueOrDefault(type) + 1;
            if (lacks is { } code)
                missing[code] = missing.GetValueOrDefault(code) + 1;
            var id = TaskLives.Id(collection, index);
            collections.Add(id.AsSpan(0, id.IndexOf('/', StringComparison.Ordinal)));
            priority.Add(important ?? double.NaN);
            doubles += rows.Add(text) ? 0 : 1;
            allocs += kind == 1 ? 1 : 0;
            if (!isOfInstances)
                return;
            instances.Add(id);
            cpus.Add(cpu);
            memory.Add(size);
            if (kind != 1)
                lives.Add(collection, index, time, What(type), cpu, size);
        };
    }

    public void Report()
    {
        times.Report(reading, "time", "us");
        reading.Figure("time_zero_(before the trace)", zero);
        reading.Figure("time_over_2^53", large);
        reading.Figure("time_int64_max_(after the trace)", after);
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("collections", collections);
        reading.Figure("type", types);
        reading.Figure("missing_type", missing);
        reading.Figure("priority", priority);
        reading.Figure("rows_of_alloc_sets", allocs);
        if (isOfInstances)
        {
            reading.Figure("cpus", cpus, "NCU, 0..1");
            reading.Figure("memory", memory, "0..1");
            reading.Figure("instances", instances);
        }

        reading.Figure("duplicate_rows", doubles);
        if (!rows.IsExact)
            reading.Remark($"duplicate_rows: looked for among the first {DistinctNames.Most} different rows");
        if (!isOfInstances)
        {
            reading.Remark("collections are no guests: their instances are");
            return;
        }

        lives.End();
        if (allocs > 0)
            reading.Remark($"{allocs} rows are of alloc sets, that reserve what instances of jobs use: they are no guests");
        if (times.Unsorted > 0)
            reading.Remark($"{times.Unsorted} rows go back in time: where events of an instance lack or are out of order, so are its runs");
    }

    private static TaskLives.Event What(long type) => type switch
    {
        0 => TaskLives.Event.Submit,
        3 => TaskLives.Event.Schedule,
        4 or 5 or 6 => TaskLives.Event.Stop,
        7 or 8 => TaskLives.Event.Kill,
        9 or 10 => TaskLives.Event.Update,
        _ => TaskLives.Event.None,
    };
}
