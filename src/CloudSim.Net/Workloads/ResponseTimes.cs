using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads;

/// <summary>Response times of one probe, with the number that missed a goal.</summary>
internal sealed class ResponseTimes(TimeSpan goal)
{
    private readonly List<float> milliseconds = [];

    public int Count => milliseconds.Count;

    public int Late { get; private set; }

    /// <summary>The 99th percentile (<see cref="NearestRank"/>); NaN of fewer than 100.</summary>
    public double P99Ms
    {
        get
        {
            milliseconds.Sort();
            return NearestRank.IsKnown(0.99, Count) ? milliseconds[(int)NearestRank.Of(0.99, Count) - 1] : double.NaN;
        }
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
