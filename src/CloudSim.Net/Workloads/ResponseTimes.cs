using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>Response times of one probe in order, with the number that missed a goal.</summary>
internal sealed class ResponseTimes(TimeSpan goal)
{
    private readonly List<float> milliseconds = [];

    public int Count => milliseconds.Count;

    public int Late { get; private set; }

    /// <summary>
    /// The 99th percentile (<see cref="NearestRank"/>) and its 95 % interval; NaN of fewer than 100, and where an end of the interval is
    /// not among the responses. The interval holds the values at the ranks at which the share above the percentile may lie.
    /// </summary>
    public (double P99Ms, double LowMs, double HighMs) P99()
    {
        if (!NearestRank.IsKnown(0.99, Count))
            return (double.NaN, double.NaN, double.NaN);
        var sorted = milliseconds.ToArray();
        Array.Sort(sorted);
        var p99 = sorted[NearestRank.Of(0.99, Count) - 1];
        var above = new TailShare();
        for (var i = 0; i < TailShare.Batches; i++)
        {
            var (from, to) = ((int)((long)Count * i / TailShare.Batches), (int)((long)Count * (i + 1) / TailShare.Batches));
            var late = 0;
            for (var j = from; j < to; j++)
                late += milliseconds[j] > p99 ? 1 : 0;
            above.Add(late, to - from);
        }
        var (low, high) = above.Interval();
        return (p99, sorted[NearestRank.Of(1 - high, Count) - 1], low > 0 && low * Count >= 1
            ? sorted[NearestRank.Of(1 - low, Count) - 1] : double.NaN);
    }

    public void Add(TimeSpan response)
    {
        milliseconds.Add((float)response.TotalMilliseconds);
        if (response > goal)
            Late++;
    }

    public void Clear()
    {
        milliseconds.Clear();
        Late = 0;
    }
}
