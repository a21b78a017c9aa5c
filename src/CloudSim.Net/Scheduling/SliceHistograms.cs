using CloudSim.Net.Statistics;

namespace CloudSim.Net.Scheduling;

/// <summary>Lengths of time slices on a CPU and of the waits for them, in nanoseconds.</summary>
public sealed class SliceHistograms
{
    /// <summary>Time slices, from getting a CPU to leaving it.</summary>
    public Histogram Slices { get; } = new();

    /// <summary>Waits, from waking up or losing a CPU to getting one.</summary>
    public Histogram Waits { get; } = new();

    internal void Add(in TimeSlice slice)
    {
        Slices.Add(slice.LengthNs);
        Waits.Add(slice.WaitNs);
    }
}
