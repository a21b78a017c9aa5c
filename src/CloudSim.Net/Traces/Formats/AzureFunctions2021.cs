namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Microsoft's trace of function invocations of January 2021 (github.com/Azure/AzurePublicDataset, AzureFunctionsInvocationTrace2021.md;
/// Zhang et al., SOSP 2021): an invocation a row, with the end and the length; its start is what lies between. A function's name counts
/// within its application alone. What an invocation needs is not told: a guest is called <c>app/func#line</c>, of unknown size.
/// </summary>
public static class AzureFunctions2021
{
    /// <summary>As many invocations are kept to count those that run at once.</summary>
    private const int MostKept = 1 << 22;

    private static readonly string[] Columns = ["app", "func", "end_timestamp", "duration"];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        new("azure-functions-2021", "invocations")
        {
            Knows = head => head.HasColumns(',', Columns) && head.Fields(0).Length == Columns.Length,
            IsNamed = head => head.Name.StartsWith("azurefunctionsinvocationtrace", StringComparison.Ordinal)
                || head.Name.StartsWith("azure2021", StringComparison.Ordinal)
                || head.First.StartsWith("app;func;end_timestamp", StringComparison.Ordinal),
            Read = Read,
        },
    ];

    private static void Read(TraceReading reading)
    {
        HeaderLine.Of(reading, Columns);
        DistinctNames apps = new(), functions = new();
        Tally ends = new(), starts = new(), duration = new();
        List<double> begun = [], ended = [];
        var (negative, byEnd, byStart, zero) = (0L, 0L, 0L, 0L);
        var (lastEnd, lastStart) = (double.NegativeInfinity, double.NegativeInfinity);
        var text = reading.Table(new TraceLayout(Columns) { HasHeader = true }, row => (App: row.Text(0), Function: row.Text(1),
            End: row.Number(2, 0, OwnForm.MostSeconds), Length: row.Number(3, 0, OwnForm.MostSeconds)), (row, call) =>
        {
            var start = call.End - call.Length;
            apps.Add(call.App);
            functions.Add(call.App, call.Function);
            byEnd += call.End < lastEnd ? 1 : 0;
            byStart += start < lastStart ? 1 : 0;
            (lastEnd, lastStart) = (call.End, start);
            negative += start < 0 ? 1 : 0;
            zero += call.Length == 0 ? 1 : 0;
            ends.Add(call.End);
            starts.Add(start);
            duration.Add(call.Length);
            if (begun.Count <= MostKept)
            {
                begun.Add(start);
                ended.Add(call.End);
            }

            reading.Sink.Add(new TraceGuest($"{call.App}/{call.Function}#{row.Line}", start, call.Length,
                double.NaN, double.NaN, double.NaN));
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("invocations", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("apps", apps);
        reading.Figure("functions_(app,func)", functions);
        reading.Figure("end.min", ends.Min, "s");
        reading.Figure("end.max", ends.Max, "s");
        reading.Figure("start.min", starts.Min, "s");
        reading.Figure("start.max", starts.Max, "s");
        reading.Figure("starts_negative", negative);
        reading.Figure("rows_unsorted_by_end", byEnd);
        reading.Figure("rows_unsorted_by_start", byStart);
        reading.Figure("duration", duration, "s");
        reading.Figure("duration_zero", zero);
        reading.Figure("ends_with_newline", HeaderLine.Word(text.EndsWithLineEnd));
        if (begun.Count > MostKept)
            reading.Remark($"more than {MostKept} invocations, so how many run at once is not counted");
        else
            reading.Figure("concurrency.max_(ends before starts at equal time)", AtOnce(begun, ended));
        if (negative > 0)
            reading.Remark($"{negative} invocations begin before the trace does");
    }

    private static long AtOnce(List<double> begun, List<double> ended)
    {
        begun.Sort();
        ended.Sort();
        var (done, most) = (0, 0);
        for (var i = 0; i < begun.Count; i++)
        {
            while (done < ended.Count && ended[done] <= begun[i])
                done++;
            most = Math.Max(most, i + 1 - done);
        }

        return most;
    }
}
