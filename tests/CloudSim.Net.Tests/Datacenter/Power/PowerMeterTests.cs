using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Power;

public class PowerMeterTests
{
    public static TheoryData<SchedulerKind> Kinds => [.. Enum.GetValues<SchedulerKind>()];

    private static Host Host(Simulation sim, SchedulerKind kind, int cpus, Func<int, PowerModel>? power = null) =>
        new(sim, HostModel.RackServer(P) with
        {
            Topology = CpuTopology.Uniform(cpus), Power = power?.Invoke(cpus) ?? PowerModel.PerCpu(1.Watts, cpus),
        }, new RandomStreams(1), kind);

    /// <summary>A hundred seconds of one core's work at a watt a core are 100 J over both machines, done on one or half on each.</summary>
    [Theory]
    [MemberData(nameof(Kinds))]
    public void Work_costs_the_same_energy_on_one_machine_or_moved_to_another(SchedulerKind kind)
    {
        foreach (var first in new[] { 100, 50, 1 })
        {
            var sim = new Simulation();
            Host[] hosts = [Host(sim, kind, 4), Host(sim, kind, 4)];
            var both = new PowerGroup(hosts.Select(PowerMeter.Of));
            var (here, there) = (hosts[0].Scheduler.CreateTask("work"), hosts[1].Scheduler.CreateTask("work"));
            here.Done = () => there.Demand(1_000_000_000L * (100 - first));
            here.Demand(1_000_000_000L * first);
            sim.Run(200.Seconds);
            Assert.Equal(100, both.Energy.Value, kind == SchedulerKind.Fluid ? 1e-7 : 1e-4); // a switch costs CPU time too
            Assert.Equal(first, PowerMeter.Of(hosts[0]).Energy.Value, 1e-4);
            Assert.Equal(0, both.Now.Value);
        }
    }

    [Fact]
    public void A_fluid_s_limit_is_a_load_and_time_slices_are_whole_CPUs()
    {
        static double Mean(SchedulerKind kind, int cpus, int spinners, double limit)
        {
            var sim = new Simulation();
            var host = Host(sim, kind, cpus, _ => PowerTables.Of(P, "DellR720"));
            for (var i = 0; i < spinners; i++)
            {
                var group = host.Scheduler.CreateGroup($"g{i}");
                group.SetBandwidth(100.Milliseconds * limit, 100.Milliseconds);
                host.Scheduler.CreateTask($"t{i}", group).Demand(CpuTask.Forever);
            }

            var meter = PowerMeter.Of(host);
            sim.Run(1.Minutes);
            return meter.Mean.Value;
        }

        // Half of one CPU: the row at 50 %, or half of the time idle and half full (142 W, 16 % more).
        Assert.Equal(122, Mean(SchedulerKind.Fluid, 1, 1, 0.5), 1e-6);
        Assert.Equal((53.8 + 230) / 2, Mean(SchedulerKind.Cfs, 1, 1, 0.5), 0.5);
        Assert.Equal((53.8 + 230) / 2, Mean(SchedulerKind.Eevdf, 1, 1, 0.5), 0.5);
        // Whole CPUs: no difference.
        Assert.Equal(122, Mean(SchedulerKind.Fluid, 16, 8, 1), 1e-6);
        Assert.Equal(122, Mean(SchedulerKind.Cfs, 16, 8, 1), 1e-3);
        // Sixteen that work by chance: the loads that occur lie close together, and so do the powers (125.7 W, 3 % more).
        var (expected, ways) = (0.0, 1.0);
        for (var busy = 0; busy <= 16; ways *= (16 - busy) / (busy + 1.0), busy++)
            expected += ways / 65_536 * PowerTables.Of(P, "DellR720").At(busy / 16.0).Value;
        Assert.Equal(125.7, expected, 0.05);
        Assert.Equal(expected, ByChance(SchedulerKind.Cfs), 1.2);
    }

    private static double ByChance(SchedulerKind kind)
    {
        var (sim, random) = (new Simulation(), new RandomStreams(5)["work"]);
        var host = Host(sim, kind, 16, _ => PowerTables.Of(P, "DellR720"));
        for (var i = 0; i < 16; i++)
        {
            var task = host.Scheduler.CreateTask($"t{i}");
            var alarm = new Alarm(sim, () => task.Demand(1_000_000L * (5 + random.Next(20))));
            task.Done = () => alarm.Set(TimeSpan.FromMilliseconds(5 + random.Next(20)));
            alarm.Set(TimeSpan.FromMilliseconds(random.Next(20)));
        }

        sim.Run(1.Minutes);
        var meter = PowerMeter.Of(host);
        var (before, busy) = (meter.Read(), host.Scheduler.BusyNs);
        sim.Run(1.Minutes);
        Assert.InRange((host.Scheduler.BusyNs - busy) / (16 * 60e9), 0.49, 0.51);
        return meter.Read().MeanSince(before).Value;
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs, 0.25)]
    [InlineData(SchedulerKind.Fluid, 0.25)]
    public void Power_follows_busy_threads_also_where_two_share_a_core(SchedulerKind kind, double load)
    {
        var sim = new Simulation();
        var host = new Host(sim, MeasuredServers.DellR720(P), new RandomStreams(1), kind);
        var meter = PowerMeter.Of(host);
        Assert.Equal(53.8, meter.Now.Value);
        for (var i = 0; i < 8; i++)
            host.Scheduler.CreateTask($"t{i}").Demand(CpuTask.Forever);
        sim.Run(1.Seconds);
        Assert.Equal(8, host.Scheduler.BusyCpus, 1e-9);
        Assert.Equal(meter.Model.At(load).Value, meter.Now.Value, 1e-9);
        Assert.Equal(meter.Model.At(load).Value, meter.Mean.Value, 1e-2);
    }

    [Fact]
    public void Hours_of_spinners_are_metered_in_few_events()
    {
        var sim = new Simulation();
        var host = Host(sim, SchedulerKind.Cfs, 4, _ => PowerTables.Of(P, "DellR720"));
        var meter = PowerMeter.Of(host);
        for (var i = 0; i < 8; i++)
            host.Scheduler.CreateTask($"t{i}").Demand(CpuTask.Forever);
        sim.Run(TimeSpan.FromHours(10));
        Assert.Equal(230 * 36_000, meter.Energy.Value, 1e-3);
        Assert.Equal(2.3, meter.Energy.KilowattHours, 1e-9);
        Assert.InRange(sim.EventCount, 1, 20_000);
    }

    [Fact]
    public void A_meter_begins_when_it_is_first_asked_for_and_there_is_one_a_machine()
    {
        var sim = new Simulation();
        var host = Host(sim, SchedulerKind.Fluid, 2);
        host.Scheduler.CreateTask("t").Demand(CpuTask.Forever);
        sim.Run(3.Seconds);
        var meter = PowerMeter.Of(host);
        Assert.Equal((0, 1, 1), (meter.Energy.Value, meter.Now.Value, meter.Mean.Value));
        sim.Run(2.Seconds);
        Assert.Same(meter, PowerMeter.Of(host));
        Assert.Equal(2, meter.Energy.Value, 1e-9);
        Assert.Equal(1, meter.Mean.Value, 1e-9);
    }

    [Fact]
    public void A_machine_without_a_power_has_no_meter()
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.Contains("no power of RackServer", Assert.Throws<ArgumentException>(() => PowerMeter.Of(host)).Message);
        Assert.Throws<ArgumentNullException>(() => PowerMeter.Of(null!));
    }

    /// <summary>With a meter a change of the number of busy CPUs allocates as much as without one: nothing of its own.</summary>
    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Fluid)]
    public void A_change_allocates_nothing(SchedulerKind kind)
    {
        static long Bytes(SchedulerKind kind, bool metered)
        {
            var sim = new Simulation();
            var host = Host(sim, kind, 2);
            if (metered)
                PowerMeter.Of(host);
            var task = host.Scheduler.CreateTask("t");
            var alarm = new Alarm(sim, () => task.Demand(1_000_000));
            task.Done = () => alarm.Set(1.Milliseconds);
            alarm.Set(1.Milliseconds);
            sim.Run(1.Seconds);
            var before = GC.GetAllocatedBytesForCurrentThread();
            sim.Run(20.Seconds);
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Bytes(kind, metered: true);
        Assert.InRange(Bytes(kind, metered: true) - Bytes(kind, metered: false), -500, 500);
    }
}
