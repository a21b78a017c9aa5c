#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which numbers of the models move an answer most, and how far apart may the answer lie?

var script = new Script("Which numbers of the models move an answer most, and how far apart may the answer lie?").WithMachine();
var asked = script.Option("--answer", "LIST", "answers to look at: boot, density, overhead, p99", "boot,density,overhead");
var chosen = script.Option<string?>("--platform", "LIST",
    $"platforms, each by its name or a part of it that no other has (default: {string.Join(", ", Usual)}; quick: one)");
var rate = script.Option("--rate", "N", "requests per second to each guest (default: density 6, p99 100)",
    (double?)null, atLeast: 0.001, atMost: 100_000);
var goal = script.Option("--goal-ms", "MS", "density: goal for the 99th percentile of the response time", 100.0, atLeast: 0.001,
    atMost: 1e9);
var draws = script.Option("--draws", "N", "draws of all numbers at once, for the bands (quick: 20)", 32, atLeast: Band.Least,
    atMost: 100_000);
var assumed = script.Option("--measured-range", "PCT", "assumed below and above published and measured numbers that state no range",
    100 * ParameterRange.AssumedShare, atLeast: 0, atMost: 99);
var scheduler = script.SchedulerOption();

return script.Main(args, experiment =>
{
    var (quick, all) = (experiment.Quick, Platforms.Of(experiment.Parameters.Unnoted()));
    var able = all.Where(p => p.Incompatibility(experiment.Machine.Cpu) is null).ToList();
    var answers = Listed(experiment.Value(asked)).Select(Answer.Of).Distinct().Take(quick ? 1 : int.MaxValue).ToList();
    var wanted = experiment.Value(chosen) is { } list ? Listed(list) : quick ? [Small] : Usual;
    var platforms = wanted.Select(name => Platform(name, able)).Distinct().ToList();
    var kind = experiment.Scheduler(scheduler, experiment.Machine, platforms);
    var questions = (from answer in answers from platform in platforms select new Question(answer.Name, platform.Name)).ToList();

    // The answer with all numbers as they are, and what it reads: nothing else can move it.
    var bases = experiment.Run("base", questions, (trial, question) =>
    {
        var set = trial.Parameters.Copy();
        var value = Ask(question, set, trial);
        return new Base(value, [.. set.Uses.Select(p => $"{p.Sheet}.{p.Name}")]);
    }, runs: 1);
    experiment.Parameters.Note(bases.SelectMany(b => b.Outcome.Reads));
    var studies = bases.ToDictionary(b => b.Cell,
        b => new ParameterStudy(Numbers(b.Cell, b.Outcome.Reads), experiment.Value(assumed) / 100));

    // One at a time, the strongest five together, and all at once.
    var ends = experiment.Run("ends", from q in questions from v in studies[q].OneAtATime select new Cell(q, v), Reach, runs: 1)
        .ToLookup(r => r.Cell.Question, r => r.Outcome);
    var tornados = bases.ToDictionary(b => b.Cell, b => studies[b.Cell].Tornado(b.Outcome.Answer, [.. ends[b.Cell]]));
    var tops = experiment.Run("top", from q in questions select new Cell(q, ParameterStudy.Top(tornados[q], Five)), Reach,
        runs: 1);
    var count = quick ? Band.Least : experiment.Value(draws);
    var drawn = experiment.Run("draws",
        from q in questions from draw in studies[q].Draws(count, new RandomStreams(experiment.Seed)) select new Cell(q, draw), Reach,
        runs: 1).ToLookup(r => r.Cell.Question, r => r.Outcome);

    var rows = (from q in questions
                let ranks = studies[q].RankCorrelations([.. drawn[q]])
                let correlation = studies[q].Ranges.Zip(ranks).ToDictionary(z => z.First.Name, z => z.Second)
                from bar in tornados[q]
                select new Row(q.Answer, q.Platform, bar.Range.Name, bar.Range.Parameter.Value, bar.Range.Low, bar.Range.High,
                    bar.Range.Parameter.Source.Id, bar.AtLow, bar.AtHigh, bar.ChangePct, bar.Rank, bar.Range.Parameter.Unit, bar.Range.Kind,
                    correlation[bar.Range.Name])).ToList();
    var sums = bases.Zip(tops, (b, top) =>
    {
        var (study, tornado, band) = (studies[b.Cell], tornados[b.Cell], Band.Of(drawn[b.Cell].Select(d => d.Answer)));
        int Of(RangeKind kind) => study.All.Count(r => r.Kind == kind);
        return new Sum(b.Cell.Answer, b.Cell.Platform, Answer.Of(b.Cell.Answer).Unit, b.Outcome.Answer, band.P5, band.P50, band.P95,
            band.Count, study.All.Count, Of(RangeKind.Stated), Of(RangeKind.Estimate), Of(RangeKind.Assumed), Of(RangeKind.Exact),
            tornado.Count(t => t.Moves(Much)), tornado.Count(t => t.Moves(Much) && t.Range.Parameter.Source.IsEstimate),
            ParameterStudy.SumOfTop(tornado, Five), top.Outcome.Answer);
    }).ToList();
    experiment.Csv(rows);
    experiment.Csv("bands", sums);
    experiment.Table(sums.Select(s => new
    {
        s.Answer, s.Platform, Now = s.Value, s.Band5, s.Band95, s.Unit, s.Read, Vary = s.Stated + s.Estimates + s.Assumed,
        MovesMost = tornados[new(s.Answer, s.Platform)].FirstOrDefault()?.Range.Name,
        tornados[new(s.Answer, s.Platform)].FirstOrDefault()?.ChangePct, Over5Pct = s.MoveOver5Pct,
        TopFiveSum = s.Top5Sum, TopFiveTogether = s.Top5Together,
    }));
    foreach (var refusal in ends.SelectMany(e => e).Concat(drawn.SelectMany(d => d)).Concat(tops.Select(t => t.Outcome))
        .SelectMany(r => r.Refusals).Distinct().Order(StringComparer.Ordinal))
        experiment.Note($"brought nearer to its own value: {refusal}");
    experiment.Note($"ranges: as stated in the data files; an estimate from half to twice; published and measured numbers that state " +
        $"none from {100 - experiment.Value(assumed):0.###} to {100 + experiment.Value(assumed):0.###} % (an assumption); chosen, " +
        $"specified and set numbers do not vary. Of {count} draws, chance alone gives a rank correlation of some " +
        $"{1 / Math.Sqrt(count - 1):0.00}");

    foreach (var answer in answers)
    {
        // Each number on the platform where it moves the answer most.
        var bars = (from q in questions where q.Answer == answer.Name from bar in tornados[q] select (q.Platform, Bar: bar))
            .GroupBy(b => b.Bar.Range.Name).Select(g => g.MaxBy(b => Math.Abs(b.Bar.ChangePct)))
            .OrderByDescending(b => Math.Abs(b.Bar.ChangePct)).ToList();
        var one = platforms.Count == 1;
        if (bars.Count == 0 || bars[0].Bar.ChangePct == 0)
        {
            experiment.Finding($"{answer.Text}: no number moves it");
            continue;
        }
        var (where, most) = bars[0];
        var read = studies.Where(s => s.Key.Answer == answer.Name).SelectMany(s => s.Value.All).DistinctBy(r => r.Name).ToList();
        var estimates = read.Count(r => r.Parameter.Source.IsEstimate);
        var moving = bars.Count(b => b.Bar.Moves(Much) && b.Bar.Range.Parameter.Source.IsEstimate);
        experiment.Finding($"{answer.Text}{(one ? $" ({where})" : "")}: {most.Range.Name} moves it most, by {most.ChangePct:+0.#;-0.#} %" +
            $"{(one ? "" : $" on {where}")} ({Span(most.Range)}, {most.Range.Parameter.Source.Id}); {estimates} of {read.Count} numbers " +
            $"that it reads are estimates, and {moving} of these move it by more than {Much} %");
        experiment.Plot(answer.Name, Figure.Tornado(
            $"{answer.Text}: {most.Range.Name} moves it most{(one ? "" : $", on {where}")}; {moving} of {estimates} estimates move it by " +
                $"more than {Much} %",
            new Axis("Change of the answer (%)"),
            from b in bars.Where(b => b.Bar.ChangePct != 0).Take(Shown)
            select new TornadoRow(b.Bar.Range.Name, b.Bar.LowPct, b.Bar.HighPct,
                $"{(one ? "" : $"{b.Platform}: ")}{Span(b.Bar.Range)}, {Text(b.Bar.Range.Kind)}"),
            "with the number at the low end of its range", "at the high end",
            Conditions.Of(experiment.Machine, answer.Conditions(experiment.Value(rate), experiment.Value(goal)),
                one ? where : $"each number on that of {platforms.Count} platforms where it moves the answer most",
                "one number at a time, the same random numbers")));
    }

    static string Span(ParameterRange range) => $"{range.Low:#,0.####} to {range.High:#,0.####} {range.Parameter.Unit}";

    Reached<double> Reach(Trial trial, Cell cell) =>
        cell.Variant.Evaluate(trial.Parameters, set => Ask(cell.Question, set, trial));

    double Ask(Question question, Parameters set, Trial trial)
    {
        trial.Cancellation.ThrowIfCancellationRequested();
        var (host, platform, application) = (experiment.MachineOf(set), Platforms.Named(set, question.Platform), WebApplication.Of(set));
        var spec = experiment.Guest(platform, application);
        RandomStreams Streams() => new(trial.Seed, trial.Run);
        switch (question.Answer)
        {
            case "boot":
                return SerialBoots.Run(host, platform, spec, quick ? 3 : 10, Streams(), kind).Average();
            case "density":
                var curve = RateCurve.Constant(experiment.Value(rate) ?? 6);
                return new DensityProbe
                {
                    Host = host, Scheduler = kind, Platform = platform, Spec = spec, Application = application, Rates = _ => curve,
                    WarmUp = 0.25.Seconds, MostResponses = 1_000, Goal = experiment.Value(goal).Milliseconds,
                }.Search(Streams, (_, _) => { }, trial.Cancellation).Guests;
            case "overhead":
                return 1 + Overhead.Measure(host, platform, BareMetal.Of(set), spec, application.Request, quick ? 20 : 200, Streams, kind)
                    .CpuPercent / 100;
            default:
                var sim = new Simulation();
                var guest = Host.For(platform, sim, host, Streams(), kind).Admit(platform, spec);
                sim.Run(guest.Start());
                var times = new List<double>();
                _ = new RequestService(guest, application, RateCurve.Constant(experiment.Value(rate) ?? 100),
                    time => times.Add(time.TotalMilliseconds));
                sim.Run((quick ? 5 : 30).Seconds);
                return Quantiles.Of(times).P99;
        }
    }

    // A small run varies the numbers of the platform's own data file.
    IEnumerable<Parameter> Numbers(Question question, IEnumerable<string> reads) =>
        from name in reads.Select(r => r.Split('.'))
        where !quick || question.Platform.Contains(name[0], StringComparison.Ordinal)
        from p in experiment.Parameters[name[0]].Parameters
        where p.Name == name[1]
        select experiment.Parameters[p];

    static string[] Listed(string list) => list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    static Platform Platform(string name, List<Platform> able)
    {
        var part = able.Where(p => p.Name.Contains(name, StringComparison.OrdinalIgnoreCase)).ToList();
        return part.Find(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? (part.Count == 1 ? part[0]
            : throw new InputException("--platform", null, $"'{name}' is {(part.Count == 0 ? "no platform" : "more than one")} here",
                $"one of: {string.Join(", ", (part.Count == 0 ? able : part).Select(p => p.Name))}"));
    }

    static string Text(RangeKind kind) => kind switch
    {
        RangeKind.Stated => "stated range",
        RangeKind.Estimate => "estimate",
        _ => "assumed range",
    };
});

partial class Program
{
    private const int Five = 5, Much = 5, Shown = 12;
    private const string Small = "Firecracker microVM";

    private static readonly string[] Usual =
        ["container (runc)", "gVisor (KVM)", Small, "Kata container", "full VM (QEMU/KVM)", "Xen PV"];
}

/// <summary>A quantity that can be asked for.</summary>
record Answer(string Name, string Text, string Unit)
{
    private static readonly Answer[] Known =
    [
        new("boot", "Boot time", "ms"), new("density", "Guests on one host", "guests"),
        new("overhead", "CPU time of a web request against bare metal", "x"), new("p99", "99th percentile of the response time", "ms"),
    ];

    public static Answer Of(string name) => Array.Find(Known, a => a.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
        ?? throw new InputException("--answer", null, $"'{name}' is no answer",
            $"one or more of {string.Join(", ", Known.Select(a => a.Name))}");

    public string Conditions(double? rate, double goal) => Name switch
    {
        "boot" => "boots one after the other on an idle host",
        "density" => $"web servers, {rate ?? 6:0.###} requests per second to each, p99 within {goal:0.###} ms",
        "overhead" => "one guest on an idle host",
        _ => $"one guest, {rate ?? 100:0.###} requests per second",
    };
}

record Question(string Answer, string Platform);

record Base(double Answer, List<string> Reads);

record Cell(Question Question, Variant Variant);

/// <summary>What one number does to one answer; low and high as far as the models allow them.</summary>
record Row(
    string Answer, string Platform, string Parameter, double Value, double Low, double High, string Source, double AnswerAtLow,
    double AnswerAtHigh, double ChangePct, int Rank, string Unit, RangeKind Range, double RankCorrelation);

/// <summary>An answer and its band; how many numbers it reads, of which kind of range; the strongest five added up and together.</summary>
record Sum(
    string Answer, string Platform, string Unit, double Value, double Band5, double Band50, double Band95, int Draws, int Read, int Stated,
    int Estimates, int Assumed, int Exact, int MoveOver5Pct, int EstimatesOver5Pct, double Top5Sum, double Top5Together);
