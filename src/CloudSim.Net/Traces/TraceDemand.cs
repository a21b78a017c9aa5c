namespace CloudSim.Net.Traces;

/// <summary>What one of a trace's guests uses for a while.</summary>
/// <param name="Id">The guest's name (<see cref="TraceGuest.Id"/>).</param>
/// <param name="Time">Begin, in seconds of the trace's own clock.</param>
/// <param name="Length">How long, in seconds.</param>
/// <param name="Cpus">CPUs that it uses on average, or a share of a machine (<see cref="TraceFormat.IsOfMachines"/>); NaN where only
/// <paramref name="Share"/> is known.</param>
/// <param name="Share">The part (0 to 1) that it uses on average of the CPUs that it has; NaN where <paramref name="Cpus"/> is
/// known.</param>
public readonly record struct TraceDemand(string Id, double Time, double Length, double Cpus, double Share = double.NaN);
