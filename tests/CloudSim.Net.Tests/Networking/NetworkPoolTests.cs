using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;

namespace CloudSim.Net.Tests.Networking;

/// <summary>What a machine has a number of: blocks, addresses, ports of bridges, ports of its own.</summary>
public class NetworkPoolTests
{
    private readonly NetworkController host = new(P, "one");

    /// <summary>Docker's predefined pools: 172.17.0.0/16 to 172.31.0.0/16, then 192.168.0.0/20 to 192.168.240.0/20.</summary>
    [Fact]
    public void There_are_31_bridge_networks_and_the_next_is_refused()
    {
        for (var i = 1; i < 31; i++)
            host.Create($"n{i}", i % 2 == 0 ? new BridgeDriver() : new MacVlanDriver());
        Assert.Equal([.. Enumerable.Range(17, 15).Select(i => $"172.{i}.0.0/16"),
                .. Enumerable.Range(0, 16).Select(i => $"192.168.{16 * i}.0/20")],
            host.Networks.Where(n => n.Subnet is not null).Select(n => n.Subnet.ToString()!));
        var refused = Assert.Throws<InvalidOperationException>(() => host.Create("more", new BridgeDriver()));
        Assert.Contains("all predefined address pools are taken", refused.Message);
        Assert.Equal((31, 33), (host.BlockCount, host.Networks.Count()));
        host.Remove(host.Network("n4"));
        host.Remove(host.Network("n2"));
        Assert.Throws<ArgumentException>(() => host.Create("n3", new BridgeDriver()));
        Assert.Equal("172.19.0.0/16", host.Create("more", new BridgeDriver()).Subnet.ToString());
        Assert.Equal("10.0.1.0/24", host.Create("mesh", new OverlayDriver()).Subnet.ToString());
    }

    [Fact]
    public void A_network_that_is_made_and_removed_40_times_has_the_same_addresses()
    {
        for (var i = 0; i < 40; i++)
        {
            var network = host.Create("net", new BridgeDriver());
            var endpoint = On(network, "c");
            Assert.Equal(("172.18.0.1", "172.18.0.2"), (network.Gateway, endpoint.Address));
            host.Remove(endpoint.Sandbox);
            host.Remove(network);
        }
    }

    /// <summary>
    /// A /24 without its first and last address and its gateway. Freed addresses come last: a cluster's are given in turn.
    /// </summary>
    [Fact]
    public void An_overlay_has_253_addresses_given_in_turn_and_the_next_endpoint_is_refused()
    {
        var mesh = host.Create("mesh", new OverlayDriver());
        var all = Enumerable.Range(0, 3).Select(i => On(mesh, $"c{i}")).ToList();
        host.Disconnect(all[0]);
        all.AddRange(Enumerable.Range(3, 251).Select(i => On(mesh, $"c{i}")));
        Assert.Equal("10.0.1.5", all[3].Address);
        Assert.Equal("10.0.1.2", all[^1].Address);
        var box = host.CreateSandbox("more");
        Assert.Contains("no address left in 10.0.1.0/24", Assert.Throws<InvalidOperationException>(() => host.Connect(box, mesh)).Message);
        Assert.Equal((253, 253L, 0), (mesh.EndpointCount, mesh.Ports.Taken, box.Endpoints.Count));
    }

    [Fact]
    public void On_a_bridge_the_lowest_free_address_is_given()
    {
        var all = Enumerable.Range(0, 300).Select(i => On(host.Default, $"c{i}")).ToList();
        Assert.Equal("172.17.1.45", all[^1].Address);
        host.Disconnect(all[200]);
        host.Disconnect(all[7]);
        Assert.Equal(["172.17.0.9", "172.17.0.202", "172.17.1.46"], Enumerable.Range(0, 3).Select(i => On(host.Default, $"d{i}").Address));
    }

    /// <summary>Port numbers of a Linux bridge have 10 bits, and 0 is none.</summary>
    [Fact]
    public void A_bridge_has_1023_ports()
    {
        var network = host.Create("big", new BridgeDriver());
        for (var i = 0; i < 1023; i++)
            On(network, $"c{i}");
        var box = host.CreateSandbox("more");
        var refused = Assert.Throws<InvalidOperationException>(() => host.Connect(box, network));
        Assert.Equal("bridge 'big' has all its 1023 ports taken", refused.Message);
        Assert.Equal((1023L, 1023L, 1023), (network.Ports.Taken, network.Ports.Limit!.Value, network.EndpointCount));
        Assert.Equal("172.17.0.2", host.Connect(box, host.Default).Address);
    }

    [Fact]
    public void The_default_bridge_shares_its_ports_with_others_and_other_bridges_have_their_own()
    {
        var ports = new ObjectPool("bridge ports", 3);
        var controller = new NetworkController(P, "two", ports, bridgePortLimit: 1);
        Assert.True(ports.TryTake(2));
        var network = controller.Create("own", new BridgeDriver());
        var (a, b) = (controller.CreateSandbox("a"), controller.CreateSandbox("b"));
        controller.Connect(a, controller.Default);
        Assert.Equal("bridge 'bridge' has all its 3 ports taken",
            Assert.Throws<InvalidOperationException>(() => controller.Connect(b, controller.Default)).Message);
        controller.Connect(b, network);
        Assert.Throws<InvalidOperationException>(() => controller.Connect(a, network));
        controller.Remove(a);
        Assert.Equal((2L, 1L), (ports.Taken, network.Ports.Taken));
        Assert.Throws<ArgumentOutOfRangeException>(() => new NetworkController(P, "x", null, -1));
    }

    [Fact]
    public void A_joined_network_s_block_is_taken_on_each_machine_and_free_again_when_it_is_left_or_removed()
    {
        var (other, third) = (new NetworkController(P, "two"), new NetworkController(P, "three"));
        var lan = host.Create("lan", new MacVlanDriver());
        other.Join(lan);
        var own = other.Create("own", new BridgeDriver());
        Assert.Equal(("172.18.0.0/16", "172.19.0.0/16"), (lan.Subnet.ToString(), own.Subnet.ToString()));
        third.Create("own", new BridgeDriver());
        Assert.Contains("overlaps", Assert.Throws<InvalidOperationException>(() => third.Join(lan)).Message);
        Assert.Throws<ArgumentException>(() => third.Network("lan"));

        var far = other.CreateSandbox("far");
        other.Connect(far, lan);
        Assert.Throws<InvalidOperationException>(() => other.Remove(lan));
        Assert.Throws<InvalidOperationException>(() => host.Remove(lan));
        other.Remove(far);
        other.Remove(lan);
        other.Remove(lan);
        Assert.Equal((2, 2), (other.BlockCount, host.BlockCount));
        other.Join(lan);
        host.Remove(lan);
        host.Remove(lan);
        Assert.Equal((2, 1), (other.BlockCount, host.BlockCount));
        Assert.Throws<ArgumentException>(() => other.Network("lan"));
        Assert.Throws<InvalidOperationException>(() => other.Join(lan));
    }

    private Endpoint On(Network network, string name) => host.Connect(host.CreateSandbox(name), network);
}
