using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>One bar: a category with its value.</summary>
/// <param name="Label">The category.</param>
/// <param name="Value">The height with its interval; the number stands at the bar's end. A plain number has no interval.</param>
/// <param name="Note">A few words beside the number, for instance what limits it.</param>
/// <param name="Segments">The parts that the bar is stacked of, from zero; left out, one part.</param>
public sealed record Bar(string Label, Estimate Value, string? Note = null, IReadOnlyList<Segment>? Segments = null);
