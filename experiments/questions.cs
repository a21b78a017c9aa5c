#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What do the models answer to the questions of a course week on virtualization and containers?
// Each answer comes out of a run: --why N tells that run step by step.

using CloudSim.Net.Experiments.Questions;

var script = new Script("What do the models answer to the questions of a course week on virtualization and containers?");
var only = script.Option<int?>("--only", "N", "asks this question only", null, atLeast: 1, atMost: CourseQuestions.All[^1].Number);
var why = script.Option<int?>("--why", "N", "asks this question only, and tells its run step by step", null, atLeast: 1,
    atMost: CourseQuestions.All[^1].Number);

return script.Main(args, experiment =>
{
    var number = experiment.Value(why) ?? experiment.Value(only);
    if (experiment.Value(why) is { } told && experiment.Value(only) is { } one && told != one)
        throw new InputException("--only", null, $"{one} is not the question of --why", $"--only {told}, or --why alone");
    var rows = experiment.Run("questions", CourseQuestions.All.Where(q => number is null || q.Number == number),
        (trial, question) => question.Ask(new CourseModels(trial.Parameters) { Seed = trial.Seed }), runs: 1)
        .Select(r => new { r.Cell.Number, r.Cell.Topic, Question = r.Cell.Text, Answer = r.Outcome.Text, r.Outcome.Evidence,
            r.Cell.Script, r.Outcome.Trace }).ToList();
    experiment.Csv(rows.Select(r => new { r.Number, r.Topic, r.Question, r.Answer, r.Evidence, r.Script }));
    if (number is null)
        experiment.Table(rows.Select(r => new { r.Number, r.Question, r.Answer }));
    foreach (var row in number is null ? [] : rows)
    {
        Console.WriteLine($"{row.Number}. {row.Question}\n   {row.Answer}\n   {row.Evidence}");
        foreach (var (line, i) in experiment.Value(why) is null ? [] : row.Trace.Select((line, i) => (line, i + 1)))
            Console.WriteLine($"   {i,3}  {line}");
        Console.WriteLine($"   More: {row.Script}");
    }
});
