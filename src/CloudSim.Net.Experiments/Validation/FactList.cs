namespace CloudSim.Net.Experiments.Validation;

/// <summary>
/// The facts that are known here, by id. A name is an id, or the beginning of some with <c>*</c> at its end. A name that is not in the list
/// is a run of its own: nobody here has seen it.
/// </summary>
public sealed class FactList
{
    private static readonly string[] Columns = ["id", "run", "experiment", "system", "metric", "value", "unit",
        "conditions", "source", "confidence"];

    private readonly Dictionary<string, Fact> byId = [];
    private readonly List<Fact> sorted;

    /// <summary>A list of these facts.</summary>
    /// <exception cref="ArgumentException">Two have one id.</exception>
    public FactList(IEnumerable<Fact> facts)
    {
        foreach (var fact in facts)
            if (!byId.TryAdd(fact.Id, fact))
                throw new ArgumentException($"fact {fact.Id} stands twice", nameof(facts));
        sorted = [.. byId.Values.OrderBy(f => f.Id, StringComparer.Ordinal)];
    }

    /// <summary>Every fact, in order of id.</summary>
    public IReadOnlyList<Fact> All => sorted;

    /// <summary>
    /// The facts in a file with the columns <c>id,run,experiment,system,metric,value,unit,conditions,source,confidence</c>.
    /// </summary>
    /// <exception cref="InputException">A column is missing, an id is empty or stands twice, a fact has no run; with file and
    /// line.</exception>
    public static FactList Read(string path)
    {
        using var reader = InputFiles.Open(path);
        var table = InputTable.Read(path, reader, Columns);
        var seen = new HashSet<string>();
        return new(table.Rows.Select(row =>
        {
            var f = Columns.Select(c => table.Text(row, c).Trim()).ToArray();
            return f[..3].Any(text => text.Length == 0) ? throw table.Wrong(row, "no id, run or experiment", "give all three")
                : !seen.Add(f[0]) ? throw table.Wrong(row, $"{f[0]} stands twice", "each fact once")
                : new Fact(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7], f[8], f[9]);
        }).ToList());
    }

    /// <summary>The facts that a name stands for; none if none is known.</summary>
    public IReadOnlyList<Fact> Named(string name) => name.EndsWith('*')
        ? [.. sorted.Where(f => f.Id.StartsWith(name[..^1], StringComparison.Ordinal))]
        : byId.TryGetValue(name, out var fact) ? [fact] : [];

    /// <summary>The runs that these names belong to.</summary>
    public IReadOnlySet<string> Runs(IEnumerable<string> names) =>
        names.SelectMany(n => Named(n) is { Count: > 0 } facts ? facts.Select(f => f.Run) : [n]).ToHashSet(StringComparer.Ordinal);

    /// <summary>The experiments that these names belong to.</summary>
    public IReadOnlySet<string> Experiments(IEnumerable<string> names) =>
        names.SelectMany(n => Named(n) is { Count: > 0 } facts ? facts.Select(f => f.Experiment) : [n]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Names as a file writes them: separated by blanks or commas.</summary>
    public static IReadOnlyList<string> Names(string text) =>
        text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
