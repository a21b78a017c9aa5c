namespace CloudSim.Net.Experiments.Figures;

/// <summary>One bar: a category with its value.</summary>
/// <param name="Label">The category, below the bar.</param>
/// <param name="Value">The height; the number stands above the bar.</param>
/// <param name="Note">A few words under the number, for instance what limits it.</param>
/// <param name="Segments">The parts that the bar is stacked of, from the bottom; left out, one part.</param>
public sealed record Bar(string Label, double Value, string? Note = null, IReadOnlyList<Segment>? Segments = null);
