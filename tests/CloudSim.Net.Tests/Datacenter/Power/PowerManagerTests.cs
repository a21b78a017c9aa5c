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

namespace CloudSim.Net.Tests.Datacenter.Power;

/// <summary>Hosts of four CPUs that are off, and take 260 s to come back, for requests that come at once.</summary>
public class PowerManagerTests
{
    private static readonly InstanceType One = new("one CPU", 1, 1.GiB), Four = new("a host", 4, 1.GiB);

    public static TheoryData<bool> Queues => [false, true];

    [Theory]
    [MemberData(nameof(Queues))]
    public void Hosts_for_all_who_wait_wake_at_the_same_time(bool backOff)
    {
        var (sim, fleet, _) = Asleep(20, backOff);
        var all = Enumerable.Range(0, 20).Select(i => fleet.Submit(Four.Request($"{i}") with { Patience = 1.Hours })).ToList();
        sim.Run(290.Seconds);
        Assert.All(all, one => Assert.Equal(AllocationState.Running, one.State));
        Assert.All(all, one => Assert.InRange(one.Placed!.Value - one.Submitted, 260.Seconds, 275.Seconds));
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
        sim.Run(5.Minutes);
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

    private static (Simulation Sim, Fleet Fleet, PowerManager Manager) Asleep(
        int hosts, bool backOff, double after = 60, double longest = 10, Filter? filter = null, int keep = 0,
        bool makes = true)
    {
        var (sim, streams, rack) = (new Simulation(), new RandomStreams(1), HostModel.RackServer(P));
        var power = MeasuredServers.DellR720(P).Power!;
        var fleet = new Fleet(sim, new Filtered(new FirstFit(), filter ?? ((_, _) => null)))
        {
            Queue = backOff ? QueueRule.BackOff(1.Seconds, longest.Seconds) : QueueRule.Fifo,
        };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, rack with
            {
                Topology = CpuTopology.Uniform(4), Governor = null, Memory = 8.GiB,
                Power = power with { Sleep = SleepState.PoweredOff(P, power.Full) },
            }, streams, SchedulerKind.Fluid));
        var manager = makes ? new PowerManager(fleet, after.Seconds, keep) : null;
        foreach (var node in fleet.Nodes.All.Where(_ => !makes))
            PowerControl.Of(node.Host).Sleep();
        sim.Run((after + 600).Seconds);
        Assert.Equal(hosts - keep, fleet.Nodes.All.Count(node => PowerControl.Of(node.Host).State == PowerState.Asleep));
        return (sim, fleet, manager!);
    }
}
