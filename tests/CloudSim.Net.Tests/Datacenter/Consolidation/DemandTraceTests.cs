using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class DemandTraceTests
{
    private static readonly DemandTrace Trace = new(300.Seconds, [0, 0.6, 0, 0, 0.5]);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 0.2)]
    [InlineData(300, 0.6)]
    [InlineData(450, 0.3)]
    [InlineData(1050, 0.25)]
    [InlineData(1200, 0.5)]
    [InlineData(9999, 0.5)]
    public void Lines_join_the_samples_and_the_last_stays(double seconds, double expected) =>
        Assert.Equal(expected, Trace.At(seconds.Seconds), 1e-12);

    [Fact]
    public void Idle_is_nothing_now_and_until_the_next_sample()
    {
        Assert.False(Trace.IsIdleFrom(0.Seconds));
        Assert.True(Trace.IsIdleFrom(600.Seconds));
        Assert.False(Trace.IsIdleFrom(900.Seconds));
        Assert.True(new DemandTrace(1.Seconds, [0]).IsIdleFrom(5.Seconds));
    }

    [Fact]
    public void Samples_are_shares_and_at_least_one()
    {
        Assert.Throws<ArgumentException>(() => new DemandTrace(1.Seconds, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new DemandTrace(1.Seconds, [1.01]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Trace with { Step = TimeSpan.Zero });
    }
}
