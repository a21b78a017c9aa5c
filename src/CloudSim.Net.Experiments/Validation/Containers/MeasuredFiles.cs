namespace CloudSim.Net.Experiments.Validation.Containers;

/// <summary>
/// Measurements of container building blocks: a folder of CSV files with the columns <c>id,what,parameters,statistic,value,unit,n</c>.
/// </summary>
public static class MeasuredFiles
{
    private static readonly string[] Columns = ["id", "what", "parameters", "statistic", "value", "unit", "n"];

    /// <summary>Names of the files that the models predict, without ending.</summary>
    public static IReadOnlyList<string> Known { get; } =
        ["cgroups", "copy_up", "engines", "namespaces", "network", "oci_runtimes", "overlay_mount", "pivot_root", "process", "start_path",
            "veth_bridge"];

    /// <summary>Reads the files of a folder that are known, in order of name.</summary>
    /// <exception cref="InputException">No folder, no known file in it, or a malformed line.</exception>
    public static IReadOnlyList<MeasuredPoint> ReadFolder(string folder)
    {
        var points = new List<MeasuredPoint>();
        foreach (var path in InputFiles.In(folder, "a folder with files such as namespaces.csv", name => Known.Contains(NameOf(name))))
        {
            using var text = InputFiles.Open(path);
            points.AddRange(Read(path, text));
        }
        return points.Count > 0
            ? points : throw new InputException(folder, null, "no known file", string.Join(", ", Known.Select(n => $"{n}.csv")));
    }

    /// <summary>Reads one file.</summary>
    /// <param name="path">Its path; the name without folder and ending tells what the points are.</param>
    /// <param name="text">The CSV.</param>
    /// <exception cref="InputException">A malformed line, a column, a row or a parameter twice, a value that is no positive number, or an
    /// unknown unit or value of a parameter.</exception>
    public static IReadOnlyList<MeasuredPoint> Read(string path, TextReader text)
    {
        var table = InputTable.Read(path, text, Columns);
        var order = new List<MeasuredPoint>();
        var values = new Dictionary<(string, string, string, string), Dictionary<string, double>>();
        foreach (var row in table.Rows)
        {
            var value = table.Number(row, "value");
            if (PointForms.Wrong(table.Text(row, "parameters"), value, table.Text(row, "unit"), table.Text(row, "n")) is var (what, right))
                throw table.Wrong(row, what, right);
            var key = (table.Text(row, "id"), table.Text(row, "what"), table.Text(row, "parameters"), table.Text(row, "unit"));
            if (!values.TryGetValue(key, out var point))
            {
                values.Add(key, point = []);
                order.Add(new(NameOf(Path.GetFileName(path)) ?? path, key.Item1, key.Item2, key.Item3, key.Item4, point)
                {
                    Path = path, Line = row.Line,
                });
            }
            if (!point.TryAdd(table.Text(row, "statistic"), value))
                throw table.Wrong(row, $"{table.Text(row, "statistic")} of '{key.Item2}' with '{key.Item3}' stands twice",
                    "each statistic of a point once");
        }
        return order;
    }

    /// <summary>The points as facts, each of the run of its file.</summary>
    public static FactList Facts(IEnumerable<MeasuredPoint> points) => new(points.DistinctBy(p => p.FactId).Select(p => new Fact(
        p.FactId, p.Series, p.Series, "a small Linux machine", p.What,
        p.Middle.ToString("R", System.Globalization.CultureInfo.InvariantCulture), p.Unit, p.Parameters, p.Path, "measured")));

    private static string? NameOf(string file) => file.EndsWith(".csv", StringComparison.Ordinal) ? file[..^4] : null;
}
