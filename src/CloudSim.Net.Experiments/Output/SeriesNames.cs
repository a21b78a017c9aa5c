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
        $"{string.Join('-', parts.Where(part => part.Length > 0).Prepend(Path.GetFileNameWithoutExtension(name)))}{Path.GetExtension(name)}";

    /// <summary>Names of cells as parts of file names: what makes none is a dash; those that are alike or long get their number.</summary>
    public static IReadOnlyList<string> Parts(IReadOnlyList<string> names)
    {
        var parts = names.Select(name => string.Join('-', new string([.. name.ToLowerInvariant().Select(c => IsPlain(c) ? c : ' ')])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        return [.. parts.Select((part, i) => part.Length is > 0 and <= MostName && parts.Count(other => other == part) == 1
            ? part : $"{part[..Math.Min(part.Length, MostName)]}-{i}".TrimStart('-'))];
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c == '.';
}
