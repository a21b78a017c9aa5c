namespace CloudSim.Net.Traces;

/// <summary>What a table of text was like.</summary>
/// <param name="LineEnd">How lines end: <c>LF</c>, <c>CRLF</c>, <c>CR</c> or <c>mixed</c>.</param>
/// <param name="EndsWithLineEnd">Whether the last line has an end.</param>
/// <param name="Comments">Lines of no data.</param>
/// <param name="FewestColumns">Fewest fields of a row.</param>
/// <param name="MostColumns">Most fields of a row.</param>
/// <param name="Header">The names in the header; none without one.</param>
/// <param name="Rows">Rows that were read.</param>
public sealed record TableText(string LineEnd, bool EndsWithLineEnd, long Comments, int FewestColumns, int MostColumns,
    IReadOnlyList<string> Header, long Rows);
