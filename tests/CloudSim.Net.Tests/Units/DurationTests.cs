using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Units;

public class DurationTests
{
    [Fact]
    public void Numbers_become_the_nearest_time()
    {
        Assert.Equal(1_018_320_000, 101.832.Seconds.Ticks); // cut off: 1,018,319,999
        Assert.Equal(1, 0.06.Microseconds.Ticks);
        Assert.Equal((-1, 0, -1_018_320_000), ((-0.06).Microseconds.Ticks, (-0.04).Microseconds.Ticks, (-101.832).Seconds.Ticks));
        Assert.Equal(17_999, 1.7999.Milliseconds.Ticks);
        Assert.Equal((0, 2, 2), (0.05.Microseconds.Ticks, 0.15.Microseconds.Ticks, 0.25.Microseconds.Ticks)); // halves: to even
        Assert.Equal(TimeSpan.FromTicks(1_018_320_000), new Bytes(101_832) / new Bandwidth(1_000));
        Assert.Equal(TimeSpan.FromTicks(1_018_320_000), new Cycles(101.832e9).At(1.GHz));
        Assert.Equal(333, new Frequency(30_000).Period.Ticks);
    }

    [Fact]
    public void Nanoseconds_become_the_nearest_step()
    {
        (long Ns, long Ticks)[] cases =
        [
            (0, 0), (49, 0), (50, 0), (51, 1), (149, 1), (150, 2), (250, 2), (251, 3), (-50, 0), (-51, -1), (-150, -2),
            (long.MaxValue, 92_233_720_368_547_758), (long.MinValue, -92_233_720_368_547_758),
        ];
        Assert.All(cases, c => Assert.Equal(c.Ticks, Durations.OfNanoseconds(c.Ns).Ticks));
    }

    [Fact]
    public void No_time_is_farther_off_than_half_a_step() =>
        Gen.Select(Gen.Double[-12, 9], Gen.Bool).Sample((magnitude, negative) =>
        {
            var seconds = Math.Pow(10, magnitude) * (negative ? -1 : 1);
            var exact = new decimal(seconds) * TimeSpan.TicksPerSecond;
            return Math.Abs(seconds.Seconds.Ticks - seconds * 1e7) <= 0.5 + Math.Abs(seconds * 1e7) * 1e-15
                && Math.Abs(seconds.Seconds.Ticks - exact) <= 0.5m + Math.Abs(exact) * 1e-14m;
        });

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e12)]
    [InlineData(-1e300)]
    public void What_is_no_time_is_refused(double seconds)
    {
        Assert.Contains(" s is ", Assert.Throws<ArgumentOutOfRangeException>(() => seconds.Seconds).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cycles(seconds * 1e9).At(1.GHz));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cycles(seconds * 1e9).NanosecondsAt(1.GHz));
    }

    [Fact]
    public void The_longest_times_fit()
    {
        Assert.Equal(9_220_000_000_000_000_000, 922e9.Seconds.Ticks);
        Assert.Throws<ArgumentOutOfRangeException>(() => Durations.WholeNanoseconds(9_223_372_036_854_775_808.0));
        Assert.Equal(long.MinValue, Durations.WholeNanoseconds(-9_223_372_036_854_775_808.0));
    }

    // A million draws of mean 1 us: the models wait as long as was drawn, the engine's double-valued API as Sim# does.
    [Fact]
    public void Short_times_keep_their_mean_and_the_engines_own_conversion_stays_Sim_sharps()
    {
        var (sim, stream, drawn, waited, cutOff) = (new Simulation(), new RandomStream(1), 0.0, 0L, 0L);
        for (var i = 0; i < 1_000_000; i++)
        {
            var seconds = stream.Exponential(1e-6);
            drawn += seconds;
            waited += seconds.Seconds.Ticks;
            cutOff += sim.ToTimeSpan(seconds).Ticks;
        }
        Assert.InRange(waited / 1e7 / drawn, 0.999, 1.001);
        Assert.InRange(cutOff / 1e7 / drawn, 0.950, 0.952);
        Assert.Equal(1_018_319_999, sim.ToTimeSpan(101.832).Ticks);
    }

    [Theory]
    [InlineData(1.4, 1)]
    [InlineData(1.6, 2)]
    [InlineData(0.5, 0)] // halves to the even one
    [InlineData(1.5, 2)]
    [InlineData(2.5, 2)]
    [InlineData(-1.6, -2)]
    public void Cycles_become_the_nearest_nanosecond(double cycles, long nanoseconds) =>
        Assert.Equal(nanoseconds, new Cycles(cycles).NanosecondsAt(1.GHz));
}
