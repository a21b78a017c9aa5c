#!/usr/bin/env dotnet
#:project ../src/CloudSim.Net.Experiments
// What is in a trace of virtual machines, jobs or functions, and how much load is it?

var script = new Script("What is in a trace of virtual machines, jobs or functions, and how much load is it?").WithMachine();
var asked = script.Argument("FILE|DIR", "a trace, or a folder of them; the format is found out (default: the shipped samples)");
var convert = script.Option("--convert", "FORM", "write all guests in the project's own form, too: csv", (Form?)null);
var skipBad = script.Option("--skip-bad", "", "leave out bad rows and files and count them, instead of refusing them", false);

return script.Main(args, experiment =>
{
    var path = experiment.Value(asked) ?? script.Sample("traces");
    var files = new TraceFiles(path, TraceFormats.All);
    var results = experiment.Run("read", files.Traces, (trial, trace) => Read(trial, files, trace), runs: 1).ByCell();
    var traces = results.Select(cell => (cell.Cell.Format, cell.Cell.Folder, Read: cell.Outcomes[0])).ToList();
    experiment.Csv(traces.SelectMany(trace => trace.Read.Figures)
        .Select(f => new { f.Format, f.File, f.Quantity, f.Value, f.Unit }));
    experiment.Table(from trace in traces
                     select new
                     {
                         trace.Format, Folder = trace.Folder.Length > 0 ? trace.Folder : ".", trace.Read.Files, trace.Read.Rows, trace.Read.Guests,
                         SpanH = trace.Read.Span / 3600, CpusAsked = Mean(trace.Read.Asked), CpusUsed = Mean(trace.Read.Used), trace.Read.Skipped,
                     });
    foreach (var trace in traces)
        foreach (var remark in trace.Read.Remarks)
            experiment.Note($"{trace.Format}, {(trace.Folder.Length > 0 ? trace.Folder : ".")}: {remark}");
    if (files.Strangers.Count > 0)
        experiment.Note($"of no known format, and left out: {Count(files.Strangers.Count, "file")}: " +
            string.Join(", ", files.Strangers.Take(5).Select(files.Relative)) + (files.Strangers.Count > 5 ? ", ..." : ""));
    var skipped = traces.Sum(trace => trace.Read.Skipped);
    experiment.Finding($"{Count(traces.Sum(trace => trace.Read.Rows), "row")} in {Count(files.Known.Count, "file")} of " +
        Count(traces.Select(trace => trace.Format).Distinct().Count(), "format") + (skipped > 0 ? $"; {skipped} bad ones left out" : ""));
    var drawn = new HashSet<string>();
    foreach (var (format, folder, read) in traces.OrderByDescending(trace => trace.Read.Rows))
        if (drawn.Count < 12 && Curves(read) is { Count: > 0 } lines && drawn.Add(format))
            Plot(format, folder, read, lines);
    if (experiment.Value(convert) is not null)
        Convert(files, traces.Min(trace => trace.Read.First), traces.Any(trace => trace.Read.Demands > 0));

    TraceRead Read(Trial trial, TraceFiles files, (string Format, string Folder) trace)
    {
        var load = new TraceLoad();
        var (figures, remarks, rows, skipped, count) = (new List<TraceFigure>(), new List<string>(), 0L, 0L, 0);
        foreach (var reading in files.Read(load, experiment.Value(skipBad), trace, share => trial.Progress(share, trace.Format)))
        {
            figures.AddRange(reading.Figures);
            remarks.AddRange(reading.Remarks);
            (rows, skipped, count) = (rows + reading.Rows, skipped + reading.Skipped, count + reading.Files.Count);
            if (reading.FirstSkipped is { } first)
                remarks.Add($"{reading.Skipped} bad rows left out of {reading.File}, the first: {first}");
        }

        if (load.OfUnknownGuest > 0)
            remarks.Add($"{load.OfUnknownGuest} of {load.Demands} rows of demand are of guests whose CPUs no table tells: taken as one");
        var curves = new[] { load.Running, load.Asked, load.Used, load.Events };
        var span = curves.Where(curve => !double.IsNaN(curve.First)).ToList();
        var begin = span.Count > 0 ? span.Min(curve => curve.First) : double.NaN;
        return new(count, rows, skipped, load.Guests, load.Demands, begin, span.Count > 0 ? span.Max(curve => curve.Last) - begin : double.NaN,
            load.IsOfMachines == true, figures, [.. remarks.Distinct().Take(20)], Points(load.Running), Points(load.Asked), Points(load.Used),
            Points(load.Events));
    }

    void Plot(string format, string folder, TraceRead read, List<Line> lines)
    {
        var what = read.Events.Count > 0 ? "Events a second" : read.Asked.Count + read.Used.Count == 0 ? "Guests that run"
            : read.IsOfMachines ? "CPUs (1: those of the largest machine)" : "CPUs";
        var title = read.Used.Count > 0 && read.Asked.Count > 0
            ? $"{format}: guests use {100 * Mean(read.Used) / Mean(read.Asked):0.#} % of the CPUs that they ask for"
            : read.Asked.Count > 0 ? $"{format}: guests ask for {Mean(read.Asked):0.##} CPUs on average, at most {Most(read.Asked):0.##}"
            : read.Events.Count > 0 ? $"{format}: {Mean(read.Events):0.##} events a second on average, at most {Most(read.Events):0.##}"
            : $"{format}: {Mean(read.Running):0.#} guests run on average, at most {Most(read.Running):0.#}";
        experiment.Plot(format, Figure.Lines(title, "Time since the trace's begin (h)", new Axis(what, Min: 0), lines,
            $"{(folder.Length > 0 ? folder : Path.GetFileName(path))}: {read.Guests:N0} guests, {read.Span / 3600:0.#} h; means of {Width(read):0.#} minutes"));
    }

    void Convert(TraceFiles all, double zero, bool hasDemand)
    {
        if (double.IsNaN(zero))
            throw new InputException("--convert", null, "the trace tells of no guest with a time", "leave it out");
        var machine = experiment.Machine;
        experiment.File("guests.csv", stream =>
        {
            using var writer = new OwnFormWriter(stream, zero, hasDemand, (machine.Topology.Cpus, machine.Memory.Count / (double)(1 << 20)));
            foreach (var _ in all.Read(writer, experiment.Value(skipBad)))
                experiment.Cancellation.ThrowIfCancellationRequested();
            experiment.Note($"written in the own form: {writer.Rows} rows; left out: {writer.LeftOut} (of unknown length, or demand of no known guest)");
        });
    }
});

static string Count(long number, string what) => FormattableString.Invariant($"{number:N0} {what}{(number == 1 ? "" : "s")}");

static List<double> Points(LoadCurve curve) => [.. curve.Points().SelectMany(point => new[] { point.Time, point.Level })];

static double Mean(List<double> points) => points.Count == 0 ? double.NaN : Values(points).Average();

static double Most(List<double> points) => Values(points).Max();

static IEnumerable<double> Values(List<double> points) => points.Where((_, i) => i % 2 == 1);

static double Width(TraceRead read) => new[] { read.Asked, read.Used, read.Events, read.Running }.First(points => points.Count > 0) is var points
    && points.Count > 3 ? (points[4 - 2] - points[0]) / 60 : read.Span / 60;

static List<Line> Curves(TraceRead read)
{
    var curves = read.Events.Count > 0 ? new[] { ("events", read.Events) }
        : read.Asked.Count + read.Used.Count == 0 ? [("guests", read.Running)] : [("asked for", read.Asked), ("used", read.Used)];
    return [.. from curve in curves
               where curve.Item2.Count > 0
               select new Line(curve.Item1, [.. curve.Item2.Chunk(2).Select(p => new LinePoint((p[0] - read.First) / 3600, p[1]))])];
}

enum Form { Csv }

record TraceRead(int Files, long Rows, long Skipped, long Guests, long Demands, double First, double Span, bool IsOfMachines,
    List<TraceFigure> Figures, List<string> Remarks, List<double> Running, List<double> Asked, List<double> Used, List<double> Events);
