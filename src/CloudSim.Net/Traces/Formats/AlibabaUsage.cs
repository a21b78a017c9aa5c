namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// A table of Alibaba's with what machines or containers use: samples of many series, of which -1 and 101 % are codes for "invalid" and
/// empty fields are unknown. All of these are read, counted, and no values.
/// </summary>
/// <param name="Columns">Names of its columns.</param>
/// <param name="Id">The column of the name.</param>
/// <param name="Time">The column of the time, in seconds.</param>
/// <param name="What">What has samples: <c>machine</c> or <c>container</c>.</param>
/// <param name="Usual">Seconds that samples are usually apart.</param>
/// <param name="Most">What a percentage may be at most, beside 101.</param>
/// <param name="Quantities">What is used: name, column, unit. <c>cpu</c> must be one; those in % are percentages.</param>
internal sealed record AlibabaUsage(IReadOnlyList<string> Columns, int Id, int Time, string What, double Usual, double Most,
    params IReadOnlyList<(string Name, int Column, string Unit)> Quantities)
{
    private const string Percent = "%";
    private const double Invalid = 101, MostOfOthers = 1e12;

    /// <summary>Reads one.</summary>
    public void Read(TraceReading reading)
    {
        var isOfGuests = What == "container";
        var (table, times, names, pairs) = (new TableSum(reading), new RowTimes(), new DistinctNames(), new DistinctNames());
        var (steps, tallies) = (new SeriesSteps(Usual, isOfGuests ? reading.Sink : null), Quantities.Select(_ => new Tally()).ToArray());
        var (empty, invalid, doubles) = (new long[Quantities.Count], new long[Quantities.Count], 0L);
        var cpu = Quantities.Index().First(quantity => quantity.Item.Name == "cpu").Index;
        table.Read(new TraceLayout(Columns), Parse, (row, sample) =>
        {
            times.Add(sample.Time);
            names.Add(sample.Id);
            doubles += pairs.Add(sample.Id, row[Time]) ? 0 : 1;
            for (var i = 0; i < tallies.Length; i++)
            {
                tallies[i].Add(sample.Values[i]);
                empty[i] += row[Quantities[i].Column].Length == 0 ? 1 : 0;
                invalid[i] += row[Quantities[i].Column].Length > 0 && double.IsNaN(sample.Values[i]) ? 1 : 0;
            }

            steps.Add(sample.Id, sample.Time, share: sample.Values[cpu] / 100);
        });
        steps.End();
        table.ReportBytes();
        reading.Figure("rows", table.Rows);
        reading.Figure("columns", table.Most);
        table.ReportEnd();
        reading.Figure("empty_cells", table.Empty);
        reading.Figure($"{What}s", names);
        reading.Figure($"duplicate_({What},time)", doubles);
        times.Report(reading, "time", "s");
        reading.Figure("span", table.Rows > 0 ? times.Max - times.Min : double.NaN, "s");
        reading.Figure("rows_unsorted_by_time", times.Unsorted);
        steps.Report(reading);
        for (var i = 0; i < tallies.Length; i++)
        {
            var (name, _, unit) = Quantities[i];
            reading.Figure($"{name}.valid_values", tallies[i].Count);
            reading.Figure($"{name}.empty", empty[i]);
            reading.Figure($"{name}.invalid", invalid[i]);
            reading.Figure(name, tallies[i], unit);
        }

        if (invalid.Sum() is > 0 and var all)
            reading.Remark($"{all} values are -1 or 101, which are codes for \"invalid\": they are no values");
        if (doubles > 0)
            reading.Remark($"{doubles} rows are of a {What} and a time that stand twice: the last one of them holds");
        if (!pairs.IsExact)
            reading.Remark($"duplicate_({What},time): looked for among the first {DistinctNames.Most}");
    }

    private Sample Parse(TraceRow row) => new(row.Text(Id), row.Whole(Time, 0, (long)OwnForm.MostSeconds),
        [.. Quantities.Select(quantity => Value(row, quantity.Column, quantity.Unit))]);

    private double Value(TraceRow row, int column, string unit)
    {
        if (row.NumberOrNaN(column) is -1 || (unit == Percent && Most < Invalid && row.NumberOrNaN(column) == Invalid))
            return double.NaN;
        return row.NumberOrNaN(column, 0, unit == Percent ? Most : MostOfOthers);
    }

    private readonly record struct Sample(string Id, long Time, double[] Values);
}
