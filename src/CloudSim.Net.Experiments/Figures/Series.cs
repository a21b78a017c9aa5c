namespace CloudSim.Net.Experiments.Figures;

/// <summary>A named sample for a distribution plot.</summary>
/// <param name="Name">The line's name in the legend.</param>
/// <param name="Values">The values, in any order.</param>
public sealed record Series(string Name, IReadOnlyList<double> Values);
