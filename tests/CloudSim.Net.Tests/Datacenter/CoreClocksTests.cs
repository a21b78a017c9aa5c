using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

public class CoreClocksTests
{
    private static readonly ClockGovernor Governor = new(1.55.GHz, 20.0.Milliseconds, 30.0.Milliseconds, 3.1.GHz);

    // At half the speed for 20 ms: 10 ms of work take 20, 30 take 40.
    [Theory]
    [InlineData(4, 8)]
    [InlineData(10, 20)]
    [InlineData(30, 40)]
    public void A_core_that_was_idle_starts_slowly(double work, double takes) => Assert.Equal(takes, Time(TimeSpan.Zero, work), 1);

    // The core is left for a while, then the same work again.
    [Theory]
    [InlineData(10, 30)]
    [InlineData(40, 40)]
    public void It_is_fast_again_after_a_short_rest(double restMs, double takes) => Assert.Equal(takes, Time(restMs.Milliseconds, 30, warm: true), 1);

    [Fact]
    public void Few_busy_cores_are_faster_than_all()
    {
        var turbo = Governor with { OneCore = 6.2.GHz, Slowest = 3.1.GHz };
        Assert.Equal(15, Time(TimeSpan.Zero, 30, governor: turbo), 0);
    }

    // Time of the work in ms on a machine of one core.
    private static double Time(TimeSpan rest, double workMs, bool warm = false, ClockGovernor? governor = null)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer with { Cores = 1, Governor = governor ?? Governor }, new RandomStreams(1));
        var task = host.Scheduler.CreateTask("work");
        var work = (long)(workMs * 1e6);
        if (warm)
            sim.Run(host.Execute(task, 50_000_000));
        if (rest > TimeSpan.Zero)
            sim.Run(rest);
        var begin = sim.Now;
        sim.Run(host.Execute(task, work));
        return (sim.Now - begin).TotalMilliseconds;
    }
}
