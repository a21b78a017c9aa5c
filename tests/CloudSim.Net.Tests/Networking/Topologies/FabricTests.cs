using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Networking.Topologies;

public class FabricTests
{
    private static readonly double Wire = NetworkCosts.Of(P).Wire.TotalSeconds;
    private readonly Simulation sim = new();
    private readonly Fabric fabric;

    public FabricTests() => fabric = new Fabric(P, sim, new OneSwitch(P, [.. Enumerable.Repeat(10.Gbps, 4)]));

    [Theory]
    [InlineData(0)]
    [InlineData(1_500)]
    [InlineData(64 * 1024)]
    [InlineData(64 * 1024 + 1)]
    [InlineData(1_000_000_000)]
    public void Data_alone_takes_its_latency_and_its_size_at_line_rate(int bytes)
    {
        sim.Run(fabric.Send(0, 1, new(bytes)));
        Assert.Equal(Wire + bytes / 1.25e9, sim.NowD, 2e-7);
    }

    // Three from one machine: each waits for those before it. One from another machine to another one waits for nobody.
    [Fact]
    public void Messages_queue_on_their_links()
    {
        var times = new List<double>();
        foreach (var (from, to) in new[] { (0, 1), (0, 2), (0, 1), (3, 0) })
            fabric.Send(from, to, 12_500.B).AddCallback(_ => times.Add(Math.Round((sim.NowD - Wire) * 1e6, 1)));
        sim.Run();
        Assert.Equal([10, 10, 20, 30], times);
    }

    [Fact]
    public void A_message_has_the_share_that_flows_leave_it()
    {
        fabric.Start(0, 1, 1.GiB);
        fabric.Start(0, 1, 1.GiB, mostRate: 2.Gbps);
        sim.Run(fabric.Send(2, 1, 12_500.B)); // a third of the link
        Assert.Equal(Wire + 30e-6, sim.NowD, 2e-7);
        sim.Run(fabric.Send(1, 0, 12_500.B)); // the other direction is free
        Assert.Equal(2 * Wire + 40e-6, sim.NowD, 3e-7);
    }

    [Fact]
    public void What_meets_a_dead_link_waits_for_it()
    {
        fabric.Topology.Down(1).Capacity = new(0);
        var (small, large) = (fabric.Send(0, 1, 100.B), fabric.Send(0, 1, 1.MiB));
        sim.Run(1.Seconds);
        Assert.False(small.IsTriggered || large.IsTriggered);
        fabric.Topology.Down(1).Capacity = 10.Gbps;
        sim.Run(new AllOf(sim, [small, large]));
        Assert.InRange(sim.NowD, 1 + Wire, 1.001 + Wire);
    }

    [Fact]
    public void Within_a_machine_data_is_there_at_once()
    {
        sim.Run(new AllOf(sim, [fabric.Send(2, 2, 1.GiB), fabric.Send(2, 2, 1.B), fabric.Start(2, 2, 1.GiB).Done]));
        Assert.Equal(0, sim.NowD);
    }

    [Fact]
    public void Flows_from_elsewhere_do_not_change_ways()
    {
        var nics = Enumerable.Repeat(10.Gbps, 40).ToList();
        Fabric New() => new(P, sim, new LeafSpine(P, nics, 10, 8, 10.Gbps));
        var (alone, busy) = (New(), New());
        for (var i = 0; i < 20; i++)
        {
            busy.Start(1, 30, 1.GiB);
            var (a, b) = (new List<Link>(), new List<Link>());
            alone.AddPath(0, 39, a);
            busy.AddPath(0, 39, b);
            Assert.Equal(a.Select(l => l.Name), b.Select(l => l.Name));
        }
        Assert.Throws<ArgumentOutOfRangeException>(() => fabric.Send(0, 4, 1.B));
        Assert.Throws<ArgumentOutOfRangeException>(() => fabric.Send(0, 1, new(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new FabricPort(fabric, 4));
    }
}
