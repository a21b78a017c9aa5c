using System.Globalization;
using System.Text;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudSim.Net.Experiments.Output;

/// <summary>
/// Writes records as CSV: UTF-8 without a mark, LF, invariant numbers, no control characters in a field. The one place that writes by the
/// CSV library.
/// </summary>
internal static class CsvTable
{
    public static void Write<TRow>(Stream stream, IReadOnlyList<TRow> rows)
    {
        var columns = Column.Of(typeof(TRow));
        using var writer = new StreamWriter(stream, new UTF8Encoding(false), leaveOpen: true);
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" });
        foreach (var name in columns.SelectMany(Names))
            csv.WriteField(name);
        csv.NextRecord();
        foreach (var row in rows)
        {
            foreach (var field in columns.SelectMany(c => Fields(c.Get(row!), c.Parts.Count)))
                csv.WriteField(field);
            csv.NextRecord();
        }
    }

    private static IEnumerable<string> Names(Column column) => column.Parts.Select(part => column.Name + part);

    private static string[] Fields(object? value, int count) => value switch
    {
        Estimate e => Interval(e),
        Quantile q => [.. Interval(q.Estimate), Formatting.Number(q.Samples)],
        Difference d => [.. Interval(d.Estimate), .. Fields(d.Differs, 1)],
        Ratio r => [.. Interval(r.Estimate), .. Fields(r.Differs, 1)],
        null => [.. Enumerable.Repeat("", count)],
        double x => [Formatting.Number(x)],
        float x => [Formatting.Number(x)],
        bool x => [x ? "true" : "false"],
        Enum x => [Formatting.Snake(x.ToString())],
        _ => [Printable.Of(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "")],
    };

    private static string[] Interval(Estimate e) =>
        [Formatting.Number(e.Mean), Formatting.Number(e.Ci95Low), Formatting.Number(e.Ci95High)];
}
