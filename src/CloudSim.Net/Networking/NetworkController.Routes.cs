namespace CloudSim.Net.Networking;

public sealed partial class NetworkController
{
    /// <summary>
    /// What a container gets for a name: on a user-defined network the embedded server at 127.0.0.11 knows the containers of the
    /// networks that it is on, by name and alias; on the default bridge, the host's stack and none, only the machine's resolver is asked,
    /// which knows no containers.
    /// </summary>
    /// <exception cref="ArgumentException">The sandbox is another machine's.</exception>
    /// <exception cref="InvalidOperationException">The sandbox is removed.</exception>
    public NameAnswer Resolve(Sandbox sandbox, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Live(sandbox);
        if (!sandbox.Joined.Any(e => e.Network.HasDns))
            return new(null, "the machine's resolver");
        foreach (var endpoint in sandbox.Joined)
            if (endpoint.Network.Named(name) is { } found)
                return new(found.Address, "127.0.0.11");
        return new(null, "127.0.0.11");
    }

    /// <summary>The way from a container to an address of a container.</summary>
    /// <exception cref="ArgumentException">The sandbox is another machine's.</exception>
    /// <exception cref="InvalidOperationException">The sandbox is removed.</exception>
    public NetworkRoute Find(Sandbox from, string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Live(from);
        if (address == "127.0.0.1" || from.Joined.Any(e => e.Network.At(address) == e))
            return new NetworkRoute { Target = from };
        foreach (var endpoint in from.Joined)
            if (endpoint.Network.At(address) is { } peer)
            {
                var remote = peer.Sandbox.Controller != this;
                return new NetworkRoute { Hops = [.. endpoint.Network.Driver.Between(costs, remote), .. Filter()], IsRemote = remote,
                    Target = peer.Sandbox, Mtu = endpoint.Network.Driver.Mtu(costs) };
            }
        if (from.Joined.All(e => e.Network.Driver is NoneDriver))
            return NetworkRoute.No("no interface but loopback");
        var elsewhere = networks.Values.Select(n => n.At(address)).FirstOrDefault(e => e is not null);
        if (from.IsHost && elsewhere is { } own)
            return own.Network.Driver is BridgeDriver
                ? new NetworkRoute { Hops = [costs.Bridge()], Target = own.Sandbox }
                : NetworkRoute.No("the machine has no address on that network");
        return NetworkRoute.No(elsewhere is not null
            ? "another network: dropped by the isolation rules" : "no route to that address");
    }

    /// <summary>
    /// The way from a container to a machine outside; to a published port of that machine if <paramref name="port"/> is given.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1 to 65,535.</exception>
    /// <exception cref="ArgumentException">The sandbox is another machine's.</exception>
    /// <exception cref="InvalidOperationException">The sandbox is removed.</exception>
    public NetworkRoute FindOutside(Sandbox from, NetworkController? to = null, int? port = null)
    {
        Live(from);
        if (port is { } asked)
            Number(asked, least: 1, nameof(port));
        if (from.Joined.Count == 0
            || from.Joined.Select(e => e.Network.Driver.Outward(costs, Rules)).FirstOrDefault(h => h is not null) is not { } outward)
            return NetworkRoute.No("no interface but loopback");
        if (to == this && from.Joined.All(e => e.Network.Driver is MacVlanDriver))
            return NetworkRoute.No("a macvlan interface and the machine that it is on do not reach each other");
        if (to is null || port is null)
            return new NetworkRoute { Hops = outward, IsRemote = to != this };
        // From the network of the published container itself the rule for outside does not match (! -i bridge): the proxy takes it, or the
        // bridge turns it around.
        if (to == this && published.TryGetValue(port.Value, out var own) && from.Joined.Any(e => e.Network == own.Endpoint.Network))
            return new NetworkRoute { Hops = [costs.Bridge(), UserlandProxy ? costs.Proxy() : costs.Translate(Rules), costs.Bridge()],
                Target = own.Endpoint.Sandbox };
        var inward = to.FindPublished(port.Value, outside: to != this);
        return inward.Reaches ? inward with { Hops = [.. outward, .. inward.Hops] } : inward;
    }

    /// <summary>
    /// The way from outside (or, with <paramref name="outside"/> false, from the machine itself) to a port of the machine.
    /// </summary>
    /// <param name="port">The port.</param>
    /// <param name="outside">Whether the packets come from another machine.</param>
    /// <param name="loopback">From the machine itself by 127.0.0.1: the translation leaves that block out, so that the engine's proxy
    /// passes the data on.</param>
    /// <exception cref="ArgumentOutOfRangeException">The port is not 1 to 65,535.</exception>
    public NetworkRoute FindPublished(int port, bool outside = true, bool loopback = false)
    {
        Number(port, least: 1, nameof(port));
        if (loopback && UserlandProxy && published.TryGetValue(port, out var behind))
            return new NetworkRoute { Hops = [costs.Proxy(), costs.Bridge()], Target = behind.Endpoint.Sandbox };
        if (published.TryGetValue(port, out var to))
            return new NetworkRoute
            {
                // Within one machine the sender does it all.
                Hops = [.. to.Endpoint.Network.Driver.Inward(costs, Rules)!.Select(h => h with { AtReceiver = h.AtReceiver && outside })],
                IsRemote = outside, Target = to.Endpoint.Sandbox,
            };
        if (host.Endpoints.FirstOrDefault() is { } own)
            return new NetworkRoute { IsRemote = outside, Target = own.Sandbox };
        return NetworkRoute.No($"nobody listens on port {port}");
    }

    private int Rules => FilterRules + published.Count;

    private IReadOnlyList<Hop> Filter() => FilterRules == 0 ? [] : [costs.Rules(FilterRules)];
}
