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

/// <summary>What others do to hosts and requests while a manager wakes and waits.</summary>
public class PowerManagerOrderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Who_waits_for_a_host_that_is_closed_or_put_to_sleep_gets_one_all_the_same(bool closed)
    {
        var (sim, fleet, _) = Asleep(2, backOff: false, after: 10_000);
        fleet.Submit(new InstanceType("too large", 8, 1.GiB).Request("head") with { Patience = 400.Seconds });
        var one = fleet.Submit(Four.Request("one") with { Patience = null });
        sim.Run(10.Seconds);
        var woken = fleet.Nodes.All.Single(node => PowerControl.Of(node.Host).State == PowerState.Waking);
        if (closed)
            woken.IsOpen = false;
        else
        {
            sim.Run(260.Seconds);
            PowerControl.Of(woken.Host).Sleep();
        }

        sim.Run(1.Hours);
        Assert.Equal(AllocationState.Running, one.State);
        Assert.Equal(closed, one.Node != woken);
    }

    [Fact]
    public void A_host_that_sleeps_and_is_opened_is_woken_for_who_waits()
    {
        var (sim, fleet, _) = Asleep(1, backOff: false);
        fleet.Nodes[0].IsOpen = false;
        var one = fleet.Submit(Four.Request("one") with { Patience = null });
        sim.Run(1.Hours);
        fleet.Nodes[0].IsOpen = true;
        sim.Run(261.Seconds);
        Assert.Equal(AllocationState.Running, one.State);
    }

    [Fact]
    public void A_manager_wakes_hosts_for_those_who_wait_when_it_is_made()
    {
        var (sim, fleet, _) = Asleep(10, backOff: false, makes: false);
        var all = Enumerable.Range(0, 10).Select(i => fleet.Submit(Four.Request($"{i}") with { Patience = null })).ToList();
        sim.Run(1.Seconds);
        _ = new PowerManager(fleet, 60.Seconds);
        sim.Run(261.Seconds);
        Assert.All(all, one => Assert.Equal(AllocationState.Running, one.State));
    }

    [Fact]
    public void A_host_does_not_fall_asleep_before_who_waits_has_its_turn()
    {
        var (sim, fleet, manager) = Asleep(1, backOff: false, after: 0);
        var before = manager.Sleeps;
        var first = fleet.Submit(Four.Request("first") with { Patience = null });
        var second = fleet.Submit(Four.Request("second") with { Patience = null });
        sim.Run(300.Seconds);
        first.Stop();
        sim.Run(1.Seconds);
        Assert.Equal((AllocationState.Running, before), (second.State, manager.Sleeps));
    }

    [Fact]
    public void Who_is_made_nowhere_wakes_each_host_once()
    {
        var (sim, fleet, manager) = Asleep(3, backOff: false, after: 1);
        var before = manager.Sleeps;
        var never = fleet.Submit(new("never", Four.Needs, (Node _, out Refusal? refusal) =>
        {
            refusal = new("no", "never");
            return null;
        }) { Patience = null });
        sim.Run(24.Hours);
        Assert.Equal((AllocationState.Queued, before + 3), (never.State, manager.Sleeps));
    }

    [Fact]
    public void A_host_sleeps_when_a_guest_that_came_another_way_has_ended()
    {
        var (sim, fleet, _) = Asleep(1, backOff: false);
        sim.Run(PowerControl.Of(fleet.Nodes[0].Host).Wake());
        var guest = fleet.Nodes[0].Host.Admit(Firecracker.Of(P), new GuestSpec(256.MiB, 40.MiB));
        sim.Run(1.Hours);
        Assert.True(fleet.Nodes[0].Host.IsAwake);
        guest.Stop();
        sim.Run(59.Seconds);
        Assert.True(fleet.Nodes[0].Host.IsAwake);
        sim.Run(2.Seconds);
        Assert.False(fleet.Nodes[0].Host.IsAwake);
    }

    [Fact]
    public void Those_that_are_kept_awake_take_requests()
    {
        var (sim, fleet, _) = Asleep(3, backOff: false, keep: 1);
        var kept = fleet.Nodes.All.Single(node => node.Host.IsAwake);
        var other = fleet.Nodes.All.First(node => node != kept);
        sim.Run(PowerControl.Of(other.Host).Wake());
        kept.IsOpen = false;
        sim.Run(1.Hours);
        Assert.Equal(other, fleet.Nodes.All.Single(node => node.Host.IsAwake));
    }

    [Fact]
    public void Who_has_a_place_at_once_wakes_nobody()
    {
        var (sim, fleet, _) = Asleep(3, backOff: false, makes: false);
        sim.Run(PowerControl.Of(fleet.Nodes[0].Host).Wake());
        fleet.Submit(One.Request("a") with { Patience = null });
        _ = new PowerManager(fleet, 60.Seconds);
        sim.Run(1.Hours);
        Assert.Equal(1, fleet.Nodes.All.Count(node => node.Host.IsAwake));
    }

    [Fact]
    public void A_host_that_a_group_kept_it_from_is_woken_again_when_the_group_has_gone()
    {
        var (sim, fleet, _) = Asleep(1, backOff: true, after: 1);
        var grouped = new Affinity(Apart: "g");
        var one = fleet.Submit(One.Request("one") with { Patience = 24.Hours, Affinity = grouped, Duration = 1.Hours });
        sim.Run(272.Seconds);
        Assert.Equal(AllocationState.Running, one.State);
        var two = fleet.Submit(One.Request("two") with { Patience = 24.Hours, Affinity = grouped });
        sim.Run(10.Hours);
        Assert.Equal(AllocationState.Running, two.State);
    }

    [Fact]
    public void A_host_is_empty_from_when_a_move_to_it_was_broken_off()
    {
        var (sim, fleet, _) = Asleep(2, backOff: false, after: 600);
        fleet.Submit(new InstanceType("big", 1, 7.GiB).Request("one") with { Patience = 1.Hours });
        sim.Run(1.Seconds);
        sim.Run(PowerControl.Of(fleet.Nodes[1].Host).Wake());
        sim.Run(540.Seconds);
        var from = fleet.Nodes.All.Single(node => node.Places > 0);
        var to = fleet.Nodes.All.Single(node => node.Places == 0);
        var move = fleet.Move(from.Allocations[0], to, new PreCopy(P));
        Assert.Equal("", $"{move.Refusal}");
        sim.Run(0.2.Seconds);
        move.Process!.Interrupt("no");
        sim.Run(590.Seconds);
        Assert.True(to.Host.IsAwake);
        sim.Run(20.Seconds);
        Assert.False(to.Host.IsAwake);
    }

    [Fact]
    public void That_a_new_sleeper_has_no_room_says_nothing_of_the_others()
    {
        var (sim, fleet, _) = Asleep(1, backOff: true, filter: (request, _) => request.Name == "picky" ? new("no", "no") : null);
        var model = fleet.Nodes[0].Host.Model with { Topology = CpuTopology.Uniform(2) };
        var small = fleet.Add(new Host(sim, model, new RandomStreams(2), SchedulerKind.Fluid));
        fleet.Submit(Four.Request("picky") with { Patience = null });
        sim.Run(100.Seconds);
        Assert.False(small.Host.IsAwake);
        var late = fleet.Submit(Four.Request("late") with { Patience = null });
        sim.Run(280.Seconds);
        Assert.Equal((AllocationState.Running, fleet.Nodes[0]), (late.State, late.Node));
    }
}
