using System.Buffers.Binary;

namespace CloudSim.Net.Traces.Formats;

/// <summary>
/// Whether the footer of a Parquet file can be walked to its end: its length stands before the last four bytes, and it is a structure in
/// Thrift's compact protocol (github.com/apache/thrift, doc/specs/thrift-compact-protocol.md). The library reads on without end where it
/// cannot.
/// </summary>
internal ref struct ParquetFooter
{
    private const int Deepest = 16, MostBytes = 1 << 28;

    private readonly ReadOnlySpan<byte> bytes;
    private int at;

    private ParquetFooter(ReadOnlySpan<byte> bytes) => this.bytes = bytes;

    /// <summary>Checks a file's footer; the file is then at its begin.</summary>
    /// <exception cref="InvalidDataException">It is none.</exception>
    /// <exception cref="EndOfStreamException">The file is shorter.</exception>
    public static void Check(Stream file)
    {
        Span<byte> end = stackalloc byte[8];
        if (file.Length < 12)
            throw new EndOfStreamException("it has less than 12 bytes");
        file.Position = file.Length - 8;
        file.ReadExactly(end);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (!end[4..].SequenceEqual("PAR1"u8))
            throw new InvalidDataException("it does not end with PAR1");
        if (length > file.Length - 12 || length > MostBytes)
            throw new InvalidDataException($"its footer has {length} bytes");
        var bytes = new byte[length];
        file.Position = file.Length - 8 - length;
        file.ReadExactly(bytes);
        file.Position = 0;
        new ParquetFooter(bytes).Struct(0);
    }

    private void Struct(int depth)
    {
        if (depth > Deepest)
            throw new InvalidDataException("its footer is too deep");
        while (Byte() is > 0 and var field)
        {
            if (field >> 4 == 0)
                Number();
            // A field that is true or false has no more bytes.
            if ((field & 15) > 2)
                Value(field & 15, depth);
        }
    }

    private void Value(int type, int depth)
    {
        switch (type)
        {
            case 1 or 2 or 3:
                Pass(1);
                break;
            case 4 or 5 or 6:
                Number();
                break;
            case 7:
                Pass(8);
                break;
            case 8:
                Pass(Number());
                break;
            case 9 or 10:
                var head = Byte();
                for (var left = head >> 4 == 15 ? Number() : (ulong)head >> 4; left > 0; left--)
                    Value(head & 15, depth + 1);
                break;
            case 12:
                Struct(depth + 1);
                break;
            default:
                throw new InvalidDataException($"its footer has a value of type {type}");
        }
    }

    private int Byte() => at < bytes.Length ? bytes[at++] : throw new EndOfStreamException("its footer does not end");

    private ulong Number()
    {
        var value = 0UL;
        for (var shift = 0; shift < 70; shift += 7)
        {
            var part = Byte();
            value |= (ulong)(part & 127) << shift;
            if (part < 128)
                return value;
        }

        throw new InvalidDataException("its footer has a number of more than 64 bits");
    }

    private void Pass(ulong count) =>
        at = count <= (ulong)(bytes.Length - at) ? at + (int)count : throw new EndOfStreamException("its footer does not end");
}
