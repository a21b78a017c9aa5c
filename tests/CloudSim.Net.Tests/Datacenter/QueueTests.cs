using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Tests.Datacenter.Placement;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Who waits how long: a node of four CPUs; a takes three for ten seconds, b asks for three, c for one.</summary>
public class QueueTests
{
    private static readonly TimeSpan ForEver = TimeSpan.FromDays(1000);

    [Fact]
    public void Who_does_not_fit_holds_up_those_behind() => Assert.Equal([0, 10, 10], Placed(QueueRule.Fifo));

    [Fact]
    public void Who_has_priority_goes_first() => Assert.Equal([0, 10, 0], Placed(QueueRule.Priority, priority: 1));

    [Fact]
    public void Priority_is_nothing_to_who_came_first_in_a_queue_of_order() =>
        Assert.Equal([0, 10, 10], Placed(QueueRule.Fifo, priority: 1));

    /// <summary>After 1, 2, 4 and 4 seconds: at 0, 1, 3, 7, 11.</summary>
    [Fact]
    public void Who_backs_off_lets_others_pass_and_waits_twice_as_long_each_time() =>
        Assert.Equal([0, 11, 0], Placed(QueueRule.BackOff(1.Seconds, 4.Seconds)));

    [Fact]
    public void Who_has_lost_patience_is_refused_and_those_behind_go_on() =>
        Assert.Equal([0, null, 5], Placed(QueueRule.Fifo, patience: 5.Seconds));

    [Fact]
    public void Who_stops_waiting_lets_those_behind_go_on()
    {
        var (fleet, all) = Submit(QueueRule.Fifo, 0, ForEver);
        fleet.Simulation.Run(3.Seconds);
        all[1].Stop();
        fleet.Simulation.Run();
        Assert.Equal([0, null, 3], Seconds(fleet, all));
        Assert.Equal("stopped", all[1].EndedBy);
    }

    [Fact]
    public void A_refusal_says_what_was_short_and_comes_once()
    {
        var (fleet, all) = Submit(QueueRule.Fifo, 0, 5.Seconds);
        fleet.Simulation.Run();
        Assert.Equal("CPUs: asked 3, at most 1 free on a node", $"{all[1].Refusal}");
        Assert.Single(fleet.Records, r => r.Allocation == all[1]);
        Assert.False(all[1].WhenStarted.IsOk);
    }

    [Fact]
    public void A_larger_size_waits_for_no_room_of_others_and_a_smaller_one_makes_some()
    {
        var (fleet, all) = Submit(QueueRule.Fifo, 0, ForEver);
        fleet.Settle();
        Assert.Equal("CPUs: asked 5 in place of 3, 1 free on host 0", $"{all[0].Resize(Fleet.Size(5, 1))}");
        Assert.Null(all[0].Resize(Fleet.Size(1, 1))); // b fits now
        fleet.Settle();
        Assert.Equal(AllocationState.Running, all[1].State);
        Assert.Equal(4, fleet.Site.Nodes[0].Requested.Cpus + 0);
        Assert.Equal(["placed", "resized", "placed"], fleet.Records.Select(r => r.Reason));
        Assert.Null(all[2].Resize(Fleet.Size(0.5, 1))); // it still waits
        fleet.Simulation.Run();
        Assert.Equal([0, 0, 10], Seconds(fleet, all));
        Assert.Equal("state", all[0].Resize(Fleet.Size(1, 1))!.Filter);
        Assert.Equal(default, fleet.Site.Nodes[0].Requested);
    }

    [Fact]
    public void A_drained_node_is_empty_when_its_last_guest_has_ended()
    {
        var fleet = new Fleet(new FirstFit()).With(2, 4, 16);
        var (one, two) = (fleet.Submit(1, 1, duration: 10.Seconds), fleet.Submit(1, 1, duration: 20.Seconds));
        fleet.Settle();
        var (drained, again) = (fleet.Site.Drain(one.Node!), fleet.Site.Drain(one.Node!));
        Assert.Equal([1], fleet.Place((1, 1)));
        fleet.Simulation.Run(drained);
        Assert.Equal(20.0, (fleet.Simulation.Now - fleet.Simulation.StartDate).TotalSeconds, 3);
        Assert.Equal(AllocationState.Ended, two.State);
        fleet.Settle();
        Assert.True(again.IsProcessed);
        var empty = fleet.Site.Drain(fleet.Site.Nodes[0]);
        fleet.Settle();
        Assert.True(empty.IsProcessed);
        var other = new Fleet(new FirstFit()).With(1, 4, 4);
        Assert.Throws<ArgumentException>(() => fleet.Site.Drain(other.Site.Nodes[0]));
    }

    private static double?[] Placed(QueueRule rule, int priority = 0, TimeSpan? patience = null)
    {
        var (fleet, all) = Submit(rule, priority, patience ?? ForEver);
        fleet.Simulation.Run();
        return Seconds(fleet, all);
    }

    private static (Fleet, Allocation[]) Submit(QueueRule rule, int priority, TimeSpan patience)
    {
        var fleet = new Fleet(new FirstFit(), rule).With(1, 4, 16);
        return (fleet, [fleet.Submit(3, 1, patience: ForEver, duration: 10.Seconds, priority: 2),
            fleet.Submit(3, 1, patience: patience, duration: 10.Seconds),
            fleet.Submit(1, 1, patience: ForEver, duration: 10.Seconds, priority: priority)]);
    }

    private static double?[] Seconds(Fleet fleet, Allocation[] all) =>
        [.. all.Select(a => a.Placed is { } at ? Math.Round((at - fleet.Simulation.StartDate).TotalSeconds, 3) : (double?)null)];
}
