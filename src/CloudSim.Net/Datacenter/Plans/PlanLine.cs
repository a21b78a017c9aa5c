namespace CloudSim.Net.Datacenter.Plans;

/// <summary>A line of a plan (<c>placement.csv</c>): something that happened to a guest's place.</summary>
/// <param name="Time">When, since the start of the simulation.</param>
/// <param name="Guest">The name of the request.</param>
/// <param name="Host">The node that it stands on from then on; null if none.</param>
/// <param name="From">The node that it stood on until then; null if none.</param>
/// <param name="Reason">What happened: <c>placed</c>, <c>moved</c>, <c>resized</c>, how it ended, or a refusal.</param>
public sealed record PlanLine(TimeSpan Time, string Guest, string? Host, string? From, string Reason);
