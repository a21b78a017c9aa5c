using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Containers;

/// <summary>A registry on a machine of the datacenter's network.</summary>
public class PullOverNetworkTests
{
    private readonly Simulation sim = new();
    private readonly LeafSpine topology = new(P, [.. Enumerable.Repeat(10.Gbps, 12)], hostsPerRack: 4, spines: 1, oversubscription: 4.0);
    private readonly Fabric fabric;
    private readonly Registry registry;
    private readonly Digest blob = Layer.Of("a", 1.GiB).DiffId;

    public PullOverNetworkTests()
    {
        fabric = new Fabric(P, sim, topology);
        registry = new Registry(P, new FabricPort(fabric, 8));
    }

    // Its own rack has line rate; the four of another rack share the one cable of their leaf, as wide as the registry's own.
    [Theory]
    [InlineData(9, 1)]
    [InlineData(0, 4)]
    public void Who_pulls_shares_the_links_of_the_topology(int first, int pullers)
    {
        sim.Run(new AllOf(sim, Enumerable.Range(first, pullers).Select(i => registry.Fetch(blob, 1.GiB, new FabricPort(fabric, i)))));
        Assert.Equal(registry.Request.TotalSeconds + pullers * 1.GiB.Count / 1.25e9, sim.NowD, 1e-5);
        Assert.Equal(pullers * 1.GiB.Count, registry.Sent.Count);
    }

    [Fact]
    public void An_image_comes_over_the_topology_and_what_is_cut_goes_on()
    {
        var image = new Image([Layer.Of("a", 100.MiB, 100, 0.5), Layer.Of("b", 50.MiB, 50, 0.5)]);
        registry.Push("app", image);
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1)) { Port = new FabricPort(fabric, 0) };
        var puller = new ImagePuller(host.Kernel, registry, host.Port!);
        var pull = puller.Pull("app");
        sim.Run(40.Milliseconds);
        Assert.Equal(2, registry.Pulling);
        Assert.Equal(10, topology.FromSpine(0, 0).Used.GbitPerSecond, 1e-6);
        registry.Interrupt();
        sim.Run(pull);
        Assert.True(pull.IsOk);
        Assert.Equal(image.Compressed, puller.Pulled);
        Assert.Equal(0, topology.FromSpine(0, 0).FlowCount);
    }

    [Fact]
    public void Who_is_elsewhere_cannot_pull()
    {
        var other = new Fabric(P, sim, topology);
        Assert.Throws<ArgumentException>(() => registry.Fetch(blob, 1.MiB, new FabricPort(other, 0)));
        Assert.Throws<InvalidOperationException>(() => registry.Fetch(blob, 1.MiB, new Link("a", 1.Gbps)));
        var lone = new Registry(P, sim, new FlowNetwork(sim), 1.Gbps);
        Assert.Throws<ArgumentException>(() => lone.Fetch(blob, 1.MiB, new FabricPort(fabric, 0)));
    }
}
