using CloudSim.Net.Units;

namespace CloudSim.Net.Traces;

/// <summary>How a table of text is written.</summary>
/// <param name="Columns">Names of its columns in order, for messages; each row has as many fields.</param>
public sealed record TraceLayout(params IReadOnlyList<string> Columns)
{
    /// <summary>Names of its columns in order.</summary>
    public IReadOnlyList<string> Columns { get; init => field = Check.NotNull(value); } = Check.NotNull(Columns);

    /// <summary>What stands between two fields; a blank means any blanks and tabs.</summary>
    public char Separator { get; init; } = ',';

    /// <summary>Whether the first line names the columns; it is not a row.</summary>
    public bool HasHeader { get; init; }

    /// <summary>What a line of no data begins with; null if there are none.</summary>
    public char? Comment { get; init; }

    /// <summary>Columns that may be left out at the end of a row.</summary>
    public int Optional { get; init => field = Check.Count(value); }
}
