namespace CloudSim.Net.Scheduling;

/// <summary>Lengths of turns on a CPU and of the waits for them.</summary>
public sealed class TurnHistograms
{
    /// <summary>Turns, from getting a CPU to leaving it.</summary>
    public DurationHistogram Slices { get; } = new();

    /// <summary>Waits, from waking up or losing a CPU to getting one.</summary>
    public DurationHistogram Waits { get; } = new();

    internal void Add(in Turn turn)
    {
        Slices.Add(turn.LengthNs);
        Waits.Add(turn.WaitNs);
    }
}
