using CloudSim.Net.Units;

namespace CloudSim.Net.Networking;

/// <summary>A link that flows share: one direction of a cable, a network interface, a server's connection.</summary>
/// <param name="name">Its name, for reports.</param>
/// <param name="capacity">Data a second; positive.</param>
/// <exception cref="ArgumentOutOfRangeException">The capacity is not positive, or not finite.</exception>
public sealed class Link(string name, Bandwidth capacity)
{
    internal readonly List<Flow> Flows = [];
    internal double Free;
    internal int Open;
    internal long Visited;

    /// <summary>Its name.</summary>
    public string Name { get; } = Check.NotNull(name, nameof(name));

    /// <summary>Data a second.</summary>
    public Bandwidth Capacity { get; } = Check.Rate(capacity, nameof(capacity));

    /// <summary>Flows that cross it now.</summary>
    public int FlowCount => Flows.Count;

    /// <summary>Data that its flows move a second now.</summary>
    public Bandwidth Used => new(Flows.Sum(f => f.BytesPerSecond));

    /// <summary>The name and capacity.</summary>
    public override string ToString() => $"{Name} ({Capacity})";
}
