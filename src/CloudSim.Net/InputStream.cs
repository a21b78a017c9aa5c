using ICSharpCode.SharpZipLib;

namespace CloudSim.Net;

/// <summary>The bytes of a text, checked as they are read; it ends lines with LF, CRLF or a lone CR.</summary>
/// <param name="inner">The bytes.</param>
/// <param name="path">The file, for messages.</param>
/// <param name="file">The file that they come from, packed or not.</param>
/// <param name="length">How many bytes the file has, where these are its own; null where they are unpacked.</param>
internal sealed class InputStream(Stream inner, FileStream file, string path, long? length) : Stream
{
    private long total;
    private long line = 1;
    private int inLine;
    private byte last;

    /// <summary>How many lines end with LF, CRLF and a lone CR, so far.</summary>
    public (long Lf, long CrLf, long Cr) LineEnds { get; private set; }

    /// <summary>Whether the last byte so far ends a line.</summary>
    public bool EndsWithLineEnd => last is (byte)'\n' or (byte)'\r';

    /// <summary>Bytes of the file that are read.</summary>
    public long Consumed => file.Position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length ?? throw new NotSupportedException();

    public override long Position { get => total; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (Exception e) when (e is EndOfStreamException or SharpZipBaseException)
        {
            throw new InputException(path, null, e.Message, "a whole gzip file", e);
        }
        catch (IOException e)
        {
            throw Wrong($"cannot be read on: {e.Message}", "a file that can be read", e);
        }
        total += count;
        if (length is not null && (total > length || (count == 0 && buffer.Length > 0 && total < length)))
            throw new InputException(path, null, $"{(total < length ? "shrinks" : "grows")} while it is read",
                "a file that nobody writes to");
        Check(buffer[..count]);
        if (count > 0)
            last = buffer[count - 1];
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }

    private void Check(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            var end = bytes.IndexOfAny((byte)'\n', (byte)'\r', (byte)0);
            inLine += end < 0 ? bytes.Length : end;
            if (inLine > InputFiles.MostLine)
                throw Wrong($"more than {InputFiles.MostLine} bytes in one line", "shorter lines");
            if (end < 0)
                break;
            if (bytes[end] == 0)
                throw Wrong("a NUL byte", "text in UTF-8");
            EndLine(bytes[end], end > 0 ? bytes[end - 1] : last);
            last = bytes[end];
            bytes = bytes[(end + 1)..];
        }
    }

    private void EndLine(byte end, byte before)
    {
        var (lf, crlf, cr) = LineEnds;
        if (end == '\n' && before == '\r')
        {
            LineEnds = (lf, crlf + 1, cr - 1);
            return;
        }

        (line, inLine) = (line + 1, 0);
        LineEnds = end == '\n' ? (lf + 1, crlf, cr) : (lf, crlf, cr + 1);
    }

    private InputException Wrong(string what, string right, Exception? inner = null) =>
        new(path, (int)Math.Min(line, int.MaxValue), what, right, inner);
}
