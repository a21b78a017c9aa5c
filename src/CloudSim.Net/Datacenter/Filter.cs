namespace CloudSim.Net.Datacenter;

/// <summary>Says why a node must not take a request, beside what it has room for: a label that is not there, another tenant.</summary>
/// <param name="request">What is asked.</param>
/// <param name="node">An open node with room.</param>
/// <returns>A refusal with the filter's name (<see cref="Refusal.Filter"/>), by which refusals are counted; null if it may.</returns>
public delegate Refusal? Filter(Request request, Node node);
