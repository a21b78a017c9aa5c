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
    {
        experiment.Table(rows.Select(r => new { r.Number, r.Question, r.Answer }));
        DrawTypes(experiment, new CourseModels(experiment.Parameters));
        Console.WriteLine("--only N shows a question's evidence, --why N tells its run step by step");
    }
    foreach (var row in number is null ? [] : rows)
    {
        Console.WriteLine($"{row.Number}. {row.Question}\n   {row.Answer}\n   {row.Evidence}");
        foreach (var (line, i) in experiment.Value(why) is null ? [] : row.Trace.Select((line, i) => (line, i + 1)))
            Console.WriteLine($"   {i,3}  {line}");
        Console.WriteLine($"   More: dotnet run -c Release experiments/{row.Script.Split(' ', 2) switch
        {
            [var file, var options] => $"{file} -- {options}",
            var file => file[0],
        }}");
    }
});

// What each type can run, from the verdicts on all its systems.
static void DrawTypes(Experiment experiment, CourseModels models)
{
    var (basic, advanced) = (models.BasicMachine.Cpu, models.AdvancedMachine.Cpu);
    var one = models.Services with { TakesSecondApplication = false, Forks = false, ManyProcesses = false, CanBeRebuilt = true };
    (string Title, GuestNeeds Guest, CpuModel Cpu)[] asked =
    [
        ("unknown operating system, basic CPU", models.UnknownSystem, basic),
        ("unknown operating system, advanced CPU", models.UnknownSystem, advanced),
        ("Linux services, basic CPU", models.Services, basic), ("Linux services, advanced CPU", models.Services, advanced),
        ("an unmodified kernel with its own module", models.Services with { BringsKernel = true, Modules = [new("driver", new(2, 0))] },
            advanced),
        ("a second program, no rebuild", one with { TakesSecondApplication = true }, advanced),
        ("a program that forks", one with { Forks = true }, advanced), ("one program", one, advanced),
    ];
    var cells = (from need in asked
                 from type in models.Platforms.Where(VirtualizationType.Isolates).GroupBy(VirtualizationType.Of)
                 let verdicts = Feasibility.Of(need.Guest, new() { Cpu = need.Cpu }, type).ToList()
                 let yes = verdicts.Any(v => v.IsFeasible)
                 select new MatrixCell(type.Key, need.Title, yes ? "yes" : verdicts.MinBy(v => v.Platform.Needs)!.Rule!, yes ? 0.8 : -0.5))
        .ToList();
    var able = cells.Where(c => c.Column == asked[0].Title && c.Text == "yes").Select(c => c.Row).ToList();
    experiment.Plot("types", Figure.Matrix(
        $"An unknown operating system on a basic CPU needs {(able.Count == 0 ? "what no type offers" : string.Join(" or ", able))}", cells,
        $"Basic: {basic.Name}; advanced: {advanced.Name}; blue: a system of the type can; orange: what forbids it"));
}
