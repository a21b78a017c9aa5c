using CloudSim.Net.Units;

namespace CloudSim.Net.Networking.Topologies;

/// <summary>Where a machine is attached to a datacenter's network.</summary>
/// <param name="Fabric">The network.</param>
/// <param name="Number">The machine's number in its topology.</param>
/// <exception cref="ArgumentOutOfRangeException">The topology has no such machine.</exception>
public sealed record FabricPort(Fabric Fabric, int Number)
{
    /// <summary>The network.</summary>
    public Fabric Fabric { get; } = Check.NotNull(Fabric);

    /// <summary>The machine's number in its topology.</summary>
    public int Number { get; } = Number >= 0 && Number < Fabric.Topology.Hosts ? Number : throw new ArgumentOutOfRangeException(
        nameof(Number), $"the network has no machine {Number}: its machines are 0 to {Fabric.Topology.Hosts - 1}");

    /// <summary>
    /// Queues a message out of the datacenter, over the machine's own cable; returns when the last byte has left, or null if the cable has
    /// no capacity now.
    /// </summary>
    internal DateTime? Leave(Bytes size) =>
        Fabric.Topology.Up(Number) is { Capacity.BytesPerSecond: > 0 } up ? up.Pass(Fabric.Simulation.Now, size) : null;
}
