namespace CloudSim.Net.Units;

/// <summary>
/// From numbers to times: each to the nearest, halves to the even neighbour (IEEE 754's roundTiesToEven, so that nothing drifts up or
/// down). <see cref="TimeSpan"/>'s own conversions cut off: a mean of 1 us comes out as 0.95 us.
/// </summary>
public static class Durations
{
    private const string TooLong =
        "the simulation has run for more than 292.3 years: CPU time is counted in nanoseconds, and 64 bits hold no more of them";

    private const double Beyond = 9_223_372_036_854_775_808.0; // 2^63

    /// <summary>So many seconds, to the nearest 100 ns.</summary>
    /// <param name="seconds">From about -9.2e11 to 9.2e11 (29,000 years).</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or longer.</exception>
    public static TimeSpan OfSeconds(double seconds) => Of(seconds, TimeSpan.TicksPerSecond, "s");

    /// <summary>So many milliseconds, to the nearest 100 ns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or longer than 9.2e14 ms.</exception>
    public static TimeSpan OfMilliseconds(double milliseconds) => Of(milliseconds, TimeSpan.TicksPerMillisecond, "ms");

    /// <summary>So many microseconds, to the nearest 100 ns.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or longer than 9.2e17 us.</exception>
    public static TimeSpan OfMicroseconds(double microseconds) => Of(microseconds, TimeSpan.TicksPerMicrosecond, "us");

    /// <summary>So many nanoseconds, to the nearest 100 ns.</summary>
    public static TimeSpan OfNanoseconds(long nanoseconds)
    {
        var (ticks, rest) = Math.DivRem(nanoseconds, TimeSpan.NanosecondsPerTick);
        var isOdd = (ticks & 1) != 0;
        if (Math.Abs(rest) > 50 || (Math.Abs(rest) == 50 && isOdd))
            ticks += Math.Sign(rest);
        return new TimeSpan(ticks);
    }

    /// <summary>A time as nanoseconds.</summary>
    /// <exception cref="OverflowException">It is more than 292.3 years: no 64 bits hold that.</exception>
    internal static long Nanoseconds(TimeSpan time) => time.Ticks is >= long.MinValue / 100 and <= long.MaxValue / 100
        ? time.Ticks * TimeSpan.NanosecondsPerTick : throw new OverflowException(TooLong);

    /// <summary>A computed number of nanoseconds as a whole one, the nearest.</summary>
    /// <param name="nanoseconds">From -2^63 to below 2^63 (292 years).</param>
    /// <exception cref="ArgumentOutOfRangeException">Not a number, or longer.</exception>
    public static long WholeNanoseconds(double nanoseconds) => Whole(nanoseconds, nanoseconds, "ns");

    private static TimeSpan Of(double value, long ticksPerUnit, string unit) => new(Whole(value * ticksPerUnit, value, unit));

    private static long Whole(double scaled, double value, string unit)
    {
        var whole = Math.Round(scaled);
        return whole is >= -Beyond and < Beyond ? (long)whole
            : throw new ArgumentOutOfRangeException(nameof(value),
                $"{value} {unit} is {(double.IsNaN(value) ? "no time" : "too long a time")}");
    }
}
