using System.Buffers.Binary;
using System.Text;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Reads a PNG file, apart from who wrote it.</summary>
internal static class PngChunks
{
    /// <summary>Keyword and text of each <c>tEXt</c> chunk; every chunk must have its right length and checksum.</summary>
    public static List<(string Keyword, string Text)> Texts(byte[] png)
    {
        var texts = new List<(string, string)>();
        for (var at = 8; at < png.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            var type = Encoding.ASCII.GetString(png, at + 4, 4);
            Assert.Equal(Crc(png.AsSpan(at + 4, 4 + length)), BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 8 + length)));
            if (type == "tEXt")
            {
                var parts = Encoding.Latin1.GetString(png, at + 8, length).Split('\0');
                texts.Add((parts[0], parts[1]));
            }
            at += 12 + length;
        }
        return texts;
    }

    /// <summary>By polynomial division, bit for bit from the top, on reflected bits.</summary>
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var rest = uint.MaxValue;
        foreach (var one in bytes)
            for (var bit = 0; bit < 8; bit++)
            {
                var carry = ((rest & 1) ^ ((uint)one >> bit & 1)) != 0;
                rest = (rest >> 1) ^ (carry ? 0xEDB88320u : 0);
            }
        return ~rest;
    }
}
