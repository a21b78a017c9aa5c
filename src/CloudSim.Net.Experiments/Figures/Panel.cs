namespace CloudSim.Net.Experiments.Figures;

/// <summary>One of several charts that stand one above the other over the same axis across.</summary>
/// <param name="Y">Its axis.</param>
/// <param name="Lines">Its lines; a name has the same look in all panels.</param>
public sealed record Panel(Axis Y, IReadOnlyList<Line> Lines);
