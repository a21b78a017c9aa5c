namespace CloudSim.Net.Networking;

/// <summary>
/// A Linux bridge, a veth pair for each container, masquerading outward and translated ports inward. The machine's default one is made
/// without names.
/// </summary>
public sealed class BridgeDriver : INetworkDriver
{
    /// <inheritdoc/>
    public string Name => "bridge";

    /// <inheritdoc/>
    public bool HasDns { get; init; } = true;

    /// <inheritdoc/>
    public bool HasAddresses => true;

    /// <inheritdoc/>
    public bool SpansMachines => false;

    /// <inheritdoc/>
    public bool HasBridge => true;

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote) => [costs.Bridge()];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Outward(NetworkCosts costs, int rules) => [costs.Bridge(), costs.Translate(rules)];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Inward(NetworkCosts costs, int rules) =>
        [costs.Translate(rules, atReceiver: true), costs.Bridge(atReceiver: true)];
}
