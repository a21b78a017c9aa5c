using System.Net;

namespace CloudSim.Net.Networking;

/// <summary>Where a sandbox is joined to a network: one end of a veth pair, with an address.</summary>
public sealed class Endpoint
{
    internal readonly IPNetwork Part;
    internal readonly long Key;
    internal readonly List<int> MachinePorts = [];

    internal Endpoint(Network network, Sandbox sandbox, IPNetwork part, long key, IReadOnlyList<string> aliases)
    {
        (Network, Sandbox, Part, Key, Aliases) = (network, sandbox, part, key, aliases);
        Address = network.Subnet is null ? "" : part.BaseAddress.ToString();
    }

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The sandbox.</summary>
    public Sandbox Sandbox { get; }

    /// <summary>Its address; empty where the driver gives none.</summary>
    public string Address { get; }

    /// <summary>
    /// Names beside the container's own by which the network's name server knows it. As in Docker others may have the same.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Ports of the machine that lead to it, in order of publishing.</summary>
    public IReadOnlyList<int> PublishedPorts => MachinePorts;

    /// <summary>Whether it has left its network: it has no address and no ports any more.</summary>
    public bool IsRemoved { get; internal set; }

    /// <summary>The container and address.</summary>
    public override string ToString() => $"{Sandbox.Name} {Address}";
}
