using System.Text;

namespace CloudSim.Net.Traces;

/// <summary>The begin of a file: what its format is known by.</summary>
public sealed class TraceHead
{
    private const int Most = 1 << 16;

    /// <summary>Reads the begin of a file.</summary>
    /// <exception cref="InputException">It cannot be read, or is empty.</exception>
    public TraceHead(string path) : this(path, new byte[Most])
    {
    }

    private TraceHead(string path, byte[] bytes)
    {
        Path = path;
        Name = System.IO.Path.GetFileName(path).ToLowerInvariant();
        IsPacked = Name.EndsWith(".gz", StringComparison.Ordinal);
        if (IsPacked)
            Name = Name[..^3];
        var count = bytes.Length == 0 ? 0 : Fill(path, bytes);
        Magic = Encoding.Latin1.GetString(bytes, 0, Math.Min(16, count));
        var text = new UTF8Encoding(false).GetString(bytes, 0, count).TrimStart('\uFEFF');
        var lines = text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None);
        // The last line may be cut, unless it is the only one.
        Lines = [.. lines.Take(count == Most && lines.Length > 1 ? lines.Length - 1 : lines.Length).Where(line => line.Length > 0)];
    }

    /// <summary>The head of a file that has no begin: its name alone.</summary>
    internal static TraceHead OfNothing(string path) => new(path, []);

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Its name in small letters, without <c>.gz</c>.</summary>
    public string Name { get; }

    /// <summary>Whether it is packed by gzip.</summary>
    public bool IsPacked { get; }

    /// <summary>Its first 16 bytes, a character each: what files that are no text begin with.</summary>
    public string Magic { get; }

    /// <summary>Its first whole lines that are not empty, however they end.</summary>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The first line; empty if there is none.</summary>
    public string First => Lines.Count > 0 ? Lines[0] : "";

    /// <summary>The fields of a line.</summary>
    public string[] Fields(int line, char separator = ',') => line < Lines.Count ? Lines[line].Split(separator) : [];

    /// <summary>Whether the first line has these columns, in this order, from the first on.</summary>
    public bool HasColumns(char separator, params ReadOnlySpan<string> columns)
    {
        var fields = Fields(0, separator);
        if (fields.Length < columns.Length)
            return false;
        for (var i = 0; i < columns.Length; i++)
            if (fields[i].Trim().Trim('"') != columns[i])
                return false;
        return true;
    }

    /// <summary>The name of the folder that it stands in, in small letters.</summary>
    public string Folder => System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(Path)) ?? "")
        .ToLowerInvariant();

    // Packed data that end early are no error here: their begin tells the format, and reading on tells the rest.
    private static int Fill(string path, byte[] bytes)
    {
        using var stream = InputFiles.Bytes(path);
        var count = 0;
        try
        {
            // In small pieces: of one that ends early nothing comes.
            while (count < bytes.Length && stream.Read(bytes, count, Math.Min(256, bytes.Length - count)) is > 0 and var more)
                count += more;
        }
        catch (Exception e) when (e is EndOfStreamException or ICSharpCode.SharpZipLib.SharpZipBaseException)
        {
            if (count == 0)
                throw new InputException(path, null, e.Message, "a whole file", e);
        }

        return count;
    }
}
