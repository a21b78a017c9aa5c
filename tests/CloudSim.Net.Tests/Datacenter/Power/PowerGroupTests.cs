using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Power;

public class PowerGroupTests
{
    private readonly Simulation sim = new();

    private PowerMeter Meter(int watts) => PowerMeter.Of(new Host(sim,
        HostModel.RackServer(P) with { Power = PowerModel.PerCpu(watts.Watts, 16) }, new RandomStreams(1), SchedulerKind.Fluid));

    [Fact]
    public void It_is_the_sum_of_its_machines_from_when_it_was_made_times_what_the_facility_draws()
    {
        PowerMeter[] meters = [Meter(1), Meter(2), Meter(4)];
        foreach (var meter in meters)
            meter.Host.Scheduler.CreateTask("t").Demand(CpuTask.Forever);
        sim.Run(10.Seconds);
        var (rack, all) = (new PowerGroup(meters.Take(2)), new PowerGroup(meters, PowerGroup.CloudEffectiveness(P)));
        Assert.Equal((0, 3), (rack.Energy.Value, rack.Now.Value));
        sim.Run(10.Seconds);
        Assert.Equal(30, rack.Energy.Value, 1e-9);
        Assert.Equal(1.12 * 70, all.Energy.Value, 1e-9);
        Assert.Equal(1.12 * 7, all.Now.Value, 1e-9);
        Assert.Equal(0, new PowerGroup([]).Now.Value);
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        var meter = Meter(1);
        Assert.Throws<ArgumentException>(() => new PowerGroup([meter, meter]));
        Assert.Throws<ArgumentNullException>(() => new PowerGroup(null!));
        foreach (var wrong in new[] { 0.99, double.NaN, double.PositiveInfinity })
            Assert.Throws<ArgumentOutOfRangeException>(() => new PowerGroup([meter], wrong));
    }
}
