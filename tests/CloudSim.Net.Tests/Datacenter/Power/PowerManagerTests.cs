using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Power;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using Fleet = CloudSim.Net.Datacenter.Datacenter;
using static CloudSim.Net.Tests.Datacenter.Power.SleepingFleet;

namespace CloudSim.Net.Tests.Datacenter.Power;

/// <summary>Hosts of four CPUs that are off, and take 260 s to come back, for requests that come at once.</summary>
public class PowerManagerTests
{
    public static TheoryData<bool> Queues => [false, true];

    [Theory]
    [MemberData(nameof(Queues))]
    public void Hosts_for_all_who_wait_wake_at_the_same_time(bool backOff)
    {
        var (sim, fleet, _) = Asleep(20, backOff);
        var all = Enumerable.Range(0, 20).Select(i => fleet.Submit(Four.Request($"{i}") with { Patience = 1.Hours })).ToList();
        sim.Run(290.Seconds);
        Assert.All(all, one => Assert.Equal(AllocationState.Running, one.State));
        var placed = backOff ? 1 + 2 + 4 + 8 + (25 * 10) : 260; // by back-off at the first try that comes when they are on
        Assert.All(all, one => Assert.Equal(placed.Seconds, one.Placed!.Value - one.Submitted));
    }

    [Theory]
    [MemberData(nameof(Queues))]
    public void No_more_hosts_wake_than_those_who_wait_need(bool backOff)
    {
        var (sim, fleet, manager) = Asleep(20, backOff);
        var before = manager.Sleeps;
        var all = Enumerable.Range(0, 8).Select(i => fleet.Submit(One.Request($"{i}") with { Patience = 1.Hours })).ToList();
        sim.Run(1.Hours);
        Assert.All(all, one => Assert.Equal(AllocationState.Running, one.State));
        Assert.Equal(2, fleet.Nodes.All.Count(node => node.Host.IsAwake));
        Assert.Equal(before, manager.Sleeps);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(600)]
    public void A_host_waits_for_whom_it_was_woken_for(double after)
    {
        var (sim, fleet, manager) = Asleep(3, backOff: true, after, longest: 300);
        var before = manager.Sleeps;
        var one = fleet.Submit(Four.Request("one") with { Patience = 24.Hours });
        sim.Run(24.Hours);
        Assert.Equal((AllocationState.Running, before), (one.State, manager.Sleeps));
        Assert.Equal((1 + 2 + 4 + 8 + 16 + 32 + 64 + 128 + 256).Seconds, one.Placed - one.Submitted); // the first try when it is on
    }

    [Fact]
    public void It_sleeps_again_when_they_have_gone()
    {
        var (sim, fleet, manager) = Asleep(3, backOff: false);
        var before = manager.Sleeps;
        var one = fleet.Submit(Four.Request("one") with { Patience = 100.Seconds });
        sim.Run(10.Seconds);
        Assert.Equal(1, fleet.Nodes.All.Count(node => PowerControl.Of(node.Host).State == PowerState.Waking));
        sim.Run(1.Hours);
        Assert.Equal((AllocationState.Refused, before + 1), (one.State, manager.Sleeps));
        Assert.All(fleet.Nodes.All, node => Assert.False(node.Host.IsAwake));
    }

    [Fact]
    public void A_host_that_sleeps_is_woken_rather_than_one_that_is_falling_asleep()
    {
        var (sim, fleet, _) = Asleep(2, backOff: false);
        sim.Run(PowerControl.Of(fleet.Nodes[0].Host).Wake());
        sim.Run(61.Seconds); // it is falling asleep
        Assert.Equal(PowerState.FallingAsleep, PowerControl.Of(fleet.Nodes[0].Host).State);
        var one = fleet.Submit(Four.Request("one") with { Patience = 1.Hours });
        sim.Run(261.Seconds);
        Assert.Equal(fleet.Nodes[1], one.Node);
    }

    [Fact]
    public void Those_who_stand_apart_wake_hosts_of_their_own_at_the_same_time()
    {
        var (sim, fleet, _) = Asleep(3, backOff: false);
        var all = Enumerable.Range(0, 3)
            .Select(i => fleet.Submit(One.Request($"{i}") with { Patience = 1.Hours, Affinity = new(Apart: "g") })).ToList();
        sim.Run(270.Seconds);
        Assert.All(all, one => Assert.Equal(AllocationState.Running, one.State));
    }

    [Fact]
    public void Only_a_host_that_the_filters_allow_is_woken()
    {
        var (sim, fleet, manager) = Asleep(6, backOff: false, after: 1, filter: (_, node) => node.Number == 5 ? null : new("no", "no"));
        var before = manager.Sleeps;
        var one = fleet.Submit(Four.Request("one") with { Patience = null });
        sim.Run(10.Hours);
        Assert.Equal((AllocationState.Running, fleet.Nodes[5], before), (one.State, one.Node, manager.Sleeps));
    }

    [Fact]
    public void A_host_that_is_to_sleep_at_once_does_so_when_a_move_has_left_it()
    {
        var (sim, fleet, _) = Asleep(3, backOff: false, after: 0);
        Allocation Ask(double cpus) => fleet.Submit(new InstanceType("x", cpus, 1.GiB).Request("x") with { Patience = 1.Hours });
        var (three, two) = (Ask(3), Ask(2));
        sim.Run(300.Seconds);
        var (to, from) = (three.Node!, two.Node!);
        three.Resize(One.Needs);
        var move = fleet.Move(two, to, new PreCopy(P));
        Assert.Null(move.Refusal);
        sim.Run(1.Hours);
        Assert.Equal((to, false, true), (two.Node, from.Host.IsAwake, to.Host.IsAwake));
    }
}
