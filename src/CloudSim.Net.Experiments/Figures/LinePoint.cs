using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>A point of a line.</summary>
/// <param name="X">Place on the x axis.</param>
/// <param name="Y">Height with its interval; <see cref="Estimate.Exact"/> for none.</param>
public sealed record LinePoint(double X, Estimate Y);
