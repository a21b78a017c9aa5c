namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>How many predictions hold.</summary>
/// <param name="Held">Those that do.</param>
/// <param name="Of">All that count, those that were lost among them.</param>
/// <param name="NullHeld">Those that a model without any overhead gets right too.</param>
/// <param name="Lost">Rows that were predictions when the list was frozen and are none now, and why: they count as missed.</param>
public sealed record PredictedScore(int Held, int Of, int NullHeld, IReadOnlyList<string> Lost)
{
    /// <summary>Rows that are predictions now and were none when the list was frozen, and what they were: they do not count.</summary>
    public IReadOnlyList<string> Gained { get; init; } = [];

    /// <summary>The share that holds, in percent; NaN of none.</summary>
    public double Percent => Of == 0 ? double.NaN : 100.0 * Held / Of;
}
