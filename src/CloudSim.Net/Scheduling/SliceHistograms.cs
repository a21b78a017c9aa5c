namespace CloudSim.Net.Scheduling;

/// <summary>Lengths of time slices on a CPU and of the waits for them.</summary>
public sealed class SliceHistograms
{
    /// <summary>Time slices, from getting a CPU to leaving it.</summary>
    public DurationHistogram Slices { get; } = new();

    /// <summary>Waits, from waking up or losing a CPU to getting one.</summary>
    public DurationHistogram Waits { get; } = new();

    internal void Add(in TimeSlice slice)
    {
        Slices.Add(slice.LengthNs);
        Waits.Add(slice.WaitNs);
    }
}
