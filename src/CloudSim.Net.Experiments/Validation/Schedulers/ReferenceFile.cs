using System.Globalization;

namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>What a real kernel did: a folder of CSV files <c>s&lt;n&gt;_*.csv</c>, one row per scenario, repetition and entity.</summary>
public static class ReferenceFile
{
    private static readonly string[] Needed = ["scenario", "rep", "cpus", "warmup_ms", "window_ms", "entity_kind", "entity"];

    /// <summary>Reads every scenario of every family file in a folder, in order of family and row.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="families">Highest family number to read. S10, the cost of a switch, is of another form.</param>
    /// <exception cref="InputException">A file is malformed; the message gives file and line.</exception>
    public static IReadOnlyList<ReferenceScenario> ReadFolder(string folder, int families = 12)
    {
        var right = $"a folder with s1_*.csv .. s{families}_*.csv";
        var files = InputFiles.In(folder, right, name => FamilyOf(name) is var family && IsRead(family, families))
            .OrderBy(path => FamilyOf(Path.GetFileName(path))).ThenBy(path => path, StringComparer.Ordinal).ToList();
        if (files.Count == 0)
            throw new InputException(folder, null, "no reference file", right);
        var scenarios = new List<ReferenceScenario>();
        var seen = new HashSet<(string, string, int)>();
        foreach (var path in files)
        {
            using var reader = InputFiles.Open(path);
            foreach (var scenario in Read($"S{FamilyOf(Path.GetFileName(path))}", path, reader, [.. Needed, "window_us"]))
                scenarios.Add(seen.Add((scenario.Family, scenario.Name, scenario.Rep)) ? scenario
                    : throw scenario.First.Wrong($"scenario {scenario.Name}, rep {scenario.Rep} stands in another file of the family too",
                        "each once"));
        }

        return scenarios;
    }

    /// <summary>Reads the scenarios of one family.</summary>
    /// <param name="family">Its name, for instance <c>S4</c>.</param>
    /// <param name="name">Name of the file, for messages.</param>
    /// <param name="text">The CSV.</param>
    /// <exception cref="InputException">It is malformed; the message gives the line.</exception>
    public static IReadOnlyList<ReferenceScenario> Read(string family, string name, TextReader text) => Read(family, name, text, Needed);

    private static List<ReferenceScenario> Read(string family, string name, TextReader text, string[] needed)
    {
        var table = InputTable.Read(name, text, needed);
        var order = new List<(string Scenario, int Rep)>();
        var rows = new Dictionary<(string, int), List<ReferenceRow>>();
        var seen = new HashSet<(string, int, string, string)>();
        foreach (var row in table.Rows.Select(r => new ReferenceRow(table, r)))
        {
            row.Check();
            var key = (row.Text("scenario"), row.Integer("rep"));
            if (!seen.Add((key.Item1, key.Item2, row.Text("entity_kind"), row.Text("entity"))))
                throw row.Wrong($"{row.Text("entity_kind")} {row.Text("entity")} of {key.Item1}, rep {key.Item2} stands twice",
                    "each entity once in a repetition");
            if (!rows.TryGetValue(key, out var list))
            {
                row.CheckScenario();
                rows[key] = list = [];
                order.Add(key);
            }

            list.Add(row);
        }

        return [.. order.Select(key => new ReferenceScenario(family, key.Scenario, key.Rep, rows[key]))];
    }

    private static bool IsRead(int family, int families) => family >= 1 && family <= families && family != 10;

    private static int FamilyOf(string name)
    {
        var digits = new string([.. name.Skip(1).TakeWhile(char.IsAsciiDigit)]);
        return digits.Length > 0 && name.Length > digits.Length + 1 && name[digits.Length + 1] == '_'
            && name.StartsWith('s') && name.EndsWith(".csv", StringComparison.Ordinal)
            && int.TryParse(digits, CultureInfo.InvariantCulture, out var family) ? family : 0;
    }
}
