using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>One dot of a row.</summary>
/// <param name="Row">The row, whose name stands at the left.</param>
/// <param name="Series">The series, which has the same colour and marker in every row and a line in the legend; empty where there is but
/// one.</param>
/// <param name="Value">The place on the x axis with its interval.</param>
/// <param name="Note">A few words at the right of the dot.</param>
public sealed record Dot(string Row, string Series, Estimate Value, string? Note = null)
{
    /// <summary>
    /// A second, wider interval of another meaning, drawn as a thin line; the figure's legend says what it is. Null for none, NaN where it
    /// is not known.
    /// </summary>
    public (double Low, double High)? Band { get; init; }
}
