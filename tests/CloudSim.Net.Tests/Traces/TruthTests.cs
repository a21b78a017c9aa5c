using System.Globalization;
using CloudSim.Net.Traces;
using CloudSim.Net.Traces.Formats;
using CsvHelper;

namespace CloudSim.Net.Tests.Traces;

/// <summary>What is known of real files of the formats: they stand beside the sources only where these are developed.</summary>
public class TruthTests
{
    private static readonly string Data = Path.Combine(Repository.Root, "..", "shared", "data");

    public static TheoryData<string, string> Files => [.. Truth().Select(t => (t.Format, t.File)).Distinct()];

    [Theory]
    [MemberData(nameof(Files), DisableDiscoveryEnumeration = true)]
    public void What_is_reported_of_a_file_is_true(string format, string file)
    {
        Assert.SkipWhen(format.Length == 0, "the real traces are not beside this checkout");
        Assert.SkipWhen(format == "kubernetes", "its readers come with clusters");
        var files = new TraceFiles(Path.Combine(Data, file), TraceFormats.All);
        var got = files.Read(new NoSink()).SelectMany(reading => reading.Figures).ToLookup(f => f.Quantity);
        var wrong = from truth in Truth()
                    where truth.File == file && truth.Format == format
                    let figures = got[truth.Quantity].ToList()
                    where figures.Count != 1 || figures[0].Format != format || figures[0].Unit != truth.Unit
                        || !IsSame(figures[0].Value, truth.Value)
                    let others = string.Join(" and ", figures.Select(f => $"{f.Value} {f.Unit}"))
                    select $"{truth.Quantity}: {truth.Value} {truth.Unit}, not {others}";
        Assert.Empty(wrong);
    }

    private static bool IsSame(string got, string wanted) =>
        double.TryParse(wanted, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
        && double.TryParse(got, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? Math.Abs(value - right) <= 1e-9 * Math.Abs(right) : got == wanted;

    private static List<(string Format, string File, string Quantity, string Value, string Unit)> Truth()
    {
        var path = Path.Combine(Data, "truth.csv");
        if (!File.Exists(path))
            return [("", "", "", "", "")];
        using var csv = new CsvParser(new StreamReader(path), CultureInfo.InvariantCulture);
        var rows = new List<(string, string, string, string, string)>();
        csv.Read();
        while (csv.Read())
            rows.Add((csv[0], csv[1], csv[2], csv[3], csv[4]));
        return rows;
    }

    private sealed class NoSink : ITraceSink
    {
        public void Begin(TraceFormat format)
        {
        }

        public void Add(in TraceGuest guest)
        {
        }

        public void Add(in TraceDemand demand)
        {
        }

        public void Add(double time, double length, long events)
        {
        }
    }
}
