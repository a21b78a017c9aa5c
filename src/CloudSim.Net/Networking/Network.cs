namespace CloudSim.Net.Networking;

/// <summary>
/// A network of libnetwork's model: endpoints that reach each other, by a driver. A bridge belongs to one machine, an overlay spans
/// several.
/// </summary>
public sealed class Network
{
    private readonly SortedDictionary<int, Endpoint> endpoints = [];
    private readonly string subnet;

    internal Network(string name, INetworkDriver driver, string subnet, bool isDefault) =>
        (Name, Driver, this.subnet, IsDefault) = (name, driver, subnet, isDefault);

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>How it is built.</summary>
    public INetworkDriver Driver { get; }

    /// <summary>Whether it is the network that containers get without asking: the legacy bridge without names.</summary>
    public bool IsDefault { get; }

    /// <summary>Whether an embedded name server answers for the containers on it.</summary>
    public bool HasDns => Driver.HasDns && !IsDefault;

    /// <summary>Its endpoints, in order of address.</summary>
    public IEnumerable<Endpoint> Endpoints => endpoints.Values;

    /// <summary>The network's address block.</summary>
    public string Subnet => $"{subnet}.0";

    internal Endpoint Add(Sandbox sandbox, IReadOnlyList<string> aliases)
    {
        var host = 2; // .1 is the gateway
        while (endpoints.ContainsKey(host))
            host++;
        var endpoint = new Endpoint(this, sandbox, Driver.HasAddresses ? $"{subnet}.{host / 256}.{host % 256}" : "", aliases);
        endpoints.Add(host, endpoint);
        return endpoint;
    }

    internal void Remove(Endpoint endpoint) => endpoints.Remove(endpoints.First(e => e.Value == endpoint).Key);

    /// <summary>The name and driver.</summary>
    public override string ToString() => $"{Name} ({Driver.Name})";
}
