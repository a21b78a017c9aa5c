#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What is in a trace of virtual machines, jobs or functions, and how much load is it?

var script = new Script("What is in a trace of virtual machines, jobs or functions, and how much load is it?").WithMachine();
var asked = script.Argument("FILE|DIR", "a trace, or a folder of them; the format is found out (default: the shipped samples)");
var convert = script.Option("--convert", "FORM", "write the guests of each trace in the project's own form, too: csv or parquet",
    (Form?)null);
var skipBad = script.Option("--skip-bad", "", "leave out bad rows and files and count them, instead of refusing them", false);

return script.Main(args, experiment =>
{
    var (path, skips) = (experiment.Value(asked) ?? script.Sample("traces"), experiment.Value(skipBad));
    var files = new TraceFiles(path, TraceFormats.All, skips);
    var traces = experiment.Run("read", files.Traces, (trial, trace) => Read(trial, files, trace), runs: 1).ByCell()
        .Select(cell => new Trace(cell.Cell.Format, cell.Cell.Folder, cell.Outcomes[0])).ToList();
    experiment.Csv(traces.SelectMany(trace => trace.Read.Figures).Select(f => new { f.Format, f.File, f.Quantity, f.Value, f.Unit }));
    experiment.Table(from trace in traces
                     let read = trace.Read
                     select new
                     {
                         trace.Format, trace.Folder, read.Files, read.Rows, read.Guests, SpanH = read.Span / 3600,
                         CpusAsked = read.MeanAsked, CpusUsed = read.MeanUsed, UsedOfAskedPct = 100 * read.UsedShare, read.Skipped,
                     });
    foreach (var trace in traces)
        foreach (var remark in trace.Read.Remarks)
            experiment.Note($"{trace}: {remark}");
    if (files.Strangers.Count > 0)
        experiment.Note($"of no known format, and left out: {Count(files.Strangers.Count, "file")}: " +
            string.Join(", ", files.Strangers.Take(5).Select(files.Relative)) + (files.Strangers.Count > 5 ? ", ..." : ""));
    foreach (var bad in files.Bad)
        experiment.Note($"left out: {bad.Message}");
    var skipped = traces.Sum(trace => trace.Read.Skipped) + files.Bad.Count;
    experiment.Finding($"{Count(traces.Sum(trace => trace.Read.Rows), "row")} in {Count(files.Known.Count, "file")} of " +
        Count(traces.Select(trace => trace.Format).Distinct().Count(), "format") + (skipped > 0 ? $"; {skipped} bad ones left out" : ""));
    Draw(experiment, traces, Path.GetFileName(Path.GetFullPath(path).TrimEnd('/')));
    if (experiment.Value(convert) is { } form)
        Convert(files, traces, form);

    TraceRead Read(Trial trial, TraceFiles files, (string Format, string Folder) trace)
    {
        var (load, figures, remarks) = (new TraceLoad(), new List<TraceFigure>(), new List<string>());
        var (rows, skipped, count) = (0L, 0L, 0);
        foreach (var reading in files.Read(load, skips, trace, share => trial.Progress(share, trace.Format)))
        {
            figures.AddRange(reading.Figures);
            remarks.AddRange(reading.Remarks);
            (rows, skipped, count) = (rows + reading.Rows, skipped + reading.Skipped, count + reading.Files.Count);
            if (reading.FirstSkipped is { } first)
                remarks.Add($"{reading.Skipped} bad rows left out of {reading.File}, the first: {first}");
        }

        if (load.OfUnknownGuest > 0)
            remarks.Add($"{load.OfUnknownGuest} of {load.Demands} rows of demand are of guests whose CPUs no table tells: taken as one");
        if (load.OfUnknownSize > 0)
            remarks.Add($"{load.OfUnknownSize} of {load.Stretches} rows of guests do not say how many CPUs they ask for: left out there");
        var seen = new[] { load.Running, load.Asked, load.Used, load.Events }.Where(curve => !double.IsNaN(curve.First)).ToList();
        var begin = seen.Count > 0 ? seen.Min(curve => curve.First) : double.NaN;
        return new(count, rows, skipped, load.Guests, load.Demands, begin,
            seen.Count > 0 ? seen.Max(curve => curve.Last) - begin : double.NaN, load.IsOfMachines == true, load.UsedShare,
            load.Asked.Mean(), load.Used.Mean(), figures, [.. remarks.Distinct().Take(20)],
            Points(load.Running), Points(load.Asked), Points(load.Used), Points(load.Events));
    }

    void Convert(TraceFiles files, List<Trace> traces, Form form)
    {
        var (machine, names) = (experiment.Machine, new HashSet<string>());
        var told = traces.Where(trace => trace.Read.Guests > 0 && !double.IsNaN(trace.Read.First)).ToList();
        if (told.Count == 0)
            throw new InputException("--convert", null, "the trace tells of no guest with a time", "leave it out");
        // Traces have clocks and names of their own: each is written into a file of its own.
        foreach (var trace in told)
        {
            var name = told.Count == 1 ? "guests" : $"guests-{Word($"{trace.Format} {trace.Folder}")}";
            for (var (first, i) = (name, 2); !names.Add(name); i++)
                name = $"{first}-{i}";
            var file = $"{name}.{form.ToString().ToLowerInvariant()}";
            var size = (machine.Topology.Cpus, MiB: machine.Memory.Count / (double)(1 << 20));
            experiment.File(file, stream =>
            {
                // What a delegate gives is not kept for a later run, as the file is not, either.
                var write = experiment.Run($"convert-{names.Count}", [trace.Format], (trial, _) =>
                {
                    using var writer = form == Form.Csv ? OwnFormWriter.Csv(stream, trace.Read.First, trace.Read.Demands > 0, size)
                        : OwnFormWriter.Parquet(stream, trace.Read.First, trace.Read.Demands > 0, size);
                    foreach (var reading in files.Read(writer, skips, (trace.Format, trace.Place), share => trial.Progress(share, file)))
                        trial.Cancellation.ThrowIfCancellationRequested();
                    return (Func<OwnFormWriter>)(() => writer);
                }, runs: 1)[0].Outcome();
                experiment.Note($"{trace}: {Count(write.Rows, "row")} in {script.Name}-{file}" +
                    string.Concat(write.Remarks.Select(remark => $"; {remark}")) + (!trace.Read.IsOfMachines ? ""
                        : $"; a whole machine of the trace is taken to have {size.Cpus} CPUs and {size.MiB / 1024:0.#} GiB (--host)"));
            });
        }
    }
});

static void Draw(Experiment experiment, List<Trace> traces, string name)
{
    var (drawn, formats, left) = (new Dictionary<string, string>(), new HashSet<string>(), 0);
    foreach (var trace in traces.OrderByDescending(trace => trace.Read.Rows))
    {
        var (seconds, unit) = Unit(trace.Read.Span);
        if (Lines(trace.Read, seconds) is not { Count: > 0 } lines)
            continue;
        var key = string.Join(' ', lines.SelectMany(line => line.Points.Select(p => FormattableString.Invariant($"{p.X} {p.Y.Mean}"))));
        if (drawn.TryGetValue(key, out var same))
            experiment.Note($"{trace}: the load over time is that of {same}, and not drawn again");
        else if (!formats.Add(trace.Format) || drawn.Count >= 12)
            left++;
        else
        {
            drawn.Add(key, trace.ToString());
            var steps = lines.Max(line => line.Points.Count) / 2;
            var (width, of) = Unit(trace.Read.Span / steps);
            experiment.Plot(trace.Format, Figure.Panels(Title(trace), $"Time since the trace's begin ({unit})",
                [new Panel(new Axis(What(trace.Read), Min: 0), lines)],
                $"{(trace.Place.Length > 0 ? trace.Place : name)}: {Count(trace.Read.Guests, "guest")}, " +
                $"{trace.Read.Span / seconds:0.#} {unit}{(steps > 1 ? $"; means of {trace.Read.Span / steps / width:0.#} {of}" : "")}"));
        }
    }

    if (left > 0)
        experiment.Note($"not drawn: {Count(left, "shorter trace")} of these formats");
}

static (double Seconds, string Name) Unit(double span) =>
    span switch { < 600 => (1, "s"), < 4 * 3600 => (60, "min"), < 7 * 86_400 => (3600, "h"), _ => (86_400, "d") };

static string Title(Trace trace) => trace.Read switch
{
    { UsedShare: > 0 and var share } => $"{trace.Format}: guests use {100 * share:0.#} % of the CPUs that they ask for",
    { Events.Count: > 0 } read => $"{trace.Format}: {Mean(read.Events):0.##} events a second on average",
    { Asked.Count: > 0 } read => $"{trace.Format}: guests ask for {read.MeanAsked:0.##} CPUs on average",
    { Used.Count: > 0 } read => $"{trace.Format}: guests use {read.MeanUsed:0.##} CPUs on average",
    var read => $"{trace.Format}: {Mean(read.Running):0.##} guests run on average",
};

static string What(TraceRead read) => read.Events.Count > 0 ? "Events a second"
    : read.Asked.Count + read.Used.Count == 0 ? "Guests that run" : read.IsOfMachines ? "CPUs (1: all of the largest machine)" : "CPUs";

// Of corners: each step has two, at its begin and its end.
static double Mean(List<double> corners) =>
    corners.Chunk(4).Sum(step => (step[2] - step[0]) * step[1]) / (corners[^2] - corners[0]);

static string Count(long number, string what) => FormattableString.Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");

static string Word(string text) => string.Join('-', string.Concat(text.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' ? c : ' '))
    .Split(' ', StringSplitOptions.RemoveEmptyEntries)).Trim('.');

// Times and levels at the corners of at most so many steps, each the mean of its time.
static List<double> Points(LoadCurve curve, int most = 200)
{
    var (points, corners) = (curve.Points(), new List<double>());
    foreach (var step in Enumerable.Range(0, points.Count).Chunk(Math.Max(1, (points.Count + most - 1) / most)))
    {
        double End(int i) => i + 1 < points.Count ? points[i + 1].Time : curve.Last;
        var (from, to) = (points[step[0]].Time, End(step[^1]));
        var level = step.Sum(i => points[i].Level * (End(i) - points[i].Time)) / (to - from);
        corners.AddRange([from, level, to, level]);
    }

    return corners;
}

static List<Line> Lines(TraceRead read, double unit)
{
    var curves = read.Events.Count > 0 ? new[] { ("events", read.Events) }
        : read.Asked.Count + read.Used.Count == 0 ? [("guests", read.Running)] : [("asked for", read.Asked), ("used", read.Used)];
    // What is told for less than a step of the trace cannot be seen.
    return [.. from curve in curves
               where curve.Item2.Count > 0 && (curve.Item2[^2] - curve.Item2[0]) * 200 >= read.Span
               select new Line(curve.Item1, [.. curve.Item2.Chunk(2).Select(p => new LinePoint((p[0] - read.First) / unit, p[1]))])];
}

enum Form { Csv, Parquet }

record Trace(string Format, string Place, TraceRead Read)
{
    public string Folder => Place.Length > 0 ? Place : ".";

    public override string ToString() => $"{Format} in {Folder}";
}

record TraceRead(int Files, long Rows, long Skipped, long Guests, long Demands, double First, double Span, bool IsOfMachines,
    double UsedShare, double MeanAsked, double MeanUsed, List<TraceFigure> Figures, List<string> Remarks,
    List<double> Running, List<double> Asked, List<double> Used, List<double> Events);
