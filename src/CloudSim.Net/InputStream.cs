namespace CloudSim.Net;

/// <summary>The bytes of a text file of known length, checked as they are read.</summary>
internal sealed class InputStream(FileStream file, string path, long length) : Stream
{
    private long total;
    private int line = 1, inLine;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => length;

    public override long Position { get => total; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = file.Read(buffer);
        }
        catch (IOException e)
        {
            throw new InputException(path, line, $"cannot be read on: {e.Message}", "a file that can be read", e);
        }
        total += count;
        if (total > length || (count == 0 && buffer.Length > 0 && total < length))
            throw new InputException(path, null, $"{(total < length ? "shrinks" : "grows")} while it is read",
                "a file that nobody writes to");
        foreach (var x in buffer[..count])
            Check(x);
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
            file.Dispose();
        base.Dispose(disposing);
    }

    private void Check(byte x)
    {
        if (x == '\n')
            (line, inLine) = (checked(line + 1), 0);
        else if (x == 0)
            throw new InputException(path, line, "a NUL byte", "text in UTF-8");
        else if (++inLine > InputFiles.MostLine)
            throw new InputException(path, line, $"more than {InputFiles.MostLine} bytes in one line", "shorter lines");
    }
}
