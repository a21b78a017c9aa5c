using System.Globalization;
using System.Text;

namespace CloudSim.Net.Traces.Formats;

/// <summary>Rows of the project's own form as CSV.</summary>
internal sealed class OwnFormCsv : IOwnFormTable
{
    private readonly StreamWriter writer;

    /// <summary>A table whose header is written.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    public OwnFormCsv(Stream stream)
    {
        writer = new StreamWriter(stream, new UTF8Encoding(false), 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', OwnForm.Columns));
    }

    public void Write(in TraceGuest row)
    {
        writer.Write(Quoted(row.Id));
        Number(row.Submitted);
        Number(row.Duration);
        Number(row.Cpus);
        Number(row.Memory);
        Number(row.Demand);
        writer.WriteLine();
    }

    public void Dispose() => writer.Dispose();

    private static string Quoted(string id) =>
        id.AsSpan().IndexOfAny(",\"\r\n") < 0 ? id : $"\"{id.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private void Number(double value)
    {
        writer.Write(',');
        Span<char> text = stackalloc char[32];
        if (double.IsFinite(value) && value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture))
            writer.Write(text[..length]);
    }
}
