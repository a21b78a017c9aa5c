using System.Buffers.Binary;
using System.IO.Hashing;
using ICSharpCode.SharpZipLib;
using ICSharpCode.SharpZipLib.GZip;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace CloudSim.Net;

/// <summary>
/// The bytes that a gzip file packs (RFC 1952): all its members, one after the other, each held to its checksum and its length. Zeros may
/// fill up the file's end. An <see cref="EndOfStreamException"/> says that the file ends early, also within a header, and a
/// <see cref="SharpZipBaseException"/> that it is damaged.
/// </summary>
/// <param name="file">The packed bytes; closed with it.</param>
internal sealed class PackedStream(Stream file) : Stream
{
    private const int HasCheck = 2, HasExtra = 4, HasName = 8, HasComment = 16, Unknown = 0xE0;

    private readonly byte[] packed = new byte[1 << 16];
    private readonly Inflater inflater = new(noHeader: true);
    private readonly Crc32 crc = new();
    private int at, count;
    private uint length;
    private bool isInside, hasMember;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        while (count > 0 && (isInside || Begin()))
        {
            var got = Inflate(buffer, offset, count);
            crc.Append(buffer.AsSpan(offset, got));
            length += (uint)got;
            if (got > 0)
                return got;
            if (inflater.IsFinished)
                End();
            else if (!inflater.IsNeedingInput)
                throw Damaged("they ask for what gzip has not");
            else if (!Fill())
                throw Early();
            else
                inflater.SetInput(packed, 0, this.count);
        }

        return 0;
    }

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

    private int Inflate(byte[] buffer, int offset, int most)
    {
        try
        {
            return inflater.Inflate(buffer, offset, most);
        }
        catch (Exception e) when (e is SharpZipBaseException or IndexOutOfRangeException or ArgumentException)
        {
            throw Damaged(e.Message);
        }
    }

    // The header of the next member; false where the file ends.
    private bool Begin()
    {
        var first = Next();
        while (first == 0 && hasMember)
            first = Next();
        if (first < 0)
            return hasMember ? false : throw Early();
        if (first != 0x1F || Byte() != 0x8B)
            throw Damaged(hasMember ? "other data follow" : "they do not begin as gzip does");
        var (method, flags) = (Byte(), Byte());
        if (method != 8 || (flags & Unknown) != 0)
            throw Damaged("they are packed in a way that is not known");
        Skip(6);
        if ((flags & HasExtra) != 0)
            Skip(Byte() | (Byte() << 8));
        for (var texts = ((flags & HasName) / HasName) + ((flags & HasComment) / HasComment); texts > 0; texts--)
            while (Byte() != 0)
            {
            }

        Skip(flags & HasCheck);
        inflater.Reset();
        inflater.SetInput(packed, at, count - at);
        length = 0;
        return isInside = hasMember = true;
    }

    private void End()
    {
        at = count - inflater.RemainingInput;
        Span<byte> end = stackalloc byte[8];
        foreach (ref var value in end)
            value = (byte)Byte();
        if (BinaryPrimitives.ReadUInt32LittleEndian(end) != crc.GetCurrentHashAsUInt32())
            throw Damaged("their checksum is another");
        if (BinaryPrimitives.ReadUInt32LittleEndian(end[4..]) != length)
            throw Damaged("their length is another");
        crc.Reset();
        isInside = false;
    }

    private void Skip(int bytes)
    {
        for (; bytes > 0; bytes--)
            Byte();
    }

    private int Byte() => Next() is >= 0 and var value ? value : throw Early();

    private int Next() => at < count || Fill() ? packed[at++] : -1;

    private bool Fill() => (count = file.Read(packed, at = 0, packed.Length)) > 0;

    private static EndOfStreamException Early() => new("the compressed data end early");

    private static GZipException Damaged(string how) => new($"the compressed data are damaged: {how}");
}
