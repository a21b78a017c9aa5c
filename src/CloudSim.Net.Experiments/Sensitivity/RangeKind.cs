namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>Where the range of a number comes from.</summary>
public enum RangeKind
{
    /// <summary>Its data file states one, with the place where it stands.</summary>
    Stated,

    /// <summary>An estimate without one: half of it to twice as much.</summary>
    Estimate,

    /// <summary>Published or measured without one: an assumed share below and above.</summary>
    Assumed,

    /// <summary>
    /// No range: chosen (what is bought, what a user sets), specified (a document, a program's source), or zero, which no factor moves.
    /// </summary>
    Exact,
}
