using System.Globalization;
using CsvHelper;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>What a real kernel did: a folder of CSV files <c>s&lt;n&gt;_*.csv</c>, one row per scenario, repetition and entity.</summary>
public static class ReferenceFile
{
    /// <summary>Reads every scenario of every family file in a folder, in order of family and row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="families">Highest family number to read.</param>
    /// <exception cref="InputException">A file is malformed; the message gives file and line.</exception>
    public static IReadOnlyList<ReferenceScenario> ReadFolder(string folder, int families = 9)
    {
        if (!Directory.Exists(folder))
            throw new InputException(folder, null, "no such folder", "a folder with s1_*.csv .. s9_*.csv");
        var files = Directory.GetFiles(folder, "s*.csv")
            .Select(path => (Path: path, Family: FamilyOf(Path.GetFileName(path))))
            .Where(file => file.Family >= 1 && file.Family <= families)
            .OrderBy(file => file.Family).ThenBy(file => file.Path, StringComparer.Ordinal)
            .ToList();
        if (files.Count == 0)
            throw new InputException(folder, null, "no reference file", $"s1_*.csv .. s{families}_*.csv");
        var scenarios = new List<ReferenceScenario>();
        foreach (var (path, family) in files)
        {
            using var reader = new StreamReader(path);
            scenarios.AddRange(Read($"S{family}", Path.GetFileName(path), reader));
        }

        return scenarios;
    }

    /// <summary>Reads the scenarios of one family.</summary>
    /// <param name="family">Its name, for instance <c>S4</c>.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">The CSV.</param>
    public static IReadOnlyList<ReferenceScenario> Read(string family, string name, TextReader text)
    {
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        var order = new List<(string Scenario, string Rep)>();
        var rows = new Dictionary<(string, string), List<ReferenceRow>>();
        if (!csv.Read() || !csv.ReadHeader())
            throw new InputException(name, 1, "no header", "scenario,rep,...");
        var columns = csv.HeaderRecord!.Select((column, at) => (column, at)).ToDictionary(c => c.column, c => c.at);
        foreach (var needed in new[] { "scenario", "rep", "cpus", "warmup_ms", "window_ms", "entity_kind", "entity" })
            if (!columns.ContainsKey(needed))
                throw new InputException(name, 1, $"no column {needed}", "the columns of the reference");
        while (csv.Read())
        {
            var fields = csv.Parser.Record!;
            var line = csv.Parser.RawRow;
            if (fields.Length != columns.Count)
                throw new InputException(name, line, $"{fields.Length} fields", $"{columns.Count} as in the header");
            var row = new ReferenceRow(columns, fields, name, line);
            var key = (row.Text("scenario"), row.Text("rep"));
            if (!rows.TryGetValue(key, out var list))
            {
                rows[key] = list = [];
                order.Add(key);
            }

            list.Add(row);
        }

        return [.. order.Select(key => new ReferenceScenario(family, key.Scenario, rows[key][0].Integer("rep"), rows[key]))];
    }

    private static int FamilyOf(string name)
    {
        var digits = new string([.. name.Skip(1).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length > 0 && name.Length > digits.Length + 1 && name[digits.Length + 1] == '_'
            ? int.Parse(digits, CultureInfo.InvariantCulture) : 0;
    }
}
