namespace CloudSim.Net.Datacenter;

/// <summary>Makes a request's sandbox on a node.</summary>
/// <param name="node">The node that was chosen.</param>
/// <param name="refusal">What the machine has run out of; null if it was made.</param>
/// <returns>The sandbox, not started yet; null if it was refused, with nothing held.</returns>
public delegate ISandbox? MakeSandbox(Node node, out Refusal? refusal);
