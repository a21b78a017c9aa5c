namespace CloudSim.Net.Traces.Fitting;

/// <summary>Guests of one size.</summary>
/// <param name="Cpus">CPUs that each asks for, or a share of a machine.</param>
/// <param name="Memory">MiB, or a share of a machine; NaN if that is unknown.</param>
/// <param name="Count">How many there are.</param>
public sealed record SizeKind(double Cpus, double Memory, long Count);
