namespace CloudSim.Net.Traces;

/// <summary>
/// A sum of levels over time, such as the CPUs that guests use, as means of intervals of equal width. Levels may be added in any order, and
/// the span need not be known before: there are at most 1,024 intervals, and where more would be needed they become twice as wide. Memory
/// and the cost of a level do not depend on how long it is.
/// </summary>
public sealed class LoadCurve
{
    private const int Most = 1024;

    // Interval i is number low + i since time 0. Area is what is not the same over the whole of it; steps begin with it and stay.
    private double[] area = new double[Most], steps = new double[Most + 1];
    private double endless;
    private long low;

    /// <summary>A curve whose intervals are at least so wide.</summary>
    /// <param name="width">Seconds, positive.</param>
    public LoadCurve(double width = 1) => Width = width > 0 && double.IsFinite(width) ? width
        : throw new ArgumentOutOfRangeException(nameof(width), width, "a width is positive");

    /// <summary>Seconds of an interval.</summary>
    public double Width { get; private set; }

    /// <summary>The least time so far; NaN without any.</summary>
    public double First { get; private set; } = double.NaN;

    /// <summary>The largest time so far; NaN without any.</summary>
    public double Last { get; private set; } = double.NaN;

    /// <summary>Adds a level from a time on; an infinite length lasts to the end of all others.</summary>
    /// <param name="time">Begin in seconds; finite.</param>
    /// <param name="length">Seconds, 0 or more.</param>
    /// <param name="level">How much.</param>
    public void Add(double time, double length, double level)
    {
        var end = double.IsFinite(length) ? time + length : time;
        // Not so at first, as these are NaN.
        if (!(time >= First && end <= Last))
            Extend(time, end);
        var (from, to) = ((int)(Number(time) - low), (int)(Number(end) - low));
        if (from == to && double.IsFinite(length))
        {
            area[from] += level * length;
            return;
        }

        area[from] += level * (Edge(from + 1) - time);
        steps[from + 1] += level;
        if (!double.IsFinite(length))
        {
            endless += level;
            return;
        }

        area[to] += level * (end - Edge(to));
        steps[to] -= level;
    }

    /// <summary>The intervals that have any time, in order: begin in seconds, and the mean level.</summary>
    public IReadOnlyList<(double Time, double Level)> Points()
    {
        var points = new List<(double, double)>();
        if (double.IsNaN(First))
            return points;
        var level = 0.0;
        // What has not ended is counted to an interval's edge, also beyond the last time.
        for (var i = 0; i < Most; i++)
        {
            level += steps[i];
            var (from, to) = (Math.Max(Edge(i), First), Math.Min(Edge(i + 1), Last));
            if (to > from)
                points.Add((from, ((level * Width) + area[i] - (endless * (Edge(i + 1) - to))) / (to - from)));
        }

        return points;
    }

    /// <summary>The mean level from the first time to the last; NaN without any.</summary>
    public double Mean() => Points() is { Count: > 0 } points
        ? points.Select((p, i) => p.Level * ((i + 1 < points.Count ? points[i + 1].Time : Last) - p.Time)).Sum() / (Last - First)
        : double.NaN;

    private long Number(double time) => (long)Math.Floor(time / Width);

    private double Edge(int index) => (low + index) * Width;

    private void Extend(double time, double end)
    {
        if (double.IsNaN(First))
            (First, Last, low) = (time, end, Number(time));
        (First, Last) = (Math.Min(First, time), Math.Max(Last, end));
        while (Number(Last) - Number(First) >= Most)
            Pair();
        if (Number(First) >= low && Number(Last) < low + Most)
            return;
        var by = low - Number(First);
        low = Number(First);
        Shift(ref area, by);
        Shift(ref steps, by);
    }

    // Two intervals become one. What begins in the middle of the new one is no longer the same over the whole of it.
    private void Pair()
    {
        var (oldArea, oldSteps, from) = (area, steps, low);
        (area, steps, low) = (new double[Most], new double[Most + 1], low >> 1);
        for (var i = 0; i <= Most; i++)
        {
            var (at, isMiddle) = ((int)(((from + i) >> 1) - low), ((from + i) & 1) == 1);
            if (i < Most)
                area[at] += oldArea[i];
            if (isMiddle && at < Most)
                area[at] += oldSteps[i] * Width;
            steps[isMiddle ? at + 1 : at] += oldSteps[i];
        }

        Width *= 2;
    }

    private static void Shift(ref double[] values, long by)
    {
        var moved = new double[values.Length];
        for (var i = 0; i < values.Length; i++)
            if (i + by >= 0 && i + by < values.Length)
                moved[i + by] = values[i];
        values = moved;
    }
}
