namespace CloudSim.Net.Datacenter;

/// <summary>Why one node does not take a request.</summary>
/// <param name="Node">The node.</param>
/// <param name="Refusals">One for each resource that it is short of, that it is closed, what groups and filters say; none if it
/// would.</param>
public sealed record NodeRefusals(Node Node, IReadOnlyList<Refusal> Refusals);
