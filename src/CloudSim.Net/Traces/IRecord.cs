namespace CloudSim.Net.Traces;

/// <summary>The fields that a row of a table has now, of a text or of a database.</summary>
internal interface IRecord
{
    /// <summary>How many fields.</summary>
    int Count { get; }

    /// <summary>The line, or the row of a database, from 1.</summary>
    long Line { get; }

    /// <summary>A field with the blanks around it.</summary>
    ReadOnlySpan<char> this[int field] { get; }
}
