using CloudSim.Net.Networking;

namespace CloudSim.Net.Tests.Networking;

public class NetworkControllerTests
{
    private readonly NetworkController host = new(P, "one");

    [Fact]
    public void Names_are_known_on_a_user_defined_network_and_not_on_the_default_bridge()
    {
        var (web, db) = (On(host.Default, "web"), On(host.Default, "db"));
        Assert.Null(host.Resolve(web, "db").Address);
        Assert.True(host.Find(web, db.Endpoints[0].Address).Reaches, "by address it is reached all the same");

        var network = host.Create("shop", new BridgeDriver());
        var (app, cache) = (On(network, "app"), On(network, "cache", "redis"));
        Assert.Equal(new NameAnswer(cache.Endpoints[0].Address, "127.0.0.11"), host.Resolve(app, "cache"));
        Assert.Equal(cache.Endpoints[0].Address, host.Resolve(app, "redis").Address);
        Assert.Null(host.Resolve(app, "db").Address);
    }

    [Fact]
    public void Two_networks_are_isolated_until_a_container_joins_both()
    {
        var (front, back) = (host.Create("front", new BridgeDriver()), host.Create("back", new BridgeDriver()));
        var (web, db) = (On(front, "web"), On(back, "db"));
        var refused = host.Find(web, db.Endpoints[0].Address);
        Assert.Contains("isolation", refused.Refused);
        host.Connect(web, back);
        Assert.True(host.Find(web, db.Endpoints[0].Address).Reaches);
        Assert.Equal(db.Endpoints[0].Address, host.Resolve(web, "db").Address);
    }

    [Fact]
    public void A_published_port_reaches_with_a_translated_address_and_only_once()
    {
        var web = On(host.Default, "web");
        Assert.False(host.FindPublished(8080).Reaches);
        host.Publish(web.Endpoints[0], 8080, 80);
        var route = host.FindPublished(8080);
        Assert.Same(web, route.Target);
        Assert.True(route.HasTranslation);
        Assert.Throws<InvalidOperationException>(() => host.Publish(web.Endpoints[0], 8080, 81));
        host.Remove(web);
        Assert.False(host.FindPublished(8080).Reaches);
    }

    [Fact]
    public void The_host_s_stack_has_no_hops_and_no_translation()
    {
        var web = On(host.Network("host"), "web");
        Assert.Empty(host.FindOutside(web).Hops);
        Assert.Empty(host.FindPublished(80).Hops);
        var bridged = On(host.Default, "bridged");
        Assert.True(host.FindOutside(bridged).HasTranslation);
        Assert.Throws<InvalidOperationException>(() => host.Publish(On(host.Network("none"), "x").Endpoints[0], 1, 1));
    }

    [Fact]
    public void None_has_loopback_only()
    {
        var alone = On(host.Network("none"), "alone");
        Assert.False(host.FindOutside(alone).Reaches);
        Assert.True(host.Find(alone, "127.0.0.1").Reaches);
        Assert.Equal("no interface but loopback", host.Find(alone, On(host.Default, "web").Endpoints[0].Address).Refused);
    }

    [Fact]
    public void An_overlay_spans_machines_and_a_bridge_does_not()
    {
        var other = new NetworkController(P, "two");
        var mesh = host.Create("mesh", new OverlayDriver());
        other.Join(mesh);
        Assert.Throws<ArgumentException>(() => other.Join(host.Default));
        var (a, b, c) = (On(mesh, "a"), On(mesh, "b"), other.CreateSandbox("c"));
        other.Connect(c, mesh);
        Assert.Equal(["veth and bridge"], host.Find(a, host.Resolve(a, "b").Address!).Hops.Select(h => h.Name));
        var far = host.Find(a, host.Resolve(a, "c").Address!);
        Assert.True(far.IsRemote);
        Assert.Equal(["veth and bridge", "VXLAN", "VXLAN", "veth and bridge"], far.Hops.Select(h => h.Name));
        Assert.Equal([false, false, true, true], far.Hops.Select(h => h.AtReceiver));
        Assert.Same(c, far.Target);
        Assert.Same(b, host.Find(a, b.Endpoints[0].Address).Target);
    }

    [Fact]
    public void A_macvlan_container_reaches_its_neighbours_and_others_but_not_its_own_machine()
    {
        var lan = host.Create("lan", new MacVlanDriver());
        var (a, b, onHost) = (On(lan, "a"), On(lan, "b"), On(host.Network("host"), "onhost"));
        Assert.True(host.Find(a, b.Endpoints[0].Address).Reaches);
        Assert.False(host.FindOutside(a).HasTranslation);
        Assert.True(host.FindOutside(a, new NetworkController(P, "two")).Reaches);
        Assert.False(host.FindOutside(a, host).Reaches);
        Assert.False(host.Find(onHost, a.Endpoints[0].Address).Reaches);
    }

    /// <summary>
    /// By the machine's address a rule translates; by 127.0.0.1, and from the container's own network, the proxy program passes data on.
    /// </summary>
    [Fact]
    public void A_published_port_has_a_rule_for_the_world_and_a_proxy_for_those_within()
    {
        var (web, near) = (On(host.Default, "web"), On(host.Default, "near"));
        host.Publish(web.Endpoints[0], 8080, 80);
        Assert.True(host.FindPublished(8080, outside: false).HasTranslation);
        var (loopback, hairpin) = (host.FindPublished(8080, outside: false, loopback: true), host.FindOutside(near, host, 8080));
        Assert.Equal(["userland proxy", "veth and bridge"], loopback.Hops.Select(h => h.Name));
        Assert.False(loopback.HasTranslation);
        Assert.Equal((web, false), (hairpin.Target, hairpin.HasTranslation));
        host.UserlandProxy = false;
        Assert.True(host.FindPublished(8080, outside: false, loopback: true).HasTranslation);
        Assert.True(host.FindOutside(near, host, 8080).HasTranslation);
    }

    /// <summary>
    /// VXLAN takes 50 of 1500 bytes: a full frame of 1538 on the cable carries 1448 bytes of a stream plainly and 1398 over an overlay.
    /// </summary>
    [Fact]
    public void An_overlay_s_packets_are_shorter_by_what_they_are_packed_in()
    {
        var (other, mesh) = (new NetworkController(P, "two"), host.Create("mesh", new OverlayDriver()));
        other.Join(mesh);
        var far = other.CreateSandbox("far");
        var address = other.Connect(far, mesh).Address;
        var (overlay, costs) = (host.Find(On(mesh, "near"), address), NetworkCosts.Of(P));
        Assert.Equal((1450, 1500), (overlay.Mtu, new NetworkRoute().Mtu));
        Assert.Equal((100 * 1538L, 100 * 1538L),
            (new NetworkRoute().OnCable(costs, new(1448 * 100)).Count, overlay.OnCable(costs, new(1398 * 100)).Count));
        Assert.Equal(2 * (50 + 52 + 38) + 1399, overlay.OnCable(costs, new(1399)).Count);
    }

    private Sandbox On(Network network, string name, params string[] aliases)
    {
        var sandbox = host.CreateSandbox(name);
        host.Connect(sandbox, network, aliases);
        return sandbox;
    }
}
