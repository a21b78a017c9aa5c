using System.Globalization;
using System.Text;

namespace CloudSim.Net.Traces;

/// <summary>One file as it is read: its rows, what is reported of it, and who is told of its guests.</summary>
public sealed class TraceReading
{
    private readonly List<TraceFigure> figures = [];
    private readonly List<string> remarks = [];

    private readonly Action<long> progress;

    internal TraceReading(TraceFormat format, string path, string file, IReadOnlyList<string> files, ITraceSink sink, bool skipBad,
        Action<long> progress)
    {
        (Format, Path, File, Files, Sink, SkipBad) = (format, path, file, files, sink, skipBad);
        this.progress = progress;
        sink.Begin(format);
    }

    /// <summary>What it is read as.</summary>
    public TraceFormat Format { get; }

    /// <summary>The file, or the folder of a format that is one (<see cref="TraceFormat.IsFolder"/>).</summary>
    public string Path { get; }

    /// <summary>The same, relative to what was asked for, with <c>/</c>.</summary>
    public string File { get; }

    /// <summary>The file, or those of the folder.</summary>
    public IReadOnlyList<string> Files { get; }

    /// <summary>Who is told.</summary>
    public ITraceSink Sink { get; }

    /// <summary>Whether bad rows are left out and counted, instead of refused.</summary>
    public bool SkipBad { get; }

    /// <summary>Rows that were read.</summary>
    public long Rows { get; private set; }

    /// <summary>Rows that were left out.</summary>
    public long Skipped { get; private set; }

    /// <summary>The first row that was left out: where, and what is wrong.</summary>
    public string? FirstSkipped { get; private set; }

    /// <summary>What is reported, in order.</summary>
    public IReadOnlyList<TraceFigure> Figures => figures;

    /// <summary>What is odd and harmless, a sentence each.</summary>
    public IReadOnlyList<string> Remarks => remarks;

    /// <summary>Reads a table of text once more: its rows and bad rows were counted before.</summary>
    /// <param name="layout">How it is written.</param>
    /// <param name="parse">As of <see cref="Table"/>.</param>
    /// <param name="use">Takes what a row says.</param>
    /// <param name="path">The file; left out, <see cref="Path"/>.</param>
    public void Again<T>(TraceLayout layout, Func<TraceRow, T> parse, Action<TraceRow, T> use, string? path = null)
    {
        using var rows = new TraceRows(path ?? Path, layout);
        for (; ; )
            try
            {
                if (!rows.Next())
                    break;
                use(rows.Row, parse(rows.Row));
            }
            catch (InputException e) when (SkipBad && e.Line is not null && !rows.IsBroken)
            {
            }
    }

    /// <summary>Reads a text of one JSON object a line.</summary>
    /// <param name="parse">What an object says; throws an <see cref="InputException"/> (<see cref="TraceObject.Wrong(string, string)"/>) if
    /// it is no good, and changes nothing.</param>
    /// <param name="use">Takes what an object says; may refuse it likewise, before it changes anything.</param>
    /// <param name="path">The file; left out, <see cref="Path"/>.</param>
    /// <returns>How many objects.</returns>
    public long JsonLines<T>(Func<TraceObject, T> parse, Action<TraceObject, T> use, string? path = null)
    {
        var file = path ?? Path;
        using var reader = new StreamReader(InputFiles.Stream(file), new UTF8Encoding(false), true, 1 << 16);
        var (before, number, blank) = (Rows, 0L, 0L);
        while (reader.ReadLine() is { } text)
        {
            number++;
            if (string.IsNullOrWhiteSpace(text))
            {
                blank = blank == 0 ? number : blank;
                continue;
            }

            // What stands after a blank line is still a row, if that line is left out.
            if (blank > 0)
                Try(() => throw new InputException(file, (int)Math.Min(blank, int.MaxValue), "nothing",
                    "rows without blank lines between them"));
            blank = 0;
            Try(() =>
            {
                using var row = new TraceObject(file, (int)Math.Min(number, int.MaxValue), text);
                use(row, parse(row));
                Rows++;
            });
        }

        return Rows - before;
    }

    /// <summary>Reads a table of text row by row.</summary>
    /// <param name="layout">How it is written.</param>
    /// <param name="parse">What a row says; throws an <see cref="InputException"/> (<see cref="TraceRow.Wrong(int, string)"/>) if it is no
    /// good, and changes nothing.</param>
    /// <param name="use">Takes what a row says; may refuse it likewise, before it changes anything.</param>
    /// <param name="path">The file; left out, <see cref="Path"/>.</param>
    /// <returns>What the text was like.</returns>
    public TableText Table<T>(TraceLayout layout, Func<TraceRow, T> parse, Action<TraceRow, T> use, string? path = null)
    {
        using var rows = new TraceRows(path ?? Path, layout);
        var before = Rows;
        for (; ; )
            try
            {
                if (!rows.Next())
                    break;
                use(rows.Row, parse(rows.Row));
                Rows++;
                if ((Rows & 0xfff) == 0)
                    progress(rows.Consumed);
            }
            catch (InputException e) when (SkipBad && e.Line is not null && !rows.IsBroken)
            {
                Skip(e);
            }

        return new(rows.LineEnd, rows.EndsWithLineEnd, rows.Comments, rows.FewestColumns, rows.MostColumns, rows.Header, Rows - before);
    }

    /// <summary>Reports a count.</summary>
    public void Figure(string quantity, long value, string unit = "") =>
        Figure(quantity, value.ToString(CultureInfo.InvariantCulture), unit);

    /// <summary>Reports a number; NaN is an empty value.</summary>
    public void Figure(string quantity, double value, string unit = "") =>
        Figure(quantity, double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture), unit);

    /// <summary>Reports a word.</summary>
    public void Figure(string quantity, string value, string unit = "") =>
        figures.Add(new(Format.Name, File, quantity, Printable.Of(value), unit));

    /// <summary>Reports a column: how many values, the least, the mean, two quantiles and the largest (of none: only that).</summary>
    public void Figure(string quantity, Tally tally, string unit = "")
    {
        Figure($"{quantity}.n", tally.Count, "values");
        if (tally.Count == 0)
            return;
        Figure($"{quantity}.min", tally.Min, unit);
        Figure($"{quantity}.mean", tally.Mean, unit);
        Figure($"{quantity}.p50", tally.Quantile(0.5), unit);
        Figure($"{quantity}.p99", tally.Quantile(0.99), unit);
        Figure($"{quantity}.max", tally.Max, unit);
        if (!tally.IsExact)
            Remark($"{quantity}: more than {Tally.Most} values, so p50 and p99 are within 0.4 %");
    }

    /// <summary>Reports how many different names there are.</summary>
    public void Figure(string quantity, DistinctNames names, string unit = "")
    {
        Figure(quantity, names.Count, unit);
        if (!names.IsExact)
            Remark($"{quantity}: more than {DistinctNames.Most}, so the count is within some 0.4 % and doubles are not looked for");
    }

    /// <summary>Reports how often each word occurs, by word.</summary>
    public void Figure<TWord>(string quantity, IReadOnlyDictionary<TWord, long> counts) where TWord : notnull
    {
        foreach (var (word, count) in counts.OrderBy(pair => pair.Key))
            Figure($"{quantity}[{word}]", count);
    }

    /// <summary>Says what is odd and harmless.</summary>
    public void Remark(string sentence)
    {
        if (!remarks.Contains(sentence))
            remarks.Add(sentence);
    }

    /// <summary>A file of this name beside this one, packed or not; null if there is none.</summary>
    public string? Beside(string name)
    {
        var folder = System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "";
        return new[] { name, $"{name}.gz" }.Select(n => System.IO.Path.Combine(folder, n)).FirstOrDefault(System.IO.File.Exists);
    }

    // What one row of several does: left out if it is no good.
    private void Try(Action use)
    {
        try
        {
            use();
        }
        catch (InputException e) when (SkipBad && e.Line is not null)
        {
            Skip(e);
        }
    }

    /// <summary>Tells how many bytes of the file are read; to be called now and then by who reads no table of text.</summary>
    internal void Progress(long bytes) => progress(bytes);

    /// <summary>Takes a row of what is no table of text: counted, or left out if it is no good and <see cref="SkipBad"/>.</summary>
    internal void Take<T>(T row, Action<T> use)
    {
        try
        {
            use(row);
            Rows++;
        }
        catch (InputException e) when (SkipBad && e.Line is not null)
        {
            Skip(e);
        }
    }

    /// <summary>Leaves a row out (only where <see cref="SkipBad"/>).</summary>
    internal void Skip(InputException why)
    {
        Skipped++;
        FirstSkipped ??= why.Message;
    }
}
