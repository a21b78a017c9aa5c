namespace CloudSim.Net.Networking;

/// <summary>A network namespace with a loopback interface only.</summary>
public sealed class NoneDriver : INetworkDriver
{
    /// <inheritdoc/>
    public string Name => "none";

    /// <inheritdoc/>
    public bool HasDns => false;

    /// <inheritdoc/>
    public bool HasAddresses => false;

    /// <inheritdoc/>
    public bool SpansMachines => false;

    /// <inheritdoc/>
    public IReadOnlyList<Hop> Between(NetworkCosts costs, bool remote) => [];

    /// <inheritdoc/>
    public IReadOnlyList<Hop>? Outward(NetworkCosts costs, int rules) => null;

    /// <inheritdoc/>
    public IReadOnlyList<Hop>? Inward(NetworkCosts costs, int rules) => null;
}
