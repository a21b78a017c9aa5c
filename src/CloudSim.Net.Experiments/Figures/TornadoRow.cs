namespace CloudSim.Net.Experiments.Figures;

/// <summary>A row of a tornado figure.</summary>
/// <param name="Name">The number, whose name stands at the left.</param>
/// <param name="AtLow">The change of the answer with the number at its low end.</param>
/// <param name="AtHigh">The change of the answer with the number at its high end.</param>
/// <param name="Note">A few words at the right, such as the range and where it comes from.</param>
public sealed record TornadoRow(string Name, double AtLow, double AtHigh, string Note = "");
