namespace CloudSim.Net.Experiments.Figures;

/// <summary>A field of a matrix.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Column">Its column.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Shade">Its colour: 0 white, up to 1 blue (yes, cheap), down to -1 orange (no, dear).</param>
public sealed record MatrixCell(string Row, string Column, string Text, double Shade);
