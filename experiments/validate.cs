#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which published tables and figures does the simulation reproduce?
using System.Runtime.CompilerServices;
using CloudSim.Net.Experiments.Validation;
using CloudSim.Net.Experiments.Validation.Published;

const double Share = 0.9;

var script = new Script("Which published tables and figures does the simulation reproduce?");
var list = script.Option<string?>("--targets", "FILE",
    "list of targets (columns target,title,quantity,expected,unit,tolerance,kind,fact_ids,note); by default that of the project");
var only = script.Option<string?>("--only", "NAME", "one set only, for instance T06");

return script.Main(args, experiment =>
{
    // A small run leaves out what takes longest: serial boots on other machines, launches in flight of other monitors than Firecracker,
    // thousands of guests on one Xen host, most guests of many virtual CPUs, and queues (validate-queues.cs has them). It states no share
    // as its goal.
    var sets = TargetSets.Of(experiment.Parameters).Select(s => s.Name).ToHashSet();
    if (experiment.Value(only) is { } asked && !sets.Contains(asked))
        throw new InputException("--only", null, $"no set '{Printable.Of(asked, most: 40)}'", string.Join(", ", sets.Order()));
    bool IsAsked(string set, string quantity) => sets.Contains(set) && (experiment.Value(only) is not { } name || set == name)
        && (!experiment.Quick || set switch
        {
            "T01H" or "T32" or "T33" => false,
            "T02" => quantity.Contains("FC"),
            "T11" or "T12" or "T13" => false,
            "T14" => !quantity.StartsWith("gain"),
            "T05" => quantity.Split(' ')[0] is not ("xl" or "guests"),
            _ => true,
        });
    var targets = Target.Read(experiment.Value(list) ?? Sample("targets.csv")).Where(t => IsAsked(t.Set, t.Quantity))
        .ToDictionary(t => new Key(t.Set, t.Quantity));
    var facts = FactList.Read(Sample("facts.csv"));
    var rows = experiment.Run("targets", targets.Keys, (_, key) => TargetSets.Check(experiment.Parameters, targets[key], facts), runs: 1)
        .Select(r => r.Outcome).ToList();

    // The project's own list is held to what it was when its classes were first computed.
    var frozen = experiment.Value(list) is null ? FrozenList.Read(Sample("frozen.csv")) : new([]);
    var score = frozen.Score(rows, IsAsked);
    experiment.Csv(rows.Select(r => new
    {
        r.Target, r.Quantity, r.Unit, r.Expected, r.Simulated, r.ErrorPct, r.Tolerance, r.Kind, r.Pass, r.Class, r.NullValue, r.NullPass,
        r.Facts, r.Parameters, r.OfExperiment, r.ClassReason,
    }));
    experiment.Table(from row in rows
                     group row by row.Target into set
                     select new
                     {
                         Target = set.Key, targets.Values.First(t => t.Set == set.Key).Title, Rows = set.Count(),
                         Within = set.Count(r => r.Pass),
                         Predicted = $"{Held(set, RowClass.Predicted)} of {set.Count(r => r.Class == RowClass.Predicted)}",
                         OrdersAndShapes = $"{set.Count(r => r.MustHold && r.Pass)} of {set.Count(r => r.MustHold)}",
                     });
    var classes = RowClass.All.Select(c => new
    {
        Class = c, Rows = rows.Count(r => r.Class == c), Within = Held(rows, c),
        NullWithin = rows.Count(r => r.Class == c && r.NullPass),
    }).ToList();
    experiment.Csv("classes", classes);
    experiment.Table(classes);
    var passed = rows.Count(r => r.Pass);
    experiment.Note($"{rows.Count} rows, {passed} within their tolerance ({100.0 * passed / Math.Max(1, rows.Count):0.0} %)");
    experiment.Note($"predicted {score.Held} of {score.Of} ({score.Percent:0.0} %); a model without any overhead gets {score.NullHeld} " +
        "of them right");
    var unseen = rows.Where(r => r.Class == RowClass.Predicted && r.OfExperiment.Length == 0).ToList();
    experiment.Note($"{unseen.Count} of them are of experiments of which nothing was looked at, no other system and not the base of a " +
        $"ratio: {unseen.Count(r => r.Pass)} hold, the model without any overhead gets {unseen.Count(r => r.NullPass)} right");
    foreach (var lost in score.Lost)
        experiment.Note($"counts as a missed prediction: {lost}");
    foreach (var gained in score.Gained)
        experiment.Note($"does not count as a prediction: {gained}");
    foreach (var miss in rows.Where(r => !r.Pass).OrderBy(r => RowClass.All.ToList().IndexOf(r.Class)))
        experiment.Note($"missed, {miss.Class}: {miss.Target}, {miss.Quantity}: expected {miss.Expected} {miss.Unit}, " +
            $"got {miss.Simulated}: {miss.Reason}");

    experiment.Plot("agreement", Agreement.Figure(rows, score));
    experiment.Plot("share",
        Figure.Bars($"{passed} of {rows.Count} published results ({100.0 * passed / Math.Max(1, rows.Count):0} %) are within their " +
            $"tolerance, {score.Held} of {score.Of} of those that are predicted",
            new Axis("Rows within tolerance (%)", Min: 0, Max: 100),
        from row in rows
        group row by row.Target into set
        select new Bar(Label(set.Key), Math.Round(100.0 * set.Count(r => r.Pass) / set.Count()),
            $"{set.Count(r => r.Pass)} of {set.Count()}"),
            $"Each set is a published table or figure, simulated on its own machines; goal: {100 * Share:0} % of all rows"));
    string Label(string set) =>
        $"{set} {targets.Values.First(t => t.Set == set).Title.Split([":", ",", "/", " and ", " end points"], StringSplitOptions.None)[0]}";

    experiment.Goal("every order and every shape right", rows.All(r => r.Pass || !r.MustHold));
    if (experiment.Quick)
        return;
    experiment.Goal($"at least {100 * Share:0} % of the rows within their tolerance", passed >= Share * rows.Count);
    experiment.Goal($"at least {100 * Share:0} % of those that are predicted", score.Held >= Share * score.Of);
});

static int Held(IEnumerable<TargetRow> rows, string of) => rows.Count(r => r.Class == of && r.Pass);

static string Sample(string name, [CallerFilePath] string script = "") =>
    Path.Combine(Path.GetDirectoryName(script)!, "samples", "published", name);

record Key(string Target, string Quantity);
