namespace CloudSim.Net.Experiments.Figures;

/// <summary>A named line.</summary>
/// <param name="Name">Its name in the legend; empty where there is but one line.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record Line(string Name, IReadOnlyList<LinePoint> Points);
