using System.Net;
using CloudSim.Net.Kernel;

namespace CloudSim.Net.Networking;

/// <summary>
/// A network of libnetwork's model: endpoints that reach each other, by a driver. A bridge belongs to one machine, an overlay spans
/// several. Of its address block the first address names the network, the next one is the gateway's, the last one is for broadcast;
/// endpoints get the lowest free one of the others, on a network of a cluster the next free one after the last given (moby's bitmap of
/// addresses: first available, or serial).
/// </summary>
public sealed class Network
{
    internal readonly List<NetworkController> Machines = []; // beside the one that made it
    private readonly SortedDictionary<long, Endpoint> endpoints = [];
    private readonly Dictionary<string, Endpoint> byAddress = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Endpoint>> byName = new(StringComparer.Ordinal);
    private readonly AddressPool? addresses;
    private long joined;

    internal Network(string name, INetworkDriver driver, NetworkController home, IPNetwork? subnet, ObjectPool ports, bool isDefault)
    {
        (Name, Driver, Home, Ports, IsDefault) = (name, driver, home, ports, isDefault);
        if (subnet is not { } block)
            return;
        addresses = new AddressPool(block);
        addresses.TryTake(addresses[0]);
        addresses.TryTake(addresses[addresses.Size - 1]);
        addresses.TryTakeNext(out var gateway);
        Gateway = gateway.BaseAddress.ToString();
    }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How it is built.</summary>
    public INetworkDriver Driver { get; }

    /// <summary>Whether it is the network that containers get without asking: the legacy bridge.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether it is removed: nothing can join it any more.</summary>
    public bool IsRemoved { get; internal set; }

    /// <summary>Whether an embedded name server answers for the containers on it.</summary>
    public bool HasDns => Driver.HasDns;

    /// <summary>Its endpoints, in order of address, or of joining where there are none.</summary>
    public IEnumerable<Endpoint> Endpoints => endpoints.Values;

    /// <summary>How many endpoints it has.</summary>
    public int EndpointCount => endpoints.Count;

    /// <summary>The network's address block; null where the driver gives none.</summary>
    public IPNetwork? Subnet => addresses?.Block;

    /// <summary>The address of its machine's end, the first of the block; empty where the driver gives none.</summary>
    public string Gateway { get; } = "";

    /// <summary>Ports of its bridge, one for each endpoint; without a limit where there is no bridge of one machine.</summary>
    public ObjectPool Ports { get; }

    internal NetworkController Home { get; }

    /// <exception cref="InvalidOperationException">No port or no address is left; nothing changes.</exception>
    internal Endpoint Add(Sandbox sandbox, IReadOnlyList<string> aliases)
    {
        if (!Ports.TryTake())
            throw new InvalidOperationException($"bridge '{Name}' has all its {Ports.Limit} ports taken");
        IPNetwork part = default;
        if (addresses is not null && !(Driver.IsClusterScoped ? addresses.TryTakeNext(out part) : addresses.TryTakeFirst(out part)))
        {
            Ports.Give();
            throw new InvalidOperationException($"network '{Name}' has no address left in {addresses.Block}");
        }
        var endpoint = new Endpoint(this, sandbox, part, addresses?.IndexOf(part) ?? joined++, aliases);
        endpoints.Add(endpoint.Key, endpoint);
        if (addresses is not null)
            byAddress.Add(endpoint.Address, endpoint);
        if (HasDns)
            foreach (var name in NamesOf(endpoint))
                if (byName.TryGetValue(name, out var named))
                    named.Add(endpoint);
                else
                    byName.Add(name, [endpoint]);
        return endpoint;
    }

    internal void Remove(Endpoint endpoint)
    {
        endpoints.Remove(endpoint.Key);
        if (addresses is not null)
        {
            byAddress.Remove(endpoint.Address);
            addresses.Give(endpoint.Part);
        }
        if (HasDns)
            foreach (var name in NamesOf(endpoint))
                if (byName[name] is { Count: > 1 } named)
                    named.Remove(endpoint);
                else
                    byName.Remove(name);
        Ports.Give();
        endpoint.IsRemoved = true;
    }

    /// <summary>The endpoint that has this address.</summary>
    internal Endpoint? At(string address) => byAddress.GetValueOrDefault(address);

    /// <summary>The endpoint of this name or alias; of several the one of the lowest address (Docker's server shuffles them).</summary>
    internal Endpoint? Named(string name) => byName.TryGetValue(name, out var named) ? named.MinBy(e => e.Key) : null;

    private static IEnumerable<string> NamesOf(Endpoint endpoint) =>
        endpoint.Aliases.Count == 0 ? [endpoint.Sandbox.Name] : endpoint.Aliases.Prepend(endpoint.Sandbox.Name).Distinct();

    /// <summary>The name and driver.</summary>
    public override string ToString() => $"{Name} ({Driver.Name})";
}
