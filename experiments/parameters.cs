#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which numbers do the models compute with, and where does each come from?

var script = new Script("Which numbers do the models compute with, and where does each come from?");
var sheet = script.Option<string?>("--sheet", "NAME", "only the numbers of this data file, for instance Firecracker");
var source = script.Option<string?>("--source", "ID", "only the numbers of this source, for instance agache2020");
var estimates = script.Option("--estimates", "", "only the numbers that are estimates", false);

return script.Main(args, experiment =>
{
    var sheets = ParameterSheet.All();
    Known("--sheet", experiment.Value(sheet), sheets.Select(s => s.Name));
    Known("--source", experiment.Value(source), Sources.All.Select(s => s.Id));

    var chosen = from s in sheets
                 from p in s.Parameters
                 where experiment.Value(sheet) is null || p.Sheet == experiment.Value(sheet)
                 where experiment.Value(source) is null || p.Source.Id == experiment.Value(source)
                 where !experiment.Value(estimates) || p.Source.IsEstimate
                 select p;
    var rows = chosen.Select(p => new Row(p.Sheet, p.Name, p.Value, p.Unit, p.Source.Id, p.Place, p.Note)).ToList();
    var all = sheets.Sum(s => s.Parameters.Count);
    var reasoned = rows.Count(r => r.Source == "estimate");

    experiment.Parameters(sheets);
    experiment.Csv(rows);
    experiment.Csv("sources", Sources.All);
    if (rows.Count > 0)
        experiment.Table(rows.Select(r => new { r.Sheet, r.Parameter, r.Value, r.Unit, r.Source }));
    Console.WriteLine($"{rows.Count} of {all} numbers, {reasoned} of them estimates; places, notes and citations stand in the CSV files");
});

// A name that the models do not know is an error of the user, not an empty table.
static void Known(string option, string? given, IEnumerable<string> names)
{
    if (given is not null && !names.Contains(given))
        throw new InputException(option, null, $"'{given}' is unknown", $"one of {string.Join(", ", names)}");
}

record Row(string Sheet, string Parameter, double Value, string Unit, string Source, string Place, string Note);
