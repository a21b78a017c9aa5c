namespace CloudSim.Net.Scheduling;

/// <summary>Paces as integers, so that work and time convert exactly: a speed is work per time in units of 2^-20.</summary>
internal static class CpuSpeed
{
    public const int Shift = 20;

    /// <summary>A task that has its core and its memory for itself.</summary>
    public const long Full = 1 << Shift;

    public static long Of(double speed) => Math.Clamp((long)Math.Round(speed * Full), 1, Full);

    // A clock above that of the CPU model gives more than full speed.
    public static long Faster(double speed) => Math.Max(1, (long)Math.Round(speed * Full));

    // Work done in so much time; what is less than a nanosecond is carried on.
    public static long Work(long time, long speed, long rest, out long left)
    {
        var work = ((Int128)time * speed) + rest;
        left = (long)(work & (Full - 1));
        return (long)(work >> Shift);
    }

    // The least time in which so much work is done.
    public static long Time(long work, long speed, long rest) => (long)((((Int128)work << Shift) - rest + speed - 1) / speed);
}
