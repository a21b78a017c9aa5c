namespace CloudSim.Net.Experiments.Figures;

/// <summary>A stretch of time in a Gantt figure.</summary>
/// <param name="Row">Where it is drawn, for instance the CPU.</param>
/// <param name="Series">What it is, for instance the task; it has the same colour in every row and a line in the legend.</param>
/// <param name="Start">Where it begins on the x axis.</param>
/// <param name="End">Where it ends.</param>
public sealed record Stretch(string Row, string Series, double Start, double End);
