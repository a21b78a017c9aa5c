namespace CloudSim.Net.Experiments.Output;

/// <summary>How the files of a datacenter's series are called: alone <c>host.csv</c>, else <c>host-first-fit.csv</c>.</summary>
internal static class SeriesNames
{
    private const int MostName = 60;

    private static readonly string[] Tables = ["host", "guest", "rack", "datacenter"];

    /// <summary>Whether a file of results has the name of a series.</summary>
    public static bool Has(string name) => Path.GetExtension(name) is ".csv" or ".parquet" && Array.Exists(Tables, table =>
        name.StartsWith(table + ".", StringComparison.Ordinal) || name.StartsWith(table + "-", StringComparison.Ordinal));

    /// <summary>A file's name with what tells it from others, before its ending.</summary>
    public static string Of(string name, params IEnumerable<string> parts) =>
        string.Join('-', parts.Where(part => part.Length > 0).Prepend(Path.GetFileNameWithoutExtension(name))) + Path.GetExtension(name);

    /// <summary>
    /// Names of cells as parts of file names: what makes no name is a dash. Those that are alike or long, or that none is left of, have
    /// their number.
    /// </summary>
    public static IReadOnlyList<string> Parts(IReadOnlyList<string> names)
    {
        var plain = names.Select(Plain).ToList();
        List<string> parts = [.. plain.Select((part, i) => part.Length is > 0 and <= MostName && plain.Count(other => other == part) == 1
            ? part : $"{(part.Length == 0 ? "cell" : part[..Math.Min(part.Length, MostName)])}-{i}")];
        return parts.Distinct().Count() == parts.Count ? parts : [.. parts.Select((_, i) => $"cell-{i}")];
    }

    private static string Plain(string name) => string.Join('-', new string([.. name.ToLowerInvariant().Select(c => IsPlain(c) ? c : ' ')])
        .Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c == '.';
}
