namespace CloudSim.Net.Experiments.Recording;

/// <summary>A column of a series: one of the three readers gives its values, which decides its type.</summary>
/// <param name="Name">Its name, ending with its unit.</param>
/// <param name="Unit">The unit in words; empty for a name or a state.</param>
/// <param name="Meaning">What it is.</param>
internal sealed record SeriesColumn<TRow>(string Name, string Unit, string Meaning)
{
    /// <summary>A number with a fraction; null where it does not apply.</summary>
    public Func<TRow, double?>? Number { get; init; }

    /// <summary>Whether some rows have no number.</summary>
    public bool CanBeEmpty { get; init; }

    /// <summary>A count.</summary>
    public Func<TRow, long>? Whole { get; init; }

    /// <summary>A name.</summary>
    public Func<TRow, string>? Text { get; init; }
}
