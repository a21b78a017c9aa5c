namespace CloudSim.Net.Scheduling;

/// <summary>Paces as integers, so that work and time convert exactly: a pace is work per time in units of 2^-20.</summary>
internal static class CpuPace
{
    public const int Shift = 20;

    /// <summary>A task that has its core and its memory for itself.</summary>
    public const long Full = 1 << Shift;

    public static long Of(double pace) => Math.Clamp((long)Math.Round(pace * Full), 1, Full);

    // A clock above that of the CPU model gives more than full pace.
    public static long Faster(double pace) => Math.Max(1, (long)Math.Round(pace * Full));

    // Work done in so much time; what is less than a nanosecond is carried on.
    public static long Work(long time, long pace, long rest, out long left)
    {
        var work = ((Int128)time * pace) + rest;
        left = (long)(work & (Full - 1));
        return (long)(work >> Shift);
    }

    // The least time in which so much work is done.
    public static long Time(long work, long pace, long rest) => (long)((((Int128)work << Shift) - rest + pace - 1) / pace);
}
