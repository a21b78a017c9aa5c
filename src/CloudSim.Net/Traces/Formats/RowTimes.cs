namespace CloudSim.Net.Traces.Formats;

/// <summary>The times of a table's rows: the first, the last, and how many rows go back.</summary>
internal sealed class RowTimes
{
    private long before = long.MinValue;
    private bool isBegun;

    /// <summary>The least time.</summary>
    public long Min { get; private set; } = long.MaxValue;

    /// <summary>The largest time.</summary>
    public long Max { get; private set; } = long.MinValue;

    /// <summary>Rows whose time is before that of the row before.</summary>
    public long Unsorted { get; private set; }

    /// <summary>Takes the time of the next row.</summary>
    /// <param name="time">The time.</param>
    /// <param name="isKnown">Whether it is one, and not a code for what lies outside the trace: then it only counts for the order.</param>
    public void Add(long time, bool isKnown = true)
    {
        Unsorted += time < before ? 1 : 0;
        before = time;
        if (isKnown)
            (Min, Max, isBegun) = (Math.Min(Min, time), Math.Max(Max, time), true);
    }

    /// <summary>Reports the first and the last time, empty without any.</summary>
    public void Report(TraceReading reading, string quantity, string unit)
    {
        reading.Figure($"{quantity}.min", isBegun ? Min : double.NaN, unit);
        reading.Figure($"{quantity}.max", isBegun ? Max : double.NaN, unit);
    }
}
