namespace CloudSim.Net.Traces;

/// <summary>One figure that a reader reports of a file.</summary>
/// <param name="Format">The trace's format, for instance <c>azure-vm-2017</c>.</param>
/// <param name="File">The file, relative to the folder that was asked for, with <c>/</c>.</param>
/// <param name="Quantity">What it is, for instance <c>lifetime.p99</c>.</param>
/// <param name="Value">A number or a word, invariant.</param>
/// <param name="Unit">The unit as the format has it; empty for a count.</param>
public sealed record TraceFigure(string Format, string File, string Quantity, string Value, string Unit);
