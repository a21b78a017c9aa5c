namespace CloudSim.Net.Datacenter;

/// <summary>Something that happened to a request's place: a line of <c>placement.csv</c>.</summary>
/// <param name="Time">When.</param>
/// <param name="Allocation">Whose.</param>
/// <param name="Host">The node that it stands on from now on; null if none.</param>
/// <param name="From">The node that it stood on until now; null if none.</param>
/// <param name="Reason">What happened: <c>placed</c>, <c>moved</c>, <c>resized</c>, <c>ended</c>, or a refusal.</param>
public readonly record struct PlacementRecord(DateTime Time, Allocation Allocation, Node? Host, Node? From, string Reason);
