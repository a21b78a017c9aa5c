using System.Buffers.Binary;
using System.Text;

namespace CloudSim.Net.Experiments.Figures.Drawing;

/// <summary>Text in a PNG file: <c>tEXt</c> chunks behind the header (PNG specification, 11.3.3.2 and Annex D).</summary>
internal static class PngText
{
    private const int EndOfHeader = 8 + 4 + 4 + 13 + 4;

    public static byte[] Describe(byte[] png, params IEnumerable<(string Keyword, string Text)> texts)
    {
        using var stream = new MemoryStream();
        stream.Write(png, 0, EndOfHeader);
        foreach (var (keyword, text) in texts)
            stream.Write(Chunk(keyword, text));
        stream.Write(png, EndOfHeader, png.Length - EndOfHeader);
        return stream.ToArray();
    }

    private static byte[] Chunk(string keyword, string text)
    {
        var content = Encoding.ASCII.GetBytes("tEXt").Concat(Encoding.Latin1.GetBytes($"{keyword}\0{text}")).ToArray();
        var chunk = new byte[4 + content.Length + 4];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length - 4);
        content.CopyTo(chunk, 4);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(4 + content.Length), Checksum(content));
        return chunk;
    }

    /// <summary>CRC-32 as in PNG's Annex D.</summary>
    private static uint Checksum(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }
}
