using CloudSim.Net.Hardware;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>Beyond 292.3 years (2^63 ns) there is no CPU time.</summary>
public class LongRunTests
{
    private const double Most = 9_223_372_036.8; // s

    [Fact]
    public void Work_before_the_end_of_time_ends_and_after_it_the_run_ends_with_an_error()
    {
        var (sim, ended) = (new Simulation(), 0);
        var task = new FluidScheduler(sim, 1).CreateTask("late");
        task.Done = () => ended++;
        sim.Run(Durations.OfSeconds(Most - 100));
        task.Demand(10.Seconds);
        sim.Run(50.Seconds);
        Assert.Equal(1, ended);
        sim.Run(100.Seconds);
        Assert.Contains("more than 292.3 years", Assert.Throws<OverflowException>(() =>
        {
            task.Demand(10.Seconds);
            sim.Run(50.Seconds);
        }).Message);
    }

    [Fact]
    public void Work_across_the_end_of_time_does_not_wait_for_ever()
    {
        var sim = new Simulation();
        var task = new FluidScheduler(sim, 1).CreateTask("late");
        sim.Run(Durations.OfSeconds(Most - 5));
        task.Demand(10.Seconds);
        Assert.Contains("more than 292.3 years", Assert.Throws<OverflowException>(() => sim.Run(50.Seconds)).Message);
    }

    [Fact]
    public void A_series_across_the_end_of_time_ends_with_the_error()
    {
        var sim = new Simulation();
        var site = new CloudSim.Net.Datacenter.Datacenter(sim, new FirstFit());
        site.Add(new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid));
        sim.Run(Durations.OfSeconds(Most - 15));
        var series = new DatacenterSeries(site, new(), 10.Seconds);
        Assert.Throws<OverflowException>(() =>
        {
            sim.Timeout(40.Seconds);
            sim.Run(50.Seconds);
            series.Dispose();
        });
    }

    [Theory]
    [InlineData(92_233_720_368_547_758, 9_223_372_036_854_775_800), InlineData(-92_233_720_368_547_758, -9_223_372_036_854_775_800)]
    public void Nanoseconds_hold_what_64_bits_hold(long ticks, long ns)
    {
        Assert.Equal(ns, Durations.Nanoseconds(new(ticks)));
        Assert.Throws<OverflowException>(() => Durations.Nanoseconds(new(ticks + Math.Sign(ticks))));
    }
}
