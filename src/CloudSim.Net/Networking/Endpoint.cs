namespace CloudSim.Net.Networking;

/// <summary>Where a sandbox is joined to a network: one end of a veth pair, with an address.</summary>
public sealed class Endpoint
{
    internal Endpoint(Network network, Sandbox sandbox, string address, IReadOnlyList<string> aliases) =>
        (Network, Sandbox, Address, Aliases) = (network, sandbox, address, aliases);

    /// <summary>The network.</summary>
    public Network Network { get; }

    /// <summary>The sandbox.</summary>
    public Sandbox Sandbox { get; }

    /// <summary>Its address; empty where the driver gives none.</summary>
    public string Address { get; }

    /// <summary>Names beside the container's own by which the network's name server knows it.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>The container and address.</summary>
    public override string ToString() => $"{Sandbox.Name} {Address}";
}
