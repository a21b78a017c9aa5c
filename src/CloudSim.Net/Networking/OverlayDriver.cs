namespace CloudSim.Net.Networking;

/// <summary>
/// A network across machines: frames leave the bridge packed into UDP (VXLAN, RFC 7348) and are unpacked on the other machine.
/// </summary>
public sealed class OverlayDriver : INetworkDriver
{
    /// <inheritdoc/>
    public string Name => "overlay";

    /// <inheritdoc/>
    public bool HasDns => true;

    /// <inheritdoc/>
    public bool HasAddresses => true;

    /// <inheritdoc/>
    public bool SpansMachines => true;

    /// <inheritdoc/>
    public bool IsClusterScoped => true;

    /// <inheritdoc/>
    public int Mtu(NetworkCosts costs) => NetworkRoute.Ethernet - (int)costs.VxlanHeaders.Count;

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote) =>
        remote ? [costs.Bridge(), costs.Vxlan(false), costs.Vxlan(true), costs.Bridge(atReceiver: true)] : [costs.Bridge()];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Outward(NetworkCosts costs, int rules) => [costs.Bridge(), costs.Translate(rules)]; // by docker_gwbridge

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Inward(NetworkCosts costs, int rules) =>
        [costs.Translate(rules, atReceiver: true), costs.Bridge(atReceiver: true)];
}
