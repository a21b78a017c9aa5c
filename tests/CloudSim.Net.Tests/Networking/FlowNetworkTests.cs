using CloudSim.Net.Networking;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Networking;

public class FlowNetworkTests
{
    [Fact]
    public void A_flow_alone_has_the_narrowest_link()
    {
        var sim = new Simulation();
        var network = new FlowNetwork(sim);
        var flow = network.Start(new(1_000_000), new Link("a", 100.MBps), new Link("b", 10.MBps));
        sim.Run(flow.Done);
        Assert.Equal(0.1, sim.NowD, 6);
    }

    // Three flows: one over both links, one on each. The narrow link gives each half; the rest of the wide one goes to its own flow.
    [Fact]
    public void Rates_are_max_min_fair_and_rise_when_a_flow_ends()
    {
        var sim = new Simulation();
        var network = new FlowNetwork(sim);
        var (narrow, wide) = (new Link("narrow", 10.MBps), new Link("wide", 100.MBps));
        var both = network.Start(new(50_000_000), narrow, wide);
        var first = network.Start(new(5_000_000), narrow);
        var second = network.Start(new(95_000_000), wide);
        Assert.Equal([5.0, 5, 95], new[] { both, first, second }.Select(f => f.Rate.MBPerSecond));
        sim.Run(1.Seconds + 1.Microseconds);
        Assert.True(first.Done.IsProcessed && second.Done.IsProcessed);
        Assert.Equal(10, both.Rate.MBPerSecond, 6);
        sim.Run(both.Done);
        Assert.Equal(1 + 4.5, sim.NowD, 5);
    }

    /// <summary>
    /// Links of few sizes and flows over any of them: every rate is that of packets in fair queues, within the packets' size.
    /// </summary>
    [Fact]
    public void Rates_are_those_of_packets_in_fair_queues() =>
        Gen.Select(Gen.Int[1, 4].Array[1, 3], Gen.Int[1, 7].Array[1, 4]).Sample(
            (capacities, masks) =>
            {
                var paths = masks.Select(m => Enumerable.Range(0, capacities.Length).Where(l => (m >> l & 1) == 1).DefaultIfEmpty(0)
                    .ToArray()).ToArray();
                var network = new FlowNetwork(new Simulation());
                var links = capacities.Select((c, i) => new Link($"{i}", c.MBps)).ToArray();
                var flows = paths.Select(p => network.Start(100.GiB, [.. p.Select(l => links[l])])).ToArray();
                var packets = new PacketNetwork([.. capacities.Select(c => c * 1e6)], paths, 1_000, window: 40).Rates(0.5, 2.5);
                for (var f = 0; f < flows.Length; f++)
                    Assert.InRange(packets[f], 0.96 * flows[f].Rate.BytesPerSecond, 1.04 * flows[f].Rate.BytesPerSecond);
                foreach (var link in links)
                    Assert.True(link.Used.BytesPerSecond <= link.Capacity.BytesPerSecond * (1 + 1e-9));
            }, iter: 40, threads: 1);

    [Fact]
    public void A_flow_far_away_is_not_touched_and_a_cancelled_one_gives_its_share_back()
    {
        var sim = new Simulation();
        var network = new FlowNetwork(sim);
        var (here, there) = (new Link("here", 10.MBps), new Link("there", 10.MBps));
        var far = network.Start(new(10_000_000), there);
        var one = network.Start(new(10_000_000), here);
        var two = network.Start(new(10_000_000), here);
        sim.Run(1.Seconds - 1.Microseconds);
        network.Cancel(two);
        sim.Run(1.Milliseconds);
        Assert.True(far.Done.IsProcessed);
        sim.Run(one.Done);
        Assert.Equal(1.5, sim.NowD, 3);
        Assert.False(two.Done.IsTriggered);
    }
}
