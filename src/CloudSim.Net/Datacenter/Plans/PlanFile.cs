using System.Globalization;
using CloudSim.Net.Units;
using CsvHelper;
using CsvHelper.Configuration;

namespace CloudSim.Net.Datacenter.Plans;

/// <summary>
/// Plans as CSV with the columns <c>time_s,guest,host,from,reason</c>: seconds since the start of the simulation to 100 ns, names of
/// requests and nodes (no node: empty; <see cref="PlanHosts"/>), and what happened. UTF-8; fields with a comma or a quotation mark stand in
/// quotation marks. Lines are written with LF and read with LF or CRLF.
/// </summary>
public static class PlanFile
{
    private const string Right = "time_s,guest,host,from,reason, for instance 1.5,web-1,host 3,,placed";

    internal static IReadOnlyList<string> Columns { get; } = ["time_s", "guest", "host", "from", "reason"];

    /// <summary>Writes all that happens to places in a datacenter from now on, line by line, as it happens.</summary>
    /// <param name="datacenter">The datacenter.</param>
    /// <param name="writer">Where to; it stays open.</param>
    /// <returns>Stops writing when it is disposed.</returns>
    public static IDisposable Write(Datacenter datacenter, TextWriter writer) =>
        new PlanWriter(Check.NotNull(datacenter, nameof(datacenter)), Check.NotNull(writer, nameof(writer)));

    /// <summary>Reads a plan line by line; see <see cref="InputFiles"/> for how long a file is taken.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InputException">No such file, other columns, or a line with a bad time, one before the line before it, or with
    /// another number of fields.</exception>
    public static IEnumerable<PlanLine> Read(string path) => Numbered(path).Select(line => line.Line);

    /// <summary>The lines with their numbers in the file.</summary>
    internal static IEnumerable<(int Row, PlanLine Line)> Numbered(string path)
    {
        using var reader = InputFiles.Open(path);
        using var csv = new CsvParser(reader, Format(null, bad => throw new InputException(path, bad.Context.Parser!.RawRow,
            "a quotation mark within a field", "fields with quotation marks in quotation marks, and each of them twice")));
        if (!csv.Read() || !csv.Record!.SequenceEqual(Columns))
            throw new InputException(path, 1, "these are not the columns of a plan", string.Join(',', Columns));
        var before = TimeSpan.Zero;
        while (csv.Read())
        {
            var line = Line(path, csv.RawRow, csv.Record!);
            if (line.Time < before)
                throw new InputException(path, csv.RawRow, $"{csv[0]} is before the time of the line before it", "lines in order of time");
            before = line.Time;
            yield return (csv.RawRow, line);
        }
    }

    // Without an end of lines it takes all that there are.
    internal static CsvConfiguration Format(string? end, BadDataFound? bad = null)
    {
        var format = new CsvConfiguration(CultureInfo.InvariantCulture) { Mode = CsvMode.RFC4180, BadDataFound = bad };
        if (end is not null)
            format.NewLine = end;
        return format;
    }

    private static PlanLine Line(string path, int row, string[] fields)
    {
        if (fields.Length != Columns.Count)
            throw new InputException(path, row, $"{fields.Length} fields", Right);
        if (!decimal.TryParse(fields[0], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            || seconds > long.MaxValue / 4 / TimeSpan.TicksPerSecond || seconds * TimeSpan.TicksPerSecond % 1 != 0)
            throw new InputException(path, row, $"'{Printable.Of(fields[0], most: 20)}' is no time", "seconds, to seven decimals");
        return new(new TimeSpan((long)(seconds * TimeSpan.TicksPerSecond)), fields[1], Name(fields[2]), Name(fields[3]), fields[4]);
    }

    private static string? Name(string field) => field.Length == 0 ? null : field;
}
