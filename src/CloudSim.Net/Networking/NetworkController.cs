using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Networking;

/// <summary>
/// The networks of one machine, after libnetwork's model: a sandbox (a container's stack) joins networks by endpoints. The machine starts
/// with the three networks that Docker has: <c>bridge</c> (the default, without names), <c>host</c>, <c>none</c>. Address blocks,
/// addresses, ports of bridges and ports of the machine are taken from pools and given back with what took them; a call that throws
/// leaves nothing behind.
/// </summary>
public sealed partial class NetworkController
{
    /// <summary>Ports of a Linux bridge: numbers of 10 bits, 0 left out (<c>net/bridge/br_private.h</c>: BR_PORT_BITS).</summary>
    public const int BridgePortLimit = 1023;

    private readonly OrderedDictionary<string, Network> networks = new(StringComparer.Ordinal);
    private readonly DefaultPools blocks = new();
    private readonly NetworkCosts costs;
    private readonly long bridgePortLimit;
    private readonly Network host;

    /// <summary>A machine with Docker's three networks.</summary>
    /// <param name="parameters">What the costs are made of.</param>
    /// <param name="machine">The machine's name, by which others reach it.</param>
    /// <param name="bridgePorts">Ports of the default bridge, if others take from them too; null: its own.</param>
    /// <param name="bridgePortLimit">Ports of each bridge that is made, 0 or more.</param>
    /// <param name="bridge">How the default bridge is built; null: as Docker's, without names.</param>
    /// <exception cref="ArgumentOutOfRangeException">Negative limit.</exception>
    public NetworkController(
        Parameters parameters, string machine = "host", ObjectPool? bridgePorts = null, long bridgePortLimit = BridgePortLimit,
        BridgeDriver? bridge = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(machine);
        ArgumentOutOfRangeException.ThrowIfNegative(bridgePortLimit);
        (Machine, this.bridgePortLimit, costs) = (machine, bridgePortLimit, NetworkCosts.Of(parameters));
        Default = Create("bridge", bridge ?? new BridgeDriver { HasDns = false }, bridgePorts, isDefault: true);
        host = Create("host", new HostDriver(), null, isDefault: false);
        Create("none", new NoneDriver(), null, isDefault: false);
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

    /// <summary>Stacks of containers that are not removed.</summary>
    public int SandboxCount { get; private set; }

    /// <summary>Address blocks that its networks hold.</summary>
    public int BlockCount => blocks.Taken;

    /// <summary>
    /// Makes a network. Its addresses are cut from Docker's predefined pools, the lowest free block first: 31 for a machine, macvlan
    /// networks among them, and 65,535 of 256 addresses for a cluster's.
    /// </summary>
    /// <exception cref="ArgumentException">The name is empty or taken.</exception>
    /// <exception cref="InvalidOperationException">All blocks are taken, or it is a second one of <c>host</c> or <c>none</c>; nothing
    /// changes.</exception>
    public Network Create(string name, INetworkDriver driver)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(driver);
        if (driver is HostDriver or NoneDriver)
            throw new InvalidOperationException($"a machine has one network '{driver.Name}'");
        return Create(name, driver, null, isDefault: false);
    }

    /// <summary>Takes part in a network that spans machines; its block is taken here too.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the driver keeps to one machine.</exception>
    /// <exception cref="InvalidOperationException">The network is removed, or a network here has the same addresses.</exception>
    public void Join(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!network.Driver.SpansMachines)
            throw new ArgumentException($"a {network.Driver.Name} network keeps to one machine (use overlay or macvlan)", nameof(network));
        if (networks.ContainsKey(network.Name))
            throw new ArgumentException($"network '{network.Name}' exists", nameof(network));
        if (network.IsRemoved)
            throw new InvalidOperationException($"network '{network.Name}' is removed");
        if (network.Subnet is { } block && !blocks.TryTake(block))
            throw new InvalidOperationException($"network '{network.Name}' overlaps with one of '{Machine}' in {block}");
        networks.Add(network.Name, network);
        network.Machines.Add(this);
    }

    /// <summary>The network of this name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Network Network(string name) => networks.TryGetValue(name, out var network)
        ? network : throw new ArgumentException($"no network '{name}' (known: {string.Join(", ", networks.Keys)})", nameof(name));

    /// <summary>
    /// Removes a network, on every machine that takes part in it; on another machine than where it was made, only the part in it. A
    /// network that is not on this machine (any more) is left as it is.
    /// </summary>
    /// <exception cref="InvalidOperationException">It has endpoints (here, or anywhere if it was made here), or is one of the first
    /// three.</exception>
    public void Remove(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        if (!IsHere(network))
            return;
        if (network.IsDefault || network.Driver is HostDriver or NoneDriver
            || (network.Home == this ? network.EndpointCount > 0 : network.Endpoints.Any(e => e.Sandbox.Controller == this)))
            throw new InvalidOperationException($"network '{network.Name}' is in use or predefined");
        Forget(network);
        network.Machines.Remove(this);
        if (network.Home != this)
            return;
        foreach (var other in network.Machines)
            other.Forget(network);
        network.Machines.Clear();
        network.IsRemoved = true;
    }

    /// <summary>Makes a container's stack, joined to nothing.</summary>
    /// <exception cref="ArgumentException">No name.</exception>
    public Sandbox CreateSandbox(string container)
    {
        ArgumentException.ThrowIfNullOrEmpty(container);
        var sandbox = new Sandbox(container, this);
        SandboxCount++;
        return sandbox;
    }

    /// <summary>Removes a container's stack with its endpoints and published ports; a removed one stays as it is.</summary>
    /// <exception cref="ArgumentException">It is another machine's.</exception>
    public void Remove(Sandbox sandbox)
    {
        Own(sandbox);
        if (sandbox.IsRemoved)
            return;
        while (sandbox.Joined.Count > 0)
            Disconnect(sandbox.Joined[^1]);
        sandbox.IsRemoved = true;
        SandboxCount--;
    }

    /// <summary>Joins a sandbox to a network.</summary>
    /// <exception cref="ArgumentException">The sandbox or network is another machine's, or an alias is empty.</exception>
    /// <exception cref="InvalidOperationException">The sandbox is removed or joined already, mixes the host's or no network with another,
    /// or no address or port of the bridge is left; nothing changes.</exception>
    public Endpoint Connect(Sandbox sandbox, Network network, params IReadOnlyList<string> aliases)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(aliases);
        foreach (var alias in aliases)
            ArgumentException.ThrowIfNullOrEmpty(alias, nameof(aliases));
        Live(sandbox);
        if (network.IsRemoved)
            throw new InvalidOperationException($"network '{network.Name}' is removed");
        if (!IsHere(network))
            throw new ArgumentException($"network '{network.Name}' is not on '{Machine}'", nameof(network));
        if (sandbox.Joined.Any(e => e.Network == network))
            throw new InvalidOperationException($"{sandbox} is on {network.Name} already");
        if (sandbox.Joined.Count > 0
            && (network.Driver is HostDriver or NoneDriver || sandbox.Joined[0].Network.Driver is HostDriver or NoneDriver))
            throw new InvalidOperationException($"{sandbox} cannot be on {network.Name} and on {sandbox.Joined[0].Network.Name}");
        var endpoint = network.Add(sandbox, aliases);
        sandbox.Joined.Add(endpoint);
        return endpoint;
    }

    /// <summary>Leaves a network; its published ports go too. An endpoint that has left stays as it is.</summary>
    /// <exception cref="ArgumentException">It is another machine's.</exception>
    public void Disconnect(Endpoint endpoint)
    {
        ArgumentNullException.ThrowIfNull(endpoint);
        Own(endpoint.Sandbox);
        if (endpoint.IsRemoved)
            return;
        Withdraw(endpoint);
        endpoint.Network.Remove(endpoint);
        endpoint.Sandbox.Joined.Remove(endpoint);
    }

    private Network Create(string name, INetworkDriver driver, ObjectPool? ports, bool isDefault)
    {
        if (networks.ContainsKey(name))
            throw new ArgumentException($"network '{name}' exists", nameof(name));
        System.Net.IPNetwork block = default;
        if (driver.HasAddresses && !blocks.TryTake(driver.IsClusterScoped, out block))
            throw new InvalidOperationException($"no addresses for network '{name}': all predefined address pools are taken");
        var network = new Network(name, driver, this, driver.HasAddresses ? block : null,
            ports ?? new ObjectPool($"ports of bridge '{name}'", driver.HasBridge ? bridgePortLimit : null), isDefault);
        networks.Add(name, network);
        return network;
    }

    private bool IsHere(Network network) => networks.TryGetValue(network.Name, out var here) && here == network;

    private void Forget(Network network)
    {
        networks.Remove(network.Name);
        if (network.Subnet is { } block)
            blocks.Give(block);
    }

    private void Own(Sandbox sandbox)
    {
        ArgumentNullException.ThrowIfNull(sandbox);
        if (sandbox.Controller != this)
            throw new ArgumentException($"'{sandbox}' is on '{sandbox.Controller.Machine}', not on '{Machine}'", nameof(sandbox));
    }

    private void Live(Sandbox sandbox)
    {
        Own(sandbox);
        if (sandbox.IsRemoved)
            throw new InvalidOperationException($"'{sandbox}' is removed");
    }
}
