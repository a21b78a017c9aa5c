namespace CloudSim.Net.Tests.Engine;

public class DelayTests
{
    private readonly Simulation sim = new();

    [Fact]
    public void A_reusable_delay_allocates_nothing()
    {
        sim.Process(Clock());
        sim.RunD(100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        sim.RunD(100_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000);
        Assert.Equal(100_100, sim.NowD);

        IEnumerable<Event> Clock()
        {
            var delay = new Delay(sim);
            while (true)
                yield return delay.For(TimeSpan.FromSeconds(1));
        }
    }

    [Theory]
    [InlineData(1)] // before the interrupted use would have ended
    [InlineData(7)] // with it
    [InlineData(20)] // after it
    public void It_can_be_used_again_after_an_interrupt(int seconds)
    {
        var ends = new List<double>();
        var process = sim.Process(Work());
        sim.TimeoutD(3).AddCallback(_ => process.Interrupt());
        sim.Run();
        Assert.Equal([3, 3 + seconds, 4 + seconds], ends);

        IEnumerable<Event> Work()
        {
            var delay = new Delay(sim);
            yield return delay.For(TimeSpan.FromSeconds(10));
            Assert.True(sim.ActiveProcess.HandleFault());
            ends.Add(sim.NowD);
            yield return delay.For(TimeSpan.FromSeconds(seconds));
            ends.Add(sim.NowD);
            yield return delay.For(TimeSpan.FromSeconds(1));
            ends.Add(sim.NowD);
        }
    }

    [Fact]
    public void Two_uses_at_once_are_two_events()
    {
        var delay = new Delay(sim);
        var both = delay.For(TimeSpan.FromSeconds(1)) & delay.For(TimeSpan.FromSeconds(2));
        sim.Run(both);
        Assert.Equal(2, sim.NowD);
        Assert.Throws<ArgumentException>(() => new Delay(sim).For(TimeSpan.FromSeconds(-1)));
    }
}
