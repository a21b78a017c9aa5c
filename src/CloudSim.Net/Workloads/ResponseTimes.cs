namespace CloudSim.Net.Workloads;

/// <summary>Response times of one probe, with the number that missed a goal.</summary>
internal sealed class ResponseTimes(TimeSpan goal)
{
    private readonly List<float> milliseconds = [];

    public int Count => milliseconds.Count;

    public int Late { get; private set; }

    /// <summary>The smallest value that 99 % of all do not exceed; 0 if there is none.</summary>
    public double P99Ms
    {
        get
        {
            milliseconds.Sort();
            return Count == 0 ? 0 : milliseconds[(int)Math.Ceiling(0.99m * Count) - 1];
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
