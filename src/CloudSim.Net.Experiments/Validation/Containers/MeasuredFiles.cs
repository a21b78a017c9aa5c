using System.Globalization;
using CsvHelper;

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
        if (!Directory.Exists(folder))
            throw new InputException(folder, null, "no such folder", "a folder with files such as namespaces.csv");
        var points = new List<MeasuredPoint>();
        foreach (var name in Known)
        {
            var path = Path.Combine(folder, $"{name}.csv");
            if (!File.Exists(path))
                continue;
            using var text = new StreamReader(path);
            points.AddRange(Read(name, text));
        }
        return points.Count > 0
            ? points : throw new InputException(folder, null, "no known file", string.Join(", ", Known.Select(n => $"{n}.csv")));
    }

    /// <summary>Reads one file.</summary>
    /// <param name="name">Its name without ending.</param>
    /// <param name="text">The CSV.</param>
    /// <exception cref="InputException">A malformed line.</exception>
    public static IReadOnlyList<MeasuredPoint> Read(string name, TextReader text)
    {
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        if (!csv.Read() || !csv.ReadHeader() || !Columns.All(c => csv.HeaderRecord!.Contains(c)))
            throw new InputException($"{name}.csv", 1, "not the columns", string.Join(',', Columns));
        var order = new List<(string Id, string What, string Parameters, string Unit)>();
        var values = new Dictionary<(string, string, string, string), Dictionary<string, double>>();
        while (csv.Read())
        {
            if (csv.Parser.Count != csv.HeaderRecord!.Length)
                throw new InputException($"{name}.csv", csv.Parser.RawRow, $"{csv.Parser.Count} fields",
                    $"{csv.HeaderRecord.Length} as in the header");
            if (!double.TryParse(csv.GetField("value"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
                throw new InputException($"{name}.csv", csv.Parser.RawRow, $"'{csv.GetField("value")}' is no number",
                    "a number with a decimal point");
            var key = (csv.GetField("id")!, csv.GetField("what")!, csv.GetField("parameters")!, csv.GetField("unit")!);
            if (!values.TryGetValue(key, out var point))
            {
                order.Add(key);
                values.Add(key, point = []);
            }
            point[csv.GetField("statistic")!] = value;
        }
        return [.. order.Select(k => new MeasuredPoint(name, k.Id, k.What, k.Parameters, k.Unit, values[k]))];
    }
}
