#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// Which laws do the guests of a trace follow, how well, and what would a like trace of many times the guests be?

var script = new Script("Which laws do the guests of a trace follow, how well, and what would a like trace of many times the guests be?")
    .WithMachine();
var asked = script.Argument("FILE|DIR", "a trace; the format is found out (default: a shipped sample of nine days)");
var many = script.Option<double?>("--times", "N", "how many times the guests the like trace has (default: 10, with --quick 2)", null,
    atLeast: 0.001, atMost: 100_000);
var format = script.Option<string?>("--format", "NAME", "which trace of the folder, where it has several");
var skipBad = script.Option("--skip-bad", "", "leave out bad rows and files and count them, instead of refusing them", false);

return script.Main(args, experiment =>
{
    var path = experiment.Value(asked) ?? script.Sample("guests-week.csv");
    var times = experiment.Value(many) ?? (experiment.Quick ? 2 : 10);
    var files = new TraceFiles(path, TraceFormats.All);
    var (set, model, like, again) = experiment.Run("fit", [Path.GetFileName(path)], (trial, _) =>
    {
        var read = TracedSet.Read(files, experiment.Value(format), experiment.Value(skipBad),
            share => trial.Progress(share / 2, "reading"));
        if (!(read.Length > 0))
            throw new InputException(path, null, "all guests come and go at one instant", "a trace of some length");
        trial.Progress(0.5, "fitting");
        var fitted = TraceModel.Fit(read, trial.Streams["fit"], trial.Quick ? 49 : 199);
        trial.Progress(0.8, "drawing a like trace");
        var drawn = fitted.Sample(times, fitted.Length, trial.Streams["like"]);
        return (read, fitted, drawn, drawn.HasUse ? new DemandFit(drawn, trial.Streams["again"], 0) : null);
    }, runs: 1)[0].Outcome;

    foreach (var remark in set.Remarks)
        experiment.Note(remark);
    var rows = Rows(model).ToList();
    experiment.Csv(rows);
    experiment.Table(rows.GroupBy(row => (row.Part, row.Law)).Select(law => new
    {
        law.Key.Part, law.Key.Law,
        Parameters = string.Join(", ", law.Take(3)
                .Select(row => FormattableString.Invariant($"{row.Parameter} {row.Value:g4} {row.Unit}").TrimEnd()))
            + (law.Count() > 3 ? $", {law.Count() - 3} more" : ""),
        Ks = law.First().Ks, P = law.First().PValue, law.First().Aic, Chosen = law.First().Chosen ? "yes" : "",
    }));
    foreach (var (what, fit) in new[] { ("lives", model.Lives), ("lives at the begin", model.LivesAtBegin) })
        if (fit is { Chosen: { } best, IsByLaw: false })
            experiment.Note(FormattableString.Invariant($"{what}: even the best law is refused ({best.Name}, p = {best.PValue:0.###}): ") +
                "the like trace draws from the trace");
    var machine = experiment.Machine;
    experiment.File("like.csv", stream =>
    {
        var written = OwnFormWriter.Write(stream, like, (machine.Topology.Cpus, machine.Memory.Count / (double)(1 << 20)));
        experiment.Note($"written in the own form: {Number(written)} rows of {Number(like.Guests.Count)} guests");
    });
    var unit = set.IsOfMachines ? "machines" : "CPUs";
    var (wanted, got) = (times * (set.HasUse ? model.CpusUsed : model.CpusAsked) * set.Length / model.Length,
        like.Guests.Sum(guest => set.HasUse ? guest.Work : guest.Cpus * guest.Length) / like.Length);
    var lived = model.Lives?.Chosen ?? model.LivesAtBegin?.Chosen;
    experiment.Finding($"{Number(model.Guests)} guests, {Number(model.AtBegin)} of them there at the begin; lives: " +
        (lived is null ? "too few ended for a law" : $"{lived.Name} (KS distance {lived.Distance:0.###}, p = {lived.PValue:0.###})") +
        FormattableString.Invariant($"; a like trace of {times:g6} times the guests {(set.HasUse ? "uses" : "asks for")} {got:g4} ") +
        $"{unit}, " +
        FormattableString.Invariant($"{times:g6} times the trace {wanted:g4}"));
    var from = $"{Path.GetFileName(Path.TrimEndingDirectorySeparator(path))}: {Number(model.Guests)} guests, {set.Length / 3600:0.#} h";
    if ((model.Lives?.Laws.Count > 0 ? model.Lives : model.LivesAtBegin) is { Sample: not null, Laws.Count: > 0 } lives)
        experiment.Plot("lives", Lives(lives, from, lives == model.Lives ? "live" : "that are there at the begin live on"));
    if (model.Arrivals is { Instants: > 1 } arrivals)
        experiment.Plot("arrivals", Arrivals(arrivals, from));
    if (model.Demand is { HasProfile: true } demand && again is { HasProfile: true })
        experiment.Plot("profile", Profile(demand, again, from, times));
});

static string Number(long count) => count.ToString("N0", System.Globalization.CultureInfo.InvariantCulture);

static Figure Lives(LifeFit lives, string from, string what)
{
    var (sample, chosen) = (lives.Sample!, lives.Chosen!);
    var steps = sample.Survival();
    var (least, most) = (steps.First(step => step.Survival < 0.99 || step == steps[^1]).Value, steps[^1].Value);
    double Place(int i, double of) => least * Math.Pow(most / least, i / of);
    double Longer(double value) => steps.LastOrDefault(step => step.Value <= value * (1 + 1e-12), (Value: value, Survival: 1.0)).Survival;
    LinePoint[] trace = [.. Enumerable.Range(0, 41).Select(i => new LinePoint(Place(i, 40) / 3600, 100 * Longer(Place(i, 40))))];
    var lines = new List<Line> { new("trace (Kaplan-Meier)", trace) };
    foreach (var law in lives.Laws.Take(2))
        lines.Add(new(law.Name, [.. Enumerable.Range(0, 25).Select(i => Place(i, 24))
            .Select(x => new LinePoint(x / 3600, 100 * law.Survival(x)))]));
    return Figure.Lines($"How long guests {what}: of six laws {chosen.Name} is best, at most {100 * chosen.Distance:0.#} % off",
        new Axis("Life (h)", Log: true), new Axis("Guests that live longer (%)", Min: 0, Max: 100), lines,
        $"{from}; {Number(sample.Count - sample.Ended)} of {Number(sample.Count)} had not ended; the two best laws by AIC");
}

static Figure Arrivals(ArrivalFit arrivals, string from)
{
    var width = 3600 * Math.Max(1, Math.Ceiling(arrivals.Window / 3600 / 250));
    var counts = new double[(int)Math.Max(1, Math.Floor(arrivals.Window / width))];
    foreach (var time in arrivals.Times)
        if (time / width < counts.Length)
            counts[(int)(time / width)] += 3600 / width;
    double Mean(int i) => Enumerable.Range(0, (int)(width / 3600)).Average(h => arrivals.Rate((i * width) + (h * 3600)) * 3600);
    var found = arrivals.DispersionPValue < 0.05
        ? $"Arrivals come in bursts: {arrivals.ResidualDispersion:0.#} times the variance of Poisson at the rates of hour and day"
        : $"Arrivals are Poisson at the rates of {(arrivals.IsByDay ? "hour and day" : "the hour")}, as far as can be told " +
            $"(p = {arrivals.DispersionPValue:0.##})";
    return Figure.Panels(found, "Time since the trace's begin (days)", [new(new Axis("Instants with arrivals (1/h)", Min: 0),
        [
            new("trace", [.. counts.Select((count, i) => new LinePoint((i + 0.5) * width / 86_400, count))]),
            new("fitted rate", [.. counts.Select((_, i) => new LinePoint((i + 0.5) * width / 86_400, Mean(i)))]),
        ])], $"{from}; {Number(arrivals.Guests)} arrive at {Number(arrivals.Instants)} instants; means of {width / 3600:0} h");
}

static Figure Profile(DemandFit demand, DemandFit again, string from, double times)
{
    Line Of(string name, DemandFit fit) =>
        new(name, [.. fit.Profile.Select((level, hour) => new LinePoint(hour + 0.5, 100 * fit.MeanUse * level))]);
    var (low, high) = (demand.Profile.Min(), demand.Profile.Max());
    return Figure.Lines($"Over the day use goes from {low:0.##} to {high:0.##} times the mean: " +
            $"{Math.Max(0, 100 * demand.ProfileShare):0.#} % of its variance",
        new Axis("Hour of the day, from the trace's begin", Min: 0, Max: 24), new Axis("Mean use (% of the CPUs asked for)", Min: 0),
        [Of("trace", demand), Of(FormattableString.Invariant($"like trace, {times:g6} times"), again)],
        $"{from}; mean correlation of two guests {demand.Correlation:0.###}, without the profile {demand.ResidualCorrelation:0.###}");
}

static IEnumerable<FitRow> Rows(TraceModel model)
{
    FitRow Row(string part, string law, string parameter, double value, string unit = "") =>
        new(part, law, parameter, value, double.NaN, double.NaN, unit, double.NaN, double.NaN, double.NaN, true);
    if (model.Arrivals is { } arrivals)
    {
        var test = Row("arrivals", "Poisson", "", 0) with
        {
            Ks = arrivals.Distance, PValue = arrivals.PValue, Chosen = !(arrivals.DispersionPValue < 0.05),
        };
        yield return test with { Parameter = "instants", Value = arrivals.Instants };
        yield return test with { Parameter = "dispersion", Value = arrivals.ResidualDispersion };
        yield return test with { Parameter = "dispersion_p", Value = arrivals.DispersionPValue };
        yield return test with { Parameter = "explained", Value = arrivals.ExplainedShare };
        yield return test with { Parameter = "dispersion_of_counts", Value = arrivals.Dispersion };
        yield return test with { Parameter = "burst_variance", Value = arrivals.BurstVariance };
        for (var hour = 0; hour < 24; hour++)
            if (double.IsFinite(arrivals.PerHour[hour]) && arrivals.Interval(hour) is var (low, high))
                yield return test with
                {
                    Parameter = $"hour_{hour}", Value = arrivals.PerHour[hour], Ci95Low = low, Ci95High = high, Unit = "1/h",
                };
        for (var day = 0; arrivals.IsByDay && day < 7; day++)
            yield return test with { Parameter = $"day_{day}", Value = arrivals.DayFactors[day] };
        yield return Row("batches", "empirical", "mean", arrivals.MeanBatch);
        yield return Row("batches", "empirical", "largest", arrivals.Batches.Count > 0 ? arrivals.Batches[^1].Guests : double.NaN);
    }

    foreach (var (part, lives) in new[] { ("lives", model.Lives), ("lives at begin", model.LivesAtBegin) })
    {
        if (lives is null)
            continue;
        yield return Row(part, "counts", "guests", lives.Count);
        yield return Row(part, "counts", "ended", lives.Ended);
        yield return Row(part, "counts", "of_no_length", lives.OfNoLength);
        foreach (var row in lives.Laws.SelectMany(law => Law(part, law, law == lives.Chosen, "s")))
            yield return row;
    }

    yield return Row("sizes", "empirical", "kinds", model.Sizes.Distinct);
    yield return Row("sizes", "empirical", "covered", model.Sizes.Covered);
    yield return Row("sizes", "empirical", "correlation", model.Sizes.Correlation);
    yield return Row("sizes", "empirical", "rank_correlation_with_life", model.SizeLifeCorrelation);
    yield return Row("sizes", "empirical", "rank_correlation_with_use", model.SizeUseCorrelation);
    if (model.Demand is not { } use)
        yield break;
    if (use.Law is { } beta)
        foreach (var row in Law("mean use", beta, use.IsByLaw, ""))
            yield return row;
    yield return Row("mean use", "empirical", "mean", use.MeanUse) with { Chosen = !use.IsByLaw };
    yield return Row("mean use", "empirical", "share_above_asked", use.OverAsked) with { Chosen = !use.IsByLaw };
    if (double.IsNaN(use.Step))
        yield break;
    yield return Row("use over time", "logit-normal", "autocorrelation", use.Autocorrelation);
    yield return Row("use over time", "logit-normal", "correlation", use.Correlation);
    yield return Row("use over time", "logit-normal", "residual_correlation", use.ResidualCorrelation);
    yield return Row("use over time", "logit-normal", "between_guests", use.BetweenShare);
    yield return Row("use over time", "logit-normal", "step", use.Step, "s");
    yield return Row("use over time", "logit-normal", "width", use.Width);
    yield return Row("use over time", "logit-normal", "persistence", use.Persistence);
    yield return Row("use over time", "logit-normal", "common_share", use.CommonShare);
    if (!use.HasProfile)
        yield break;
    yield return Row("use over the day", "profile", "explained", use.ProfileShare);
    for (var hour = 0; hour < 24; hour++)
        yield return Row("use over the day", "profile", $"hour_{hour}", use.Profile[hour]);
}

static IEnumerable<FitRow> Law(string part, FittedLaw law, bool chosen, string unit) => law.Parameters.Select(p =>
    new FitRow(part, law.Name, p.Name, p.Value, p.Low, p.High, p.Name is "shape" or "sigma" or "share" or "alpha" or "beta" ? "" : unit,
        law.Distance, law.PValue, law.Aic, chosen));

record FitRow(string Part, string Law, string Parameter, double Value, double Ci95Low, double Ci95High, string Unit, double Ks,
    double PValue, double Aic, bool Chosen);
