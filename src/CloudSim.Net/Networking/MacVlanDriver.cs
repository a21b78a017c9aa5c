namespace CloudSim.Net.Networking;

/// <summary>
/// Interfaces with their own MAC addresses on the machine's interface: containers are on the machine's network, without bridge and
/// translation.
/// </summary>
public sealed class MacVlanDriver : INetworkDriver
{
    /// <inheritdoc/>
    public string Name => "macvlan";

    /// <inheritdoc/>
    public bool HasDns => true;

    /// <inheritdoc/>
    public bool HasAddresses => true;

    /// <inheritdoc/>
    public bool SpansMachines => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote) =>
        remote ? [costs.MacVlan(), costs.MacVlan(atReceiver: true)] : [costs.MacVlan()];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Outward(NetworkCosts costs, int rules) => [costs.MacVlan()];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Inward(NetworkCosts costs, int rules) => [costs.MacVlan(atReceiver: true)];
}
