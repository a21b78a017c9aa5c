namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>A published result to reproduce: one row of the list of targets.</summary>
/// <param name="Set">The table or figure that it belongs to, for instance <c>T06</c>.</param>
/// <param name="Title">What that is.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Expected">What was published: a number, several, a bound or a statement.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Allowance">How far off is still right, as the list writes it (see <see cref="Tolerance"/>).</param>
/// <param name="Kind"><c>value</c>, <c>range</c>, <c>order</c>, <c>shape</c> or <c>derived</c>.</param>
/// <param name="Facts">Names of the published facts, those of what is compared.</param>
public sealed record Target(string Set, string Title, string Quantity, string Expected, string Unit, string Allowance, string Kind,
    IReadOnlyList<string> Facts)
{
    private static readonly string[] Columns =
        ["target", "title", "quantity", "expected", "unit", "tolerance", "kind", "fact_ids"];

    /// <summary>
    /// Names of the facts of what it is compared with, in a ratio: native, the same machine idle. That is an input of the comparison.
    /// </summary>
    public IReadOnlyList<string> Base { get; init; } = [];

    /// <summary>The quantity of the set that it stands for since that was calibrated or left the list; empty for none.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>Whether an overhead is stated: times the base (<c>x native</c>), or percent of it (<c>% overhead</c>).</summary>
    public bool IsOverhead => Unit.StartsWith("x ", StringComparison.Ordinal) || Unit == "% overhead";

    /// <summary>The file that it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>Its line there; null if it was read from none.</summary>
    public int? Line { get; init; }

    /// <summary>
    /// The list of targets in a file with the columns <c>target,title,quantity,expected,unit,tolerance,kind,fact_ids</c>; where there are
    /// such columns, <c>base_ids</c> and <c>replaces</c> too.
    /// </summary>
    /// <exception cref="InputException">A column is missing or stands twice, a row has no set or quantity, or one that another row has; the
    /// message names file and line.</exception>
    public static IReadOnlyList<Target> Read(string path)
    {
        using var reader = InputFiles.Open(path);
        var table = InputTable.Read(path, reader, Columns);
        var seen = new HashSet<(string, string)>();
        return [.. table.Rows.Select(row =>
        {
            string Field(string name) => table.Text(row, name).Trim();
            string Optional(string name) => table.Columns.ContainsKey(name) ? Field(name) : "";
            var target = new Target(Field("target"), Field("title"), Field("quantity"), Field("expected"), Field("unit"),
                Field("tolerance"), Field("kind"), FactList.Names(Field("fact_ids")))
            {
                File = path, Line = row.Line, Base = FactList.Names(Optional("base_ids")), Replaces = Optional("replaces"),
            };
            return target.Set.Length == 0 || target.Quantity.Length == 0
                ? throw table.Wrong(row, "no target or no quantity", "give both")
                : seen.Add((target.Set, target.Quantity)) ? target
                : throw table.Wrong(row, $"{target.Set}, {target.Quantity} stands twice", "each quantity of a target once");
        })];
    }
}
