namespace CloudSim.Net.Experiments.Figures;

/// <summary>A value in a row of its own, with a range around it.</summary>
/// <param name="Row">Name of the row.</param>
/// <param name="Value">The value, written beside its mark.</param>
/// <param name="Low">Lower end of the range: an interval or a quantile. Equal to the value for none.</param>
/// <param name="High">Upper end of the range.</param>
/// <param name="Note">Written after the value, such as the limit that bounds it.</param>
public sealed record RowMark(string Row, double Value, double Low, double High, string? Note = null);
