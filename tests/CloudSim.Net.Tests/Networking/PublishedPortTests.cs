using CloudSim.Net.Networking;

namespace CloudSim.Net.Tests.Networking;

public class PublishedPortTests
{
    private readonly NetworkController host = new(P, "one");

    [Theory]
    [InlineData(-1, 80)]
    [InlineData(65536, 80)]
    [InlineData(9090, 0)]
    [InlineData(9090, 65536)]
    [InlineData(0, -1)]
    public void Ports_are_1_to_65535(int machine, int container)
    {
        var endpoint = On("web");
        Assert.Throws<ArgumentOutOfRangeException>(() => host.Publish(endpoint, machine, container));
        Assert.Empty(host.PublishedPorts);
        Assert.Equal((65535, 1, 32768),
            (host.Publish(endpoint, 65535, 1), host.Publish(endpoint, 1, 65535), host.Publish(endpoint, 0, 80)));
        Assert.Throws<ArgumentOutOfRangeException>(() => host.FindPublished(machine is 9090 ? container : machine));
    }

    [Fact]
    public void Port_0_is_the_next_free_one_of_the_ephemeral_range()
    {
        var (first, second) = (On("a"), On("b"));
        host.Publish(first, 32769, 80);
        Assert.Equal([32768, 32770], new[] { host.Publish(first, 0, 80), host.Publish(second, 0, 80) });
        host.Disconnect(first);
        Assert.Equal([32770], host.PublishedPorts);
        for (var port = 32771; port <= 60999; port++)
            Assert.Equal(port, host.Publish(second, 0, 80));
        Assert.Equal([32768, 32769], new[] { host.Publish(second, 0, 80), host.Publish(second, 0, 80) });
        Assert.Contains("all ports", Assert.Throws<InvalidOperationException>(() => host.Publish(second, 0, 80)).Message);
        Assert.Equal(60999 - 32768 + 1, host.PublishedPorts.Count);
        host.Disconnect(second);
        Assert.Empty(host.PublishedPorts);
    }

    [Fact]
    public void A_taken_port_leaves_those_before_it_to_their_endpoint_which_frees_them()
    {
        var (first, second) = (On("a"), On("b"));
        host.Publish(first, 8081, 80);
        host.Publish(second, 8080, 80);
        Assert.Equal("port 8081 is already allocated",
            Assert.Throws<InvalidOperationException>(() => host.Publish(second, 8081, 80)).Message);
        Assert.Equal([8080], second.PublishedPorts);
        host.Remove(second.Sandbox);
        Assert.Equal([8081], host.PublishedPorts);
        Assert.Equal(8080, host.Publish(first, 8080, 80));
    }

    [Fact]
    public void What_is_removed_is_refused_and_what_is_removed_twice_is_given_back_once()
    {
        var (endpoint, network) = (On("a"), host.Create("net", new BridgeDriver()));
        host.Publish(endpoint, 80, 80);
        host.Disconnect(endpoint);
        host.Disconnect(endpoint);
        Assert.Equal("172.17.0.2", On("b").Address);
        Assert.Equal(1, host.Default.Ports.Taken);
        Assert.Contains("has left", Assert.Throws<InvalidOperationException>(() => host.Publish(endpoint, 80, 80)).Message);
        host.Remove(endpoint.Sandbox);
        host.Remove(endpoint.Sandbox);
        Assert.Equal(1, host.SandboxCount);
        Assert.Throws<InvalidOperationException>(() => host.Connect(endpoint.Sandbox, host.Default));
        Assert.Throws<InvalidOperationException>(() => host.Find(endpoint.Sandbox, "172.17.0.2"));
        Assert.Throws<InvalidOperationException>(() => host.FindOutside(endpoint.Sandbox));
        Assert.Throws<InvalidOperationException>(() => host.Resolve(endpoint.Sandbox, "b"));
        host.Remove(network);
        host.Remove(network);
        Assert.Equal(1, host.BlockCount);
        var box = host.CreateSandbox("c");
        Assert.Throws<InvalidOperationException>(() => host.Connect(box, network));
        Assert.Empty(box.Endpoints);
        Assert.Throws<InvalidOperationException>(() => host.Remove(host.Default));
        Assert.Throws<InvalidOperationException>(() => host.Create("more", new HostDriver()));
    }

    [Fact]
    public void Another_machine_s_things_are_refused()
    {
        var other = new NetworkController(P, "two");
        var endpoint = On("a");
        Assert.Throws<ArgumentException>(() => other.Publish(endpoint, 80, 80));
        Assert.Throws<ArgumentException>(() => other.Disconnect(endpoint));
        Assert.Throws<ArgumentException>(() => other.Remove(endpoint.Sandbox));
        Assert.Throws<ArgumentException>(() => other.Connect(endpoint.Sandbox, other.Default));
        Assert.Throws<ArgumentException>(() => other.Connect(other.CreateSandbox("b"), host.Default));
        Assert.Throws<ArgumentException>(() => host.Connect(host.CreateSandbox("c"), host.Create("net", new BridgeDriver()), "alias", ""));
        Assert.Equal(0, host.Network("net").Ports.Taken);
        Assert.False(endpoint.IsRemoved);
    }

    /// <summary>As in Docker a name may be shared; the one of the lowest address answers, whoever joined first.</summary>
    [Fact]
    public void An_alias_may_be_shared_and_goes_with_its_last_owner()
    {
        var network = host.Create("net", new BridgeDriver());
        Endpoint Joined(string name) => host.Connect(host.CreateSandbox(name), network, "web", "web", name);
        var (a, b, asker) = (Joined("a"), Joined("b"), Joined("asker"));
        host.Disconnect(a);
        var c = Joined("c");
        Assert.Equal((c.Address, "172.18.0.2"), (host.Resolve(asker.Sandbox, "web").Address, c.Address));
        host.Disconnect(c);
        Assert.Equal(b.Address, host.Resolve(asker.Sandbox, "web").Address);
        host.Disconnect(b);
        host.Disconnect(asker);
        Assert.Null(host.Resolve(On("d", network).Sandbox, "web").Address);
    }

    private Endpoint On(string name, Network? network = null) => host.Connect(host.CreateSandbox(name), network ?? host.Default);
}
