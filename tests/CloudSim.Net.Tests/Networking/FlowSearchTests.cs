using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Networking;

/// <summary>How much is looked at when something changes, and the changes themselves.</summary>
public class FlowSearchTests
{
    private readonly Simulation sim = new();
    private readonly FlowNetwork network;

    public FlowSearchTests() => network = new FlowNetwork(sim);

    // Every link is shared by the long flow and one of its own.
    [Fact]
    public void In_a_parking_lot_everybody_has_half()
    {
        var links = Enumerable.Range(0, 50).Select(i => new Link($"{i}", 10.MBps)).ToArray();
        var whole = network.Start(1.GiB, links);
        var own = links.Select(link => network.Start(1.GiB, link)).ToList();
        Assert.All(own.Append(whole), flow => Assert.Equal(5, flow.Rate.MBPerSecond));
        network.Cancel(whole);
        Assert.All(own, flow => Assert.Equal(10, flow.Rate.MBPerSecond));
    }

    // All cross one wide link that is never full: they are connected, and do not concern each other.
    [Theory]
    [InlineData(10)]
    [InlineData(3_000)]
    public void A_change_looks_at_as_much_whatever_else_flows(int others)
    {
        var wide = new Link("wide", new(1e12));
        for (var i = 0; i < others; i++)
            network.Start(1.GiB, new Link($"{i}", 10.MBps), wide);
        var mine = new Link("mine", 10.MBps);
        var first = network.Start(1.GiB, mine, wide);
        Assert.Equal(10, first.Rate.MBPerSecond);
        var (opened, looks, changed) = (network.Search.Opened, network.Search.Looks, network.Search.Changed);
        var second = network.Start(1.GiB, mine, wide);
        Assert.Equal(5, second.Rate.MBPerSecond);
        network.Cancel(second);
        Assert.Equal(10, first.Rate.MBPerSecond);
        Assert.Equal((3, 3), (network.Search.Opened - opened, network.Search.Changed - changed));
        Assert.InRange(network.Search.Looks - looks, 2, 6);
    }

    // Of 64 MB/s three have 40, 19 and 4; one more would come to 20.5 beside the first, and leave the second alone, if not the third rose
    // to 8 at that instant.
    [Fact]
    public void A_level_that_falls_again_within_a_search_reaches_those_who_were_left_alone()
    {
        var (shared, third) = (new Link("shared", 64.MBps), new Link("third", 8.MBps));
        var first = network.Start(1.GiB, shared, new Link("first", 40.MBps));
        var second = network.Start(1.GiB, shared, new Link("second", 19.MBps));
        var (slow, other) = (network.Start(1.GiB, shared, third), network.Start(1.GiB, third));
        Assert.Equal([40, 19, 4], new[] { first, second, slow }.Select(f => f.Rate.MBPerSecond));
        var more = network.Start(1.GiB, shared);
        network.Cancel(other);
        Assert.Equal(8, slow.Rate.MBPerSecond);
        Assert.All([first, second, more], flow => Assert.Equal(56 / 3.0, flow.Rate.MBPerSecond, 1e-9));
    }

    // A storm is shared out once, not once for each flow.
    [Fact]
    public void What_begins_or_ends_at_one_instant_is_shared_out_once()
    {
        var store = new Link("store", 1000.MBps);
        var flows = Enumerable.Range(0, 100).Select(i => network.Start(10_000_000.B, store, new Link($"{i}", 100.MBps))).ToList();
        sim.Run(new AllOf(sim, flows.Select(f => f.Done)));
        Assert.Equal(1, sim.NowD, 6);
        Assert.InRange(network.Search.Searches, 1, 3);
        Assert.Equal(100, network.Search.Changed);
    }

    [Fact]
    public void Nothing_moves_over_a_link_without_capacity_until_it_has_some()
    {
        var link = new Link("a", 10.MBps);
        var flow = network.Start(20_000_000.B, link);
        sim.Run(1.Seconds);
        link.Capacity = new(0);
        sim.Run(5.Seconds);
        Assert.Equal(10_000_000, flow.Moved.Count);
        Assert.Equal(0, flow.Rate.MBPerSecond);
        link.Capacity = 20.MBps;
        sim.Run(flow.Done);
        Assert.Equal(6.5, sim.NowD, 6);
    }

    [Fact]
    public void A_bound_holds_a_flow_back_and_may_change()
    {
        var link = new Link("a", 10.MBps);
        var (bounded, other) = (network.Start(10_000_000.B, 2.MBps, link), network.Start(1.GiB, link));
        Assert.Equal((2, 8), (bounded.Rate.MBPerSecond, other.Rate.MBPerSecond));
        sim.Run(1.Seconds);
        Assert.Equal(2_000_000, bounded.Moved.Count);
        bounded.MostRate = 4.MBps;
        sim.Run(500.Milliseconds);
        Assert.Equal(4_000_000, bounded.Moved.Count);
        bounded.MostRate = null;
        Assert.Equal((5, 5), (bounded.Rate.MBPerSecond, other.Rate.MBPerSecond));
        other.MostRate = new(0);
        Assert.Equal((10, 0), (bounded.Rate.MBPerSecond, other.Rate.MBPerSecond));
        sim.Run(bounded.Done);
        Assert.Equal(2.1, sim.NowD, 6);
        Assert.Equal(10_000_000, bounded.Moved.Count);
    }

    [Fact]
    public void Without_links_a_flow_is_done_at_once_or_has_its_bound()
    {
        Assert.True(network.Start(1.GiB).Done.IsTriggered);
        Assert.True(network.Start(Bytes.Zero, new Link("a", 1.MBps)).Done.IsTriggered);
        sim.Run(network.Start(1_000_000.B, 1.MBps).Done);
        Assert.Equal(1, sim.NowD, 6);
    }

    // A third of a rate is no whole number of units: the second in which it is done is one all the same.
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Shares_that_are_rounded_end_on_the_step_of_the_clock(int flows)
    {
        var link = new Link("a", 100.MBps);
        var all = Enumerable.Range(0, flows).Select(_ => network.Start(new(100_000_000), link)).ToList();
        sim.Run(new AllOf(sim, all.Select(f => f.Done)));
        Assert.Equal(flows.Seconds, TimeSpan.FromSeconds(sim.NowD));
    }

    // 292,000 years: beyond the calendar.
    [Fact]
    public void A_flow_that_does_not_end_within_the_calendar_waits()
    {
        var link = new Link("a", new(1));
        var flow = network.Start(new(long.MaxValue), link);
        sim.Run(1000.Seconds);
        Assert.Equal(1000, flow.Moved.Count);
        link.Capacity = FlowNetwork.MostRate;
        sim.Run(flow.Done);
        Assert.Equal(long.MaxValue, flow.Moved.Count);
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        var (link, other) = (new Link("a", 1.MBps), new FlowNetwork(sim));
        var flow = network.Start(1.MiB, link);
        Assert.Throws<ArgumentException>(() => other.Start(1.MiB, new Link("b", 1.MBps), link));
        Assert.Throws<ArgumentException>(() => other.Cancel(flow));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Start(new(-1), link));
        Assert.Throws<ArgumentOutOfRangeException>(() => network.Start(1.MiB, new Bandwidth(-1), link));
        Assert.Throws<ArgumentOutOfRangeException>(() => link.Capacity = new(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => flow.MostRate = new(1e13));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Link("none", new(0)));
        Assert.Equal((1, 1), (link.FlowCount, flow.Rate.MBPerSecond));
    }
}
