using System.Globalization;
using System.Text.RegularExpressions;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Microsoft's trace of functions of July 2019 (github.com/Azure/AzurePublicDataset, AzureFunctionsDataset2019.md; Shahrad et al., ATC
/// 2020): for each of 14 days the invocations of each function by minute, the quantiles of its duration in ms without cold starts, and of
/// the memory of each application in MB (12 days; as cut by vHive's InVitro of each function). A file whose name ends with <c>.d07</c> is
/// of day 7, and its minutes count from the first day on. Counts of the tables differ by their nature.
/// </summary>
public static partial class AzureFunctions2019
{
    private const int MostRowsTold = 1_000, Minute = 60, Day = 86_400;

    private static readonly string[] Function = ["HashOwner", "HashApp", "HashFunction"], Invocations = [.. Function, "Trigger", "1"],
        Durations = [.. Function, "Average", "Count", "Minimum", "Maximum", .. Names("percentile_Average_", 0, 1, 25, 50, 75, 99, 100)],
        Sizes = ["SampleCount", "AverageAllocatedMb", .. Names("AverageAllocatedMb_pct", 1, 5, 25, 50, 75, 95, 99, 100)],
        MemoryOfApps = [.. Function[..2], .. Sizes], MemoryOfFunctions = [.. Function, .. Sizes];

    internal static IReadOnlyList<TraceFormat> Formats { get; } =
    [
        Table("invocations", "invocations_per_function", "Trigger", ReadInvocations, Invocations),
        Table("durations", "function_durations_percentiles", "percentile_Average_", ReadDurations, Durations),
        Table("memory", "app_memory_percentiles", "AverageAllocatedMb", ReadMemory, MemoryOfApps, MemoryOfFunctions),
    ];

    private static TraceFormat Table(string kind, string name, string column, Action<TraceReading> read, params string[][] headers) =>
        new("azure-functions-2019", kind)
        {
            Knows = head => headers.Any(header => head.HasColumns(',', header)),
            IsNamed = head => head.Name.StartsWith(name, StringComparison.Ordinal) || head.Name == $"{kind}.csv"
                || (head.First.Contains("HashApp", StringComparison.Ordinal) && head.First.Contains(column, StringComparison.Ordinal)),
            Read = read,
        };

    private static string[] Names(string name, params int[] numbers) =>
        Array.ConvertAll(numbers, number => string.Create(CultureInfo.InvariantCulture, $"{name}{number}"));

    private static void ReadInvocations(TraceReading reading)
    {
        var columns = HeaderLine.Of(reading, Invocations);
        var count = columns.Count - 4;
        for (var i = 1; i <= count; i++)
            if (columns[i + 3] != i.ToString(CultureInfo.InvariantCulture))
                throw new InputException(reading.Path, 1, $"column {i + 4} is '{Printable.Of(columns[i + 3], most: 60)}'", $"minute {i}");
        DistinctNames apps = new(), owners = new(), functions = new();
        var triggers = new SortedDictionary<string, long>(StringComparer.Ordinal);
        var (minutes, cells, each, doubles) = (new long[count], new long[count], new List<long>(), 0L);
        var ofFunction = new Tally();
        var text = reading.Table(new TraceLayout(columns) { HasHeader = true }, row =>
        {
            for (var i = 0; i < count; i++)
                cells[i] = row.Whole(i + 4, 0, int.MaxValue);
            return (Owner: row.Text(0), App: row.Text(1), Function: row.Text(2), Trigger: row.Text(3));
        }, (row, f) =>
        {
            owners.Add(f.Owner);
            apps.Add(f.App);
            doubles += functions.Add($"{f.Owner}/{f.App}/{f.Function}") ? 0 : 1;
            triggers[f.Trigger] = triggers.GetValueOrDefault(f.Trigger) + 1;
            if (triggers.Count > 1000)
                throw row.Wrong("more than 1000 different triggers", "a few words for triggers");
            for (var i = 0; i < count; i++)
                minutes[i] += cells[i];
            ofFunction.Add(cells.Sum());
            if (each.Count <= MostRowsTold)
                each.Add(cells.Sum());
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("functions", text.Rows);
        reading.Figure("columns", columns.Count);
        reading.Figure("minute_columns", count);
        reading.Figure("apps", apps);
        reading.Figure("owners", owners);
        reading.Figure("ends_with_newline", HeaderLine.Word(text.EndsWithLineEnd));
        reading.Figure("invocations", minutes.Sum());
        for (var i = 0; i < each.Count && each.Count <= MostRowsTold; i++)
            reading.Figure($"invocations[row {i + 1}]", each[i]);
        reading.Figure("invocations_of_function", ofFunction);
        reading.Figure("span", count * (long)Minute, "s");
        reading.Figure("peak_per_minute", minutes.Max());
        reading.Figure("minutes_without_any_invocation", minutes.Count(minute => minute == 0));
        reading.Figure("trigger", triggers);
        reading.Figure("duplicate_functions", doubles);
        if (doubles > 0)
            reading.Remark($"{doubles} rows are of a function that has another row");
        var begin = DayOf(reading) * Day;
        for (var i = 0; i < count; i++)
            if (minutes[i] > 0)
                reading.Sink.Add(begin + (i * Minute), Minute, minutes[i]);
    }

    private static void ReadDurations(TraceReading reading)
    {
        var columns = HeaderLine.Of(reading, Durations);
        Tally mean = new(), min = new(), max = new(), p50 = new(), p99 = new(), counts = new();
        DistinctNames apps = new(), functions = new();
        var (falling, over, weighted, weight, missing, doubles, disordered) = (0L, 0L, 0.0, 0.0, 0L, 0L, 0L);
        var invoked = Beside(reading) is { } path ? FunctionsOf(reading, path) : null;
        var text = reading.Table(new TraceLayout(columns) { HasHeader = true }, ParseDurations, (_, f) =>
        {
            apps.Add(f.App);
            doubles += functions.Add(f.Key) ? 0 : 1;
            mean.Add(f.Mean);
            min.Add(f.Min);
            max.Add(f.Max);
            counts.Add(f.Count);
            p50.Add(f.Quantiles[3]);
            p99.Add(f.Quantiles[5]);
            falling += Enumerable.Range(1, f.Quantiles.Length - 1).Any(i => f.Quantiles[i] < f.Quantiles[i - 1]) ? 1 : 0;
            over += f.Mean > f.Quantiles[5] ? 1 : 0;
            disordered += f.Min > f.Mean || f.Mean > f.Max ? 1 : 0;
            missing += invoked?.Contains(f.Key) == false ? 1 : 0;
            if (!double.IsNaN(f.Mean))
                (weighted, weight) = (weighted + (f.Mean * f.Count), weight + f.Count);
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("functions", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("apps", apps);
        reading.Figure("ends_with_newline", HeaderLine.Word(text.EndsWithLineEnd));
        reading.Figure("Average", mean, "ms");
        reading.Figure("Count.sum", counts.Sum);
        reading.Figure("Minimum", min, "ms");
        reading.Figure("Maximum", max, "ms");
        reading.Figure("percentile_Average_50", p50, "ms");
        reading.Figure("percentile_Average_99", p99, "ms");
        reading.Figure("rows_with_percentiles_falling", falling);
        reading.Figure("rows_with_average_over_p99", over);
        reading.Figure("rows_not_minimum<=average<=maximum", disordered);
        reading.Figure("weighted_average", weighted / weight, "ms");
        reading.Figure("duplicate_functions", doubles);
        if (invoked is { IsExact: true })
            reading.Figure("functions_not_in_invocations.csv", missing);
        if (min.Count < text.Rows || max.Count < text.Rows)
            reading.Remark("some functions have no Minimum or Maximum");
    }

    private static (string App, string Key, double Mean, double Count, double Min, double Max, double[] Quantiles)
        ParseDurations(TraceRow row)
    {
        const double most = OwnForm.MostSeconds * 1000;
        var quantiles = new double[7];
        for (var i = 0; i < quantiles.Length; i++)
            quantiles[i] = row.NumberOrNaN(i + 7, 0, most);
        return (row.Text(1), $"{row.Text(0)}/{row.Text(1)}/{row.Text(2)}", row.NumberOrNaN(3, 0, most), row.Whole(4, 0),
            row.NumberOrNaN(5, 0, most), row.NumberOrNaN(6, 0, most), quantiles);
    }

    private static void ReadMemory(TraceReading reading)
    {
        var isOfFunctions = new TraceHead(reading.Path).HasColumns(',', MemoryOfFunctions);
        var columns = HeaderLine.Of(reading, isOfFunctions ? MemoryOfFunctions : MemoryOfApps);
        var at = isOfFunctions ? 3 : 2;
        Tally mean = new(), p50 = new(), p99 = new(), samples = new();
        DistinctNames apps = new(), names = new();
        var (doubles, falling) = (0L, 0L);
        var text = reading.Table(new TraceLayout(columns) { HasHeader = true }, row =>
        {
            var numbers = new double[Sizes.Length];
            for (var i = 0; i < numbers.Length; i++)
                numbers[i] = i == 0 ? row.Whole(at, 0) : row.NumberOrNaN(at + i, 0, 1L << 40);
            return (App: row.Text(1), Key: $"{row.Text(0)}/{row.Text(1)}/{(isOfFunctions ? row.Text(2) : "")}", Numbers: numbers);
        }, (_, app) =>
        {
            apps.Add(app.App);
            doubles += names.Add(app.Key) ? 0 : 1;
            samples.Add(app.Numbers[0]);
            mean.Add(app.Numbers[1]);
            p50.Add(app.Numbers[5]);
            p99.Add(app.Numbers[8]);
            falling += Enumerable.Range(3, app.Numbers.Length - 3).Any(i => app.Numbers[i] < app.Numbers[i - 1]) ? 1 : 0;
        });
        reading.Figure("bytes", new FileInfo(reading.Path).Length, "B");
        reading.Figure("rows", text.Rows);
        reading.Figure("columns", text.Rows > 0 ? text.MostColumns : 0);
        reading.Figure("has_HashFunction_column", isOfFunctions ? "yes (the published file has none: memory is per app)" : "no");
        reading.Figure("apps", apps);
        reading.Figure("ends_with_newline", HeaderLine.Word(text.EndsWithLineEnd));
        reading.Figure("AverageAllocatedMb", mean, "MB");
        reading.Figure("pct50", p50, "MB");
        reading.Figure("pct99", p99, "MB");
        reading.Figure("SampleCount.sum", samples.Sum);
        reading.Figure("rows_with_percentiles_falling", falling);
        reading.Figure("duplicate_rows", doubles);
    }

    // The invocations of the same day, as published or as InVitro names them.
    private static string? Beside(TraceReading reading) =>
        (DayName().Match(reading.Path) is { Success: true } day
            ? reading.Beside($"invocations_per_function_md.anon.d{day.Groups[1].Value}.csv") : null) ?? reading.Beside("invocations.csv");

    private static DistinctNames FunctionsOf(TraceReading reading, string path)
    {
        var names = new DistinctNames();
        var lines = new TraceHead(path).Fields(0).Length;
        var others = Names("field ", [.. Enumerable.Range(4, Math.Max(0, lines - 3))]);
        using var rows = new TraceRows(path, new TraceLayout([.. Function, .. others]) { HasHeader = true });
        for (; ; )
            try
            {
                if (!rows.Next())
                    return names;
                names.Add($"{rows.Row.Text(0)}/{rows.Row.Text(1)}/{rows.Row.Text(2)}");
            }
            catch (InputException e) when (reading.SkipBad && e.Line is not null && !rows.IsBroken)
            {
                // The table's own reading counts it.
            }
    }

    private static double DayOf(TraceReading reading) => DayName().Match(reading.Path) is { Success: true } day
        ? double.Parse(day.Groups[1].Value, CultureInfo.InvariantCulture) - 1 : 0;

    [GeneratedRegex(@"\.d(0[1-9]|[1-9][0-9])\.csv(?:\.gz)?$", RegexOptions.IgnoreCase)]
    private static partial Regex DayName();
}
