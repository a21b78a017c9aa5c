namespace CloudSim.Net.Datacenter.Placement;

/// <summary>How well a node suits a request; more is better.</summary>
/// <param name="request">What is asked.</param>
/// <param name="node">A node that passed all filters and has room.</param>
public delegate double Score(Request request, Node node);
