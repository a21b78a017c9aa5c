
namespace CloudSim.Net.Networking;

/// <summary>
/// The networks of one machine, after libnetwork's model: a sandbox (a container's stack) joins networks by endpoints. The machine starts
/// with the three networks that Docker has: <c>bridge</c> (the default, without names), <c>host</c>, <c>none</c>.
/// </summary>
public sealed class NetworkController
{
    private readonly Dictionary<string, Network> networks = new(StringComparer.Ordinal);
    private readonly Dictionary<int, (Endpoint Endpoint, int Port)> published = [];
    private readonly List<Sandbox> sandboxes = [];
    private readonly NetworkCosts costs = NetworkCosts.Linux;
    private int bridges;

    /// <summary>A machine with Docker's three networks.</summary>
    /// <param name="machine">The machine's name, by which others reach it.</param>
    /// <param name="bridgePorts">Ports of its default bridge.</param>
    public NetworkController(string machine = "host", Kernel.ObjectPool? bridgePorts = null)
    {
        Machine = machine;
        Default = Create("bridge", new BridgeDriver(), isDefault: true);
        Create("host", new HostDriver());
        Create("none", new NoneDriver());
    }

    /// <summary>The machine's name.</summary>
    public string Machine { get; }

    /// <summary>The legacy bridge that containers join if nothing else is said.</summary>
    public Network Default { get; }

    /// <summary>Filter rules of the machine that each forwarded packet is tried against, beside those of published ports.</summary>
    public int FilterRules { get; set; }

    /// <summary>Whether each published port has a proxy program beside its rule (dockerd's <c>userland-proxy</c>, on by default).</summary>
    public bool UserlandProxy { get; set; } = true;

    /// <summary>Networks, in order of creation.</summary>
    public IEnumerable<Network> Networks => networks.Values;

    /// <summary>Ports of the machine that lead to containers.</summary>
    public IReadOnlyCollection<int> PublishedPorts => published.Keys;

    /// <summary>Makes a network.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public Network Create(string name, INetworkDriver driver) => Create(name, driver, isDefault: false);

    /// <summary>Takes part in a network that spans machines.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the driver keeps to one machine.</exception>
    public void Join(Network network)
    {
        if (!network.Driver.SpansMachines)
            throw new ArgumentException($"a {network.Driver.Name} network keeps to one machine (use overlay or macvlan)", nameof(network));
        if (!networks.TryAdd(network.Name, network))
            throw new ArgumentException($"network '{network.Name}' exists", nameof(network));
    }

    /// <summary>The network of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Network Network(string name) => networks.TryGetValue(name, out var network)
        ? network : throw new ArgumentException($"no network '{name}' (known: {string.Join(", ", networks.Keys)})", nameof(name));

    /// <summary>Removes a network.</summary>
    /// <exception cref="InvalidOperationException">It has endpoints, or is one of the first three.</exception>
    public void Remove(Network network)
    {
        if (network.IsDefault || network.Driver is HostDriver or NoneDriver || network.Endpoints.Any())
            throw new InvalidOperationException($"network '{network.Name}' is in use or predefined");
        networks.Remove(network.Name);
    }

    /// <summary>Makes a container's stack, joined to nothing.</summary>
    public Sandbox CreateSandbox(string container)
    {
        var sandbox = new Sandbox(container, this);
        sandboxes.Add(sandbox);
        return sandbox;
    }

    /// <summary>Removes a container's stack with its endpoints and published ports.</summary>
    public void Remove(Sandbox sandbox)
    {
        foreach (var endpoint in sandbox.Joined.ToList())
            Disconnect(endpoint);
        sandboxes.Remove(sandbox);
    }

    /// <summary>Joins a sandbox to a network.</summary>
    /// <exception cref="InvalidOperationException">It is joined already, or mixes the host's or no network with another.</exception>
    public Endpoint Connect(Sandbox sandbox, Network network, params IReadOnlyList<string> aliases)
    {
        if (sandbox.Joined.Any(e => e.Network == network))
            throw new InvalidOperationException($"{sandbox} is on {network.Name} already");
        if (sandbox.Joined.Count > 0
            && (network.Driver is HostDriver or NoneDriver || sandbox.Joined[0].Network.Driver is HostDriver or NoneDriver))
            throw new InvalidOperationException($"{sandbox} cannot be on {network.Name} and on {sandbox.Joined[0].Network.Name}");
        var endpoint = network.Add(sandbox, aliases);
        sandbox.Joined.Add(endpoint);
        return endpoint;
    }

    /// <summary>Leaves a network; its published ports go too.</summary>
    public void Disconnect(Endpoint endpoint)
    {
        endpoint.Network.Remove(endpoint);
        endpoint.Sandbox.Joined.Remove(endpoint);
        foreach (var port in published.Where(p => p.Value.Endpoint == endpoint).Select(p => p.Key).ToList())
            published.Remove(port);
    }

    /// <summary>Leads a port of the machine to one of the container.</summary>
    /// <exception cref="InvalidOperationException">The port is taken, or the driver cannot.</exception>
    public void Publish(Endpoint endpoint, int machinePort, int containerPort)
    {
        if (endpoint.Network.Driver.Inward(costs, 0) is null)
            throw new InvalidOperationException($"a {endpoint.Network.Driver.Name} network cannot publish ports");
        if (!published.TryAdd(machinePort, (endpoint, containerPort)))
            throw new InvalidOperationException($"port {machinePort} is already allocated");
    }

    /// <summary>
    /// What a container gets for a name: on a user-defined network the embedded server at 127.0.0.11 knows the containers of the
    /// networks that it is on, by name and alias; on the default bridge, the host's stack and none, only the machine's resolver is asked,
    /// which knows no containers.
    /// </summary>
    public NameAnswer Resolve(Sandbox sandbox, string name)
    {
        if (!sandbox.Joined.Any(e => e.Network.HasDns))
            return new(null, "the machine's resolver");
        var found = sandbox.Joined.Where(e => e.Network.HasDns).SelectMany(e => e.Network.Endpoints)
            .FirstOrDefault(e => e.Sandbox.Name == name || e.Aliases.Contains(name));
        return new(found?.Address, "127.0.0.11");
    }

    /// <summary>The way from a container to an address of a container.</summary>
    public NetworkRoute Find(Sandbox from, string address)
    {
        if (address == "127.0.0.1" || from.Joined.Any(e => e.Address == address && address.Length > 0))
            return new NetworkRoute { Target = from };
        foreach (var endpoint in from.Joined)
            if (endpoint.Network.Endpoints.FirstOrDefault(e => e.Address == address && address.Length > 0) is { } peer)
            {
                var remote = peer.Sandbox.Controller != this;
                return new NetworkRoute { Hops = [.. endpoint.Network.Driver.Between(costs, remote), .. Filter()], IsRemote = remote,
                    Target = peer.Sandbox, Mtu = endpoint.Network.Driver.Mtu };
            }
        if (from.IsHost
            && networks.Values.SelectMany(n => n.Endpoints).FirstOrDefault(e => e.Address == address && address.Length > 0) is { } own)
            return own.Network.Driver is BridgeDriver
                ? new NetworkRoute { Hops = [costs.Bridge()], Target = own.Sandbox }
                : NetworkRoute.No("the machine has no address on that network");
        return NetworkRoute.No(networks.Values.Any(n => n.Endpoints.Any(e => e.Address == address))
            ? "another network: dropped by the isolation rules" : "no route to that address");
    }

    /// <summary>
    /// The way from a container to a machine outside; to a published port of that machine if <paramref name="port"/> is given.
    /// </summary>
    public NetworkRoute FindOutside(Sandbox from, NetworkController? to = null, int? port = null)
    {
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
    public NetworkRoute FindPublished(int port, bool outside = true, bool loopback = false)
    {
        if (loopback && UserlandProxy && published.TryGetValue(port, out var behind))
            return new NetworkRoute { Hops = [costs.Proxy(), costs.Bridge()], Target = behind.Endpoint.Sandbox };
        if (published.TryGetValue(port, out var to))
            return new NetworkRoute
            {
                // Within one machine the sender does it all.
                Hops = [.. to.Endpoint.Network.Driver.Inward(costs, Rules)!.Select(h => h with { AtReceiver = h.AtReceiver && outside })],
                IsRemote = outside, Target = to.Endpoint.Sandbox,
            };
        if (sandboxes.FirstOrDefault(s => s.IsHost) is { } host)
            return new NetworkRoute { IsRemote = outside, Target = host };
        return NetworkRoute.No($"nobody listens on port {port}");
    }

    private int Rules => FilterRules + published.Count;

    private IReadOnlyList<Hop> Filter() => FilterRules == 0 ? [] : [costs.Rules(FilterRules)];

    private Network Create(string name, INetworkDriver driver, bool isDefault)
    {
        var subnet = driver switch
        {
            BridgeDriver => $"172.{17 + bridges++}",
            OverlayDriver => $"10.{networks.Count}",
            _ => $"192.168",
        };
        var network = new Network(name, driver, subnet, isDefault);
        return networks.TryAdd(name, network) ? network : throw new ArgumentException($"network '{name}' exists", nameof(name));
    }
}
