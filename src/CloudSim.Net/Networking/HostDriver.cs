namespace CloudSim.Net.Networking;

/// <summary>No network namespace: the machine's own stack, its addresses and its ports.</summary>
public sealed class HostDriver : INetworkDriver
{
    /// <inheritdoc/>
    public string Name => "host";

    /// <inheritdoc/>
    public bool HasDns => false;

    /// <inheritdoc/>
    public bool HasAddresses => false;

    /// <inheritdoc/>
    public bool SpansMachines => false;

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote) => [];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Outward(NetworkCosts costs, int rules) => [];

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Inward(NetworkCosts costs, int rules) => [];
}
