using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Recording;

public class DatacenterSeriesTests
{
    /// <summary>Three busy instances on two CPUs: the host is full, and one CPU is wanted and not there.</summary>
    [Theory]
    [InlineData(SchedulerKind.Fluid, 1e-6)]
    [InlineData(SchedulerKind.Cfs, 0.5)]
    [InlineData(SchedulerKind.Eevdf, 0.5)]
    public void A_host_that_is_wanted_by_more_than_it_has_steals_the_rest(SchedulerKind kind, double tolerance)
    {
        var center = new RecordedDatacenter(1, 1, _ => kind);
        using var series = center.Record(10.Seconds);
        for (var i = 0; i < 3; i++)
            center.Execute(center.Place($"vm {i}"), 1000.Seconds);
        var begin = center.Simulation.Now;
        center.Simulation.Run(begin + 20.Seconds);
        Assert.Equal([10.0, 20], center.Hosts.Select(row => row.TimeS));
        Assert.All(center.Hosts.Skip(1), row => Assert.Equal(200, row.CpuPct, tolerance));
        Assert.All(center.Hosts.Skip(1), row => Assert.Equal(100, row.StealPct, tolerance));
        Assert.All(center.Hosts, row => Assert.Equal(("host 0", 3), (row.Host, row.Guests)));
        Assert.All(center.Hosts.Skip(1), row => Assert.Equal(300, row.PowerW!.Value, 0.5));
        Assert.Equal(6, center.Guests.Count);
        Assert.Equal(200, center.Guests.Skip(3).Sum(row => row.CpuPct!.Value), tolerance);
        Assert.Equal(100, center.Guests.Skip(3).Sum(row => row.StealPct!.Value), tolerance);
        Assert.All(center.Guests.Skip(3), row => Assert.Equal(100, row.CpuPct!.Value + row.StealPct!.Value, tolerance)); // wants one
        Assert.All(center.Guests, row => Assert.Equal((1024, AllocationState.Running), (row.MemoryMib!.Value, row.State)));
    }

    /// <summary>Eight tasks in an instance of two virtual CPUs want two CPUs, not eight.</summary>
    [Fact]
    public void Tasks_that_wait_for_each_other_inside_a_fluid_instance_are_not_stolen_from()
    {
        var center = new RecordedDatacenter(1, 1, _ => SchedulerKind.Fluid, cores: 4);
        using var series = center.Record(10.Seconds);
        var vm = center.Place("vm", vcpus: 2);
        for (var i = 0; i < 8; i++)
            center.Execute(vm, 100.Seconds);
        center.Simulation.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(0, center.Hosts[0].StealPct, 1e-6);
        Assert.Equal(0, center.Guests[0].StealPct!.Value, 1e-6);
        Assert.Equal(200, center.Guests[0].CpuPct!.Value, 1e-3);
    }

    [Fact]
    public void Racks_and_the_datacenter_are_the_sums_of_their_hosts()
    {
        var center = new RecordedDatacenter(2, 3, n => n == 4 ? SchedulerKind.Cfs : SchedulerKind.Fluid);
        using var series = center.Record(1.Seconds);
        for (var i = 0; i < 50; i++)
            center.Execute(center.Place($"vm {i}"), (0.3 + (0.7 * i % 5)).Seconds);
        center.Simulation.Run(10.Seconds);
        Assert.Equal([0L, 1], center.Racks.Take(2).Select(row => row.Rack));
        foreach (var (i, sum) in center.Sums.Index())
        {
            var (hosts, racks) = (center.Hosts.Skip(6 * i).Take(6).ToList(), center.Racks.Skip(2 * i).Take(2).ToList());
            Assert.Equal(sum.TimeS, racks[1].TimeS);
            Assert.Equal((6, 3), (sum.Hosts, racks[1].Hosts));
            Assert.Equal(sum.Guests, hosts.Sum(row => row.Guests));
            Assert.Equal(sum.CpuPct, hosts.Sum(row => row.CpuPct), 1e-6);
            Assert.Equal(racks[1].CpuPct, hosts.Skip(3).Sum(row => row.CpuPct), 1e-6);
            Assert.Equal(sum.StealPct, racks.Sum(row => row.StealPct), 1e-6);
            Assert.Equal(sum.PowerW!.Value, hosts.Sum(row => row.PowerW!.Value), 1e-6);
            Assert.Equal(racks[0].MemoryMib, hosts.Take(3).Sum(row => row.MemoryMib), 1e-6);
        }
    }

    [Fact]
    public void Requests_that_wait_end_or_are_refused_are_counted_and_hosts_asleep_or_closed_too()
    {
        var center = new RecordedDatacenter(1, 3, _ => SchedulerKind.Fluid);
        var nodes = center.Center.Nodes.All;
        nodes[1].IsOpen = nodes[2].IsOpen = false;
        using var series = center.Record(10.Seconds);
        center.Place("short", duration: 3.Seconds, memory: 8.GiB);
        center.Place("long", memory: 4.GiB);
        center.Place("none", memory: 12.GiB);
        center.Center.Submit(new InstanceType("patient", 1, 12.GiB).Request("patient") with { Patience = 100.Seconds });
        _ = PowerControl.Of(nodes[2].Host).Sleep();
        center.Simulation.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(new DatacenterSample(10, 3, 1, 0, 0, 0, 4096, 300, 1, 1, 1, 1), center.Sums[0] with
        {
            HostsAsleep = 0, PowerW = 300, MemoryMib = 4096, CpuPct = 0,
        });
        Assert.Equal(center.Model.Power!.Sleep is null ? 0 : 1, center.Sums[0].HostsAsleep);
        Assert.Equal([("short", AllocationState.Ended, 0.0), ("long", AllocationState.Running, 4096)],
            center.Guests.Select(row => (row.Guest, row.State, row.MemoryMib!.Value)));
    }

    /// <summary>A host that did something before it was added brings none of it.</summary>
    [Fact]
    public void Hosts_that_come_later_are_recorded_from_then_on()
    {
        var center = new RecordedDatacenter(0, 0);
        using var series = center.Record(4.Seconds);
        var host = new Host(center.Simulation, center.Model, new RandomStreams(7, 0), SchedulerKind.Fluid);
        host.Scheduler.CreateTask("spinner").Demand(CpuTask.Forever);
        center.Simulation.Run(3.Seconds);
        center.Center.Add(host, rack: 9);
        center.Simulation.Run(5.Seconds);
        series.Dispose();
        Assert.Equal([(4.0, 25.0), (8, 100)], center.Hosts.Select(row => (row.TimeS, row.CpuPct)));
        Assert.Equal([9L, 9], center.Racks.Select(row => row.Rack));
        Assert.Equal(2, center.Sums.Count);
    }

    [Fact]
    public void It_ends_with_the_last_event_and_what_had_begun_is_the_last_interval()
    {
        var center = new RecordedDatacenter(1, 1, _ => SchedulerKind.Fluid);
        var series = center.Record(10.Seconds);
        using var other = TimeSeries.Of(center.Center.Nodes[0].Host, 5.Seconds); // neither keeps the other alive
        var vm = center.Place("vm");
        center.Execute(vm, 25.Seconds);
        center.Simulation.Run();
        Assert.Equal(30, (center.Simulation.Now - center.Simulation.StartDate).TotalSeconds, 1e-6);
        Assert.Equal([10.0, 20, 30], center.Hosts.Select(row => row.TimeS));
        Assert.Equal([100, 100, 50], center.Hosts.Select(row => Math.Round(row.CpuPct, 3)));
        center.Execute(vm, 4.Seconds);
        center.Simulation.Run(TimeSpan.FromSeconds(5));
        series.Dispose();
        series.Dispose();
        Assert.Equal((35.0, 80.0), (center.Hosts[^1].TimeS, Math.Round(center.Hosts[^1].CpuPct, 3)));
        center.Execute(vm, 10.Seconds);
        center.Simulation.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(4, center.Hosts.Count);
    }

    [Theory]
    [InlineData(SchedulerKind.Fluid)]
    [InlineData(SchedulerKind.Cfs)]
    public void A_sample_of_many_hosts_allocates_nothing(SchedulerKind kind)
    {
        var center = new RecordedDatacenter(10, 20, _ => kind);
        double sum = 0;
        using var series = new DatacenterSeries(center.Center, new()
        {
            Host = row => sum += row.CpuPct, Rack = row => sum += row.CpuPct, Datacenter = row => sum += row.CpuPct,
            Guest = row => sum += row.CpuPct!.Value,
        }, 1.Seconds);
        for (var i = 0; i < 400; i++)
            center.Place($"vm {i}");
        center.Simulation.Run(20.Seconds);
        var before = GC.GetAllocatedBytesForCurrentThread();
        center.Simulation.Run(100.Seconds);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2_000); // 60,000 rows
        Assert.True(sum >= 0);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var center = new RecordedDatacenter(1, 1);
        Assert.Throws<ArgumentOutOfRangeException>(() => center.Record(TimeSpan.Zero));
        Assert.Throws<ArgumentNullException>(() => new DatacenterSeries(center.Center, null!));
        Assert.Throws<ArgumentNullException>(() => new DatacenterSeries(null!, new()));
    }
}
