namespace CloudSim.Net.Workloads.Services;

/// <summary>A window of time over a system: the integral of the number in it, and the parts of the sojourns within the window.</summary>
public sealed class SojournWindow
{
    internal SojournWindow(DateTime from, DateTime to) => (From, To) = (from, to);

    /// <summary>When it begins.</summary>
    public DateTime From { get; }

    /// <summary>When it ends.</summary>
    public DateTime To { get; }

    /// <summary>Whether it has ended; then <see cref="Area"/> and <see cref="Sojourns"/> were found to be equal.</summary>
    public bool IsOver { get; internal set; }

    /// <summary>The integral of the number in the system so far, in ticks of 100 ns.</summary>
    public Int128 Area { get; private set; }

    /// <summary>The parts within the window of the sojourns that have ended, at its end of all, in ticks of 100 ns.</summary>
    public Int128 Sojourns { get; private set; }

    /// <summary>The mean number in the system; NaN of a window without length.</summary>
    public double MeanNumber => (double)Area / (To - From).Ticks;

    internal void Passed(long number, DateTime since, DateTime now) => Area += (Int128)number * Part(since, now);

    internal void Left(DateTime arrived, DateTime now) => Sojourns += Part(arrived, now);

    private long Part(DateTime begin, DateTime end)
    {
        var (from, to) = (Math.Max(begin.Ticks, From.Ticks), Math.Min(end.Ticks, To.Ticks));
        return Math.Max(0, to - from);
    }
}
