namespace CloudSim.Net.Traces.Formats;

/// <summary>Events of machines: 1 they come, 2 they go, 3 they change.</summary>
internal sealed class Google2019Machines(TraceReading reading) : IGoogle2019Table
{
    private readonly RowTimes times = new();
    private readonly SortedDictionary<long, long> types = [];
    private readonly DistinctNames machines = new(), platforms = new();
    private readonly Tally cpus = new(), memory = new();
    private long zero, large, after, unknown;

    public Action Parse(in Google2019Row row)
    {
        var (time, type, id) = (row.Whole("time", 0), row.Whole("type", 1, 3), row.Whole("machine_id", 0).ToString(null, null));
        var (cpu, size, platform) = (row.NumberOrNaN("capacity.cpus"), row.NumberOrNaN("capacity.memory"), row["platform_id"]);
        return () =>
        {
            times.Add(time, time < long.MaxValue);
            zero += time == 0 ? 1 : 0;
            large += time > 1L << 53 ? 1 : 0;
            after += time == long.MaxValue ? 1 : 0;
            types[type] = types.GetValueOrDefault(type) + 1;
            machines.Add(id);
            if (platform.Length > 0)
                platforms.Add(platform);
            unknown += double.IsNaN(cpu) && double.IsNaN(size) ? 1 : 0;
            cpus.Add(cpu);
            memory.Add(size);
        };
    }

    public void Report()
    {
        times.Report(reading, "time", "us");
        reading.Figure("time_zero_(before the trace)", zero);
        reading.Figure("time_over_2^53", large);
        reading.Figure("time_int64_max_(after the trace)", after);
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        reading.Figure("machines", machines);
        reading.Figure("platforms", platforms);
        reading.Figure("type", types);
        reading.Figure("capacity_null", unknown);
        reading.Figure("cpus", cpus, "NCU, 0..1");
        reading.Figure("memory", memory, "0..1");
        if (unknown > 0)
            reading.Remark($"{unknown} rows do not say how large the machine is");
    }
}
