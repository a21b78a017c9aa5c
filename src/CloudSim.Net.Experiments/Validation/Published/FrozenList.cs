namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// The rows as they were when their classes were first computed. What counts as a prediction is held to this list: a row that was one then
/// and has left the list since, or that a number was taken from since, counts as missed, unless a new row of its set stands for it. A row
/// that was none then does not become one: its figure had been looked at. Rows that are new since count by what they are.
/// </summary>
public sealed class FrozenList
{
    private static readonly string[] Columns = ["target", "quantity", "class"];

    private readonly IReadOnlyList<(string Target, string Quantity, string Class)> rows;

    /// <summary>A list of these rows.</summary>
    public FrozenList(IEnumerable<(string Target, string Quantity, string Class)> rows) => this.rows = [.. rows];

    /// <summary>The list in a file with the columns <c>target,quantity,class</c>.</summary>
    /// <exception cref="InputException">A column is missing, a class is none, a row stands twice; with file and line.</exception>
    public static FrozenList Read(string path)
    {
        using var reader = InputFiles.Open(path);
        var table = InputTable.Read(path, reader, Columns);
        var seen = new HashSet<(string, string)>();
        return new(table.Rows.Select(row =>
        {
            var f = Columns.Select(c => table.Text(row, c).Trim()).ToArray();
            return !RowClass.All.Contains(f[2]) ? throw table.Wrong(row, $"no class '{Printable.Of(f[2], most: 40)}'",
                    string.Join(", ", RowClass.All))
                : !seen.Add((f[0], f[1])) ? throw table.Wrong(row, $"{f[0]}, {f[1]} stands twice", "each row once")
                : (f[0], f[1], f[2]);
        }).ToList());
    }

    /// <summary>Every row with its class.</summary>
    public IReadOnlyList<(string Target, string Quantity, string Class)> Rows => rows;

    /// <summary>How many predictions hold.</summary>
    /// <param name="now">The rows as they are now.</param>
    /// <param name="isAsked">Whether a frozen row is among those that were asked for; left out, all are.</param>
    public PredictedScore Score(IReadOnlyList<TargetRow> now, Func<string, string, bool>? isAsked = null)
    {
        var byName = now.ToDictionary(r => (r.Target, r.Quantity));
        var counted = new List<TargetRow>();
        var lost = new List<string>();
        foreach (var (target, quantity, _) in
            rows.Where(r => r.Class == RowClass.Predicted && isAsked?.Invoke(r.Target, r.Quantity) != false))
        {
            var row = byName.GetValueOrDefault((target, quantity));
            if (row is { Class: RowClass.Predicted })
                counted.Add(row);
            else if (Replacement(target, quantity) is { } other)
                counted.Add(other);
            else
                lost.Add($"{target}, {quantity}: {(row is null ? "left the list" : $"is {row.Class} now")}");
        }
        var were = rows.Where(r => r.Class != RowClass.Predicted).ToDictionary(r => (r.Target, r.Quantity), r => r.Class);
        var later = now.Where(r => r.Class == RowClass.Predicted && !counted.Contains(r))
            .ToLookup(r => were.GetValueOrDefault((r.Target, r.Quantity)));
        counted.AddRange(later[null]);
        return new(counted.Count(r => r.Pass), counted.Count + lost.Count, counted.Count(r => r.NullPass), lost)
        {
            Gained = [.. later.Where(g => g.Key is not null).SelectMany(g => g.Select(r => $"{r.Target}, {r.Quantity}: was {g.Key}"))],
        };

        TargetRow? Replacement(string target, string quantity) => now.FirstOrDefault(r => r.Target == target && r.Replaces == quantity
            && r.Class == RowClass.Predicted && !rows.Any(f => f.Target == r.Target && f.Quantity == r.Quantity) && !counted.Contains(r));
    }
}
