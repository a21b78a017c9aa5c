using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Networking.Topologies;

public class TopologyTests
{
    private static readonly TimeSpan Wire = NetworkCosts.Of(P).Wire;

    public static TheoryData<string, ITopology> All => new()
    {
        { "one switch", new OneSwitch(P, Nics(10)) }, { "leaf-spine", new LeafSpine(P, Nics(22), 4, 3, 10.Gbps) },
        { "fat tree", new FatTree(P, Nics(50), 6) }, { "fat tree, two ports", new FatTree(P, Nics(2), 2) },
    };

    [Fact]
    public void On_one_switch_a_permutation_has_line_rate()
    {
        ITopology topology = new OneSwitch(P, [.. Enumerable.Range(0, 30).Select(i => (i % 3 + 1).Gbps)]);
        var flows = Permutation(topology, host => (host + 3) % 30);
        Assert.All(flows.Index(), f => Assert.Equal(f.Index % 3 + 1, f.Item.Rate.GbitPerSecond, 1e-9));
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(4.0)]
    public void Racks_that_all_send_out_have_line_rate_over_the_oversubscription(double oversubscription)
    {
        var topology = new LeafSpine(P, Nics(80), hostsPerRack: 40, spines: 1, oversubscription);
        Assert.All(Permutation(topology, host => (host + 40) % 80), f => Assert.Equal(10 / oversubscription, f.Rate.GbitPerSecond, 1e-9));
        Assert.Equal(400 / oversubscription, topology.ToSpine(1, 0).Used.GbitPerSecond, 1e-6);
    }

    [Fact]
    public void Oversubscription_is_that_of_the_rack_with_most()
    {
        var topology = new LeafSpine(P, [.. Enumerable.Repeat(25.Gbps, 80), 100.Gbps], hostsPerRack: 40, spines: 4, oversubscription: 2.0);
        Assert.Equal(125, topology.ToSpine(2, 3).Capacity.GbitPerSecond, 1e-9);
        Assert.Equal(3, topology.Racks);
    }

    // Host j of rack r of each pod sends to its place in the next pod, over core switch r of aggregation switch j: nobody meets anybody.
    [Fact]
    public void A_fat_tree_has_full_bisection_bandwidth()
    {
        ITopology topology = new FatTree(P, Nics(128), ports: 8);
        var network = new FlowNetwork(new Simulation());
        var flows = Enumerable.Range(0, 128).Select(host =>
        {
            var (pod, rack, place) = (host / 16, host / 4 % 4, host % 4);
            var way = $"aggregation {pod * 4 + place} to core {place * 4 + rack}";
            var path = Enumerable.Range(0, 1000).Select(flow => topology.Path(host, (host + 16) % 128, flow)).First(p => p[2].Name == way);
            return network.Start(1.GiB, path);
        }).ToList();
        Assert.All(flows, f => Assert.Equal(10, f.Rate.GbitPerSecond));
    }

    /// <summary>
    /// Any permutation over hashed ways: nobody has less than an equal share of the cable on his way with most flows, and the mean is about
    /// what balls in as many bins leave.
    /// </summary>
    [Fact]
    public void Hashed_permutations_have_what_collisions_leave() =>
        Gen.Shuffle(Enumerable.Range(0, 128).ToArray()).Sample(targets =>
        {
            ITopology topology = new FatTree(P, Nics(128), ports: 8);
            var network = new FlowNetwork(new Simulation());
            var paths = targets.Select((to, from) => topology.Path(from, to, 0)).ToList();
            var flows = paths.Select(path => network.Start(1.GiB, path)).ToList();
            var moving = flows.Zip(paths).Where(f => f.Second.Count > 0).ToList();
            foreach (var (flow, path) in moving)
                Assert.InRange(flow.Rate.GbitPerSecond, 10.0 / path.Max(link => link.FlowCount) - 1e-9, 10);
            Assert.InRange(moving.Average(f => f.First.Rate.GbitPerSecond), 4, 9);
        }, iter: 20);

    [Theory]
    [MemberData(nameof(All))]
    public void Ways_lead_from_a_machine_to_another_over_as_many_switches_as_the_latency_says(string name, ITopology topology)
    {
        for (var from = 0; from < topology.Hosts; from++)
            for (var to = 0; to < topology.Hosts; to++)
            {
                var path = topology.Path(from, to, from + to);
                Assert.Equal(path, topology.Path(from, to, from + to));
                if (from == to)
                {
                    Assert.Empty(path);
                    Assert.Equal(TimeSpan.Zero, topology.Latency(from, to));
                    continue;
                }
                Assert.Equal((topology.Up(from), topology.Down(to)), (path[0], path[^1]));
                Assert.Equal(path.Count, path.Distinct().Count());
                var switches = path.Count - 1;
                Assert.Equal(topology.RackOf(from) == topology.RackOf(to), switches == 1);
                Assert.Equal(Wire + (switches - 1) * 1.1.Microseconds, topology.Latency(from, to));
                // each link begins where the one before it ends, and the way back has as many
                for (var i = 2; i < path.Count - 1; i++)
                    Assert.Equal(path[i - 1].Name.Split(" to ")[1], path[i].Name.Split(" to ")[0]);
                Assert.Equal(path.Count, topology.Path(to, from, 0).Count);
            }
        Assert.Equal(topology.RackOf(topology.Hosts - 1) + 1, topology.Racks);
        Assert.NotNull(name);
    }

    [Fact]
    public void Flows_are_spread_evenly_over_the_ways()
    {
        var chosen = Enumerable.Range(0, 80_000).CountBy(flow => EqualCost.Choose(3, 5, flow, 8)).ToDictionary();
        Assert.Equal(8, chosen.Count);
        Assert.All(chosen.Values, n => Assert.InRange(n, 9_500, 10_500));
        Assert.All(Enumerable.Range(0, 80_000).CountBy(to => EqualCost.Choose(3, to, 0, 8)), n => Assert.InRange(n.Value, 9_500, 10_500));
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new FatTree(P, Nics(2), 3));
        Assert.Throws<ArgumentException>(() => new FatTree(P, Nics(17), 4));
        Assert.Equal(16, new FatTree(P, Nics(16), 4).Hosts);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeafSpine(P, Nics(4), 2, 0, 1.Gbps));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeafSpine(P, Nics(4), 0, 1, 1.Gbps));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LeafSpine(P, Nics(4), 2, 1, 0.0));
        Assert.Throws<ArgumentException>(() => new OneSwitch(P, []));
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneSwitch(P, [new(0)]));
        foreach (var (_, topology) in All.Select(row => row.Data))
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => topology.Path(0, topology.Hosts, 0));
            Assert.Throws<ArgumentOutOfRangeException>(() => topology.Latency(-1, 0));
            Assert.Throws<ArgumentOutOfRangeException>(() => topology.RackOf(topology.Hosts));
        }
    }

    private static List<Bandwidth> Nics(int count) => [.. Enumerable.Repeat(10.Gbps, count)];

    private static List<Flow> Permutation(ITopology topology, Func<int, int> to)
    {
        var network = new FlowNetwork(new Simulation());
        return [.. Enumerable.Range(0, topology.Hosts).Select(host => network.Start(1.GiB, topology.Path(host, to(host), 0)))];
    }
}
