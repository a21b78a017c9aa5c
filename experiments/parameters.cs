#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which numbers do the models compute with, and where does each come from?
using System.Text.Json;

var script = new Script("Which numbers do the models compute with, and where does each come from?");
var sheet = script.Option<string?>("--sheet", "NAME", "only the numbers of this data file, for instance Firecracker");
var source = script.Option<string?>("--source", "ID", "only the numbers of this source, for instance agache2020");
var estimates = script.Option("--estimates", "", "only the numbers that are estimates", false);
var uses = script.Option("--uses", "", "say which scripts read each number, by the manifests that stand in results/", false);

return script.Main(args, experiment =>
{
    var sheets = ParameterSheet.All();
    Known("--sheet", experiment.Value(sheet), sheets.Select(s => s.Name));
    Known("--source", experiment.Value(source), Sources.All.Select(s => s.Id));

    var readers = experiment.Value(uses) ? Readers(script.Results) : null;
    var chosen = from s in sheets
                 from p in s.Parameters
                 where experiment.Value(sheet) is null || p.Sheet == experiment.Value(sheet)
                 where experiment.Value(source) is null || p.Source.Id == experiment.Value(source)
                 where !experiment.Value(estimates) || p.Source.IsEstimate
                 select experiment.Parameters[p];
    var rows = chosen.Select(p => new Row(p.Sheet, p.Name, p.Value, p.Unit, p.Source.Id, p.Place, p.Note,
        readers is null ? null : string.Join(' ', readers[$"{p.Sheet}.{p.Name}"]))).ToList();
    var all = sheets.Sum(s => s.Parameters.Count);
    var reasoned = rows.Count(r => r.Source == "estimate");

    if (readers is null)
        experiment.Csv(rows.Select(r => new { r.Sheet, r.Parameter, r.Value, r.Unit, r.Source, r.Place, r.Note }));
    else
        experiment.Csv(rows);
    experiment.Csv("sources", Sources.All);
    if (rows.Count > 0 && readers is null)
        experiment.Table(rows.Select(r => new { r.Sheet, r.Parameter, r.Value, r.Unit, r.Source }));
    else if (rows.Count > 0)
        experiment.Table(rows.Select(r => new { r.Sheet, r.Parameter, r.Value, r.Unit, r.Scripts }));
    if (readers is not null)
        experiment.Note($"{rows.Count(r => r.Scripts == "")} of {rows.Count} are read by no script whose manifest stands in results/");
    Console.WriteLine($"{rows.Count} of {all} numbers, {reasoned} of them estimates; places, notes and citations stand in the CSV files");
});

// Each manifest names every number that its script has read.
static ILookup<string, string> Readers(string results)
{
    var read = new List<(string Number, string Script)>();
    string[] folders = Directory.Exists(results) ? Directory.GetDirectories(results) : [];
    foreach (var file in folders.Order(StringComparer.Ordinal).Select(f => Path.Combine(f, "manifest.json")).Where(File.Exists))
    {
        try
        {
            using var manifest = JsonDocument.Parse(File.ReadAllText(file));
            var name = manifest.RootElement.GetProperty("script").GetString()!;
            if (name != "parameters")
                foreach (var number in manifest.RootElement.GetProperty("parameters").EnumerateArray())
                    read.Add(($"{number.GetProperty("sheet").GetString()}.{number.GetProperty("name").GetString()}", name));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new InputException(file, null, "this is no manifest of a script", "run the script again", e);
        }
    }
    return read.Distinct().ToLookup(r => r.Number, r => r.Script);
}

// A name that the models do not know is an error of the user, not an empty table.
static void Known(string option, string? given, IEnumerable<string> names)
{
    if (given is not null && !names.Contains(given))
        throw new InputException(option, null, $"'{given}' is unknown", $"one of {string.Join(", ", names)}");
}

record Row(
    string Sheet, string Parameter, double Value, string Unit, string Source, string Place, string Note, string? Scripts);
