namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>A published result to reproduce: one row of the list of targets.</summary>
/// <param name="Set">The table or figure that it belongs to, for instance <c>T06</c>.</param>
/// <param name="Title">What that is.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Expected">What was published: a number, several, a bound or a statement.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Allowance">How far off is still right, as the list writes it (see <see cref="Tolerance"/>).</param>
/// <param name="Kind"><c>value</c>, <c>range</c>, <c>order</c>, <c>shape</c> or <c>derived</c>.</param>
/// <param name="Source">Ids of the published facts.</param>
public sealed record Target(string Set, string Title, string Quantity, string Expected, string Unit, string Allowance, string Kind,
    string Source)
{
    private static readonly string[] Columns =
        ["target", "title", "quantity", "expected", "unit", "tolerance", "kind", "fact_ids"];

    /// <summary>The file that it was read from, for messages.</summary>
    public string File { get; init; } = "";

    /// <summary>Its line there; null if it was read from none.</summary>
    public int? Line { get; init; }

    /// <summary>
    /// The list of targets in a file with the columns <c>target,title,quantity,expected,unit,tolerance,kind,fact_ids</c>.
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
            var target = new Target(Field("target"), Field("title"), Field("quantity"), Field("expected"), Field("unit"),
                Field("tolerance"), Field("kind"), Field("fact_ids")) { File = path, Line = row.Line };
            return target.Set.Length == 0 || target.Quantity.Length == 0
                ? throw table.Wrong(row, "no target or no quantity", "give both")
                : seen.Add((target.Set, target.Quantity)) ? target
                : throw table.Wrong(row, $"{target.Set}, {target.Quantity} stands twice", "each quantity of a target once");
        })];
    }
}
