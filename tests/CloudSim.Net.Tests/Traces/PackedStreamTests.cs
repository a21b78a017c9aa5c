using System.IO.Compression;
using System.Text;
using CloudSim.Net.Tests.Experiments;

namespace CloudSim.Net.Tests.Traces;

public sealed class PackedStreamTests : IDisposable
{
    private static readonly byte[] Text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 60).Select(i => $"{i * i},{i}\n")));

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Packed_bytes_are_read_whole_however_they_come()
    {
        foreach (var level in Enum.GetValues<CompressionLevel>())
            Assert.Equal(Text, Unpacked(Packed(Text, level)));
        var large = new byte[1_000_000];
        new Random(1).NextBytes(large.AsSpan(0, 400_000));
        Assert.Equal(large, Unpacked(Packed(large)));
        Assert.Equal([], Unpacked(Packed([])));
    }

    [Fact]
    public void Members_follow_one_another_and_zeros_may_fill_the_end()
    {
        byte[] two = [.. Packed(Text), .. Packed([]), .. Packed(Text)];
        byte[] both = [.. Text, .. Text];
        Assert.Equal(both, Unpacked(two));
        Assert.Equal(both, Unpacked([.. two, .. new byte[512]]));
    }

    [Fact]
    public void Every_part_of_a_header_is_skipped()
    {
        var plain = Packed(Text);
        byte[] header = [0x1F, 0x8B, 8, 2 | 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 3, 0, 9, 9, 9, .. "name\0"u8, .. "words\0"u8, 7, 7];
        Assert.Equal(Text, Unpacked([.. header, .. plain.AsSpan(10)]));
        for (var length = 1; length < header.Length; length++)
            Assert.Contains("the compressed data end early", Wrong(header[..length]));
    }

    [Fact]
    public void What_ends_early_is_refused_at_every_byte()
    {
        byte[] two = [.. Packed(Text), .. Packed(Text)];
        var one = two.Length / 2;
        for (var length = 1; length < two.Length; length++)
            if (length != one)
                Assert.EndsWith(": the compressed data end early (a whole gzip file)", Wrong(two[..length]));
        Assert.Equal(Text, Unpacked(two[..one]));
    }

    [Fact]
    public void What_is_damaged_is_refused_at_every_byte_that_counts()
    {
        var whole = Packed(Text);
        // Bytes 4 to 9 of the header tell the time, the packer's effort and its system; flags may ask for more than there is.
        foreach (var at in Enumerable.Range(0, whole.Length).Where(at => at is < 3 or >= 10))
        {
            var damaged = whole.ToArray();
            damaged[at] ^= 0x55;
            // Unless what comes out is no text before its checksum is reached.
            Assert.Contains(Wrong(damaged)[folder.At("x.gz").Length..] is var message && message.Contains("NUL", StringComparison.Ordinal)
                ? "NUL" : ": the compressed data ", message);
        }

        Assert.Contains("are damaged: other data follow", Wrong([.. whole, 1, 2, 3]));
        Assert.Contains("are damaged: they do not begin as gzip does", Wrong(Text));
    }

    private static byte[] Packed(byte[] bytes, CompressionLevel level = CompressionLevel.Optimal)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, level, leaveOpen: true))
        {
            gzip.Write(bytes);
            gzip.Flush();
        }

        return packed.ToArray() is { Length: > 0 } some ? some : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    }

    private byte[] Unpacked(byte[] packed)
    {
        File.WriteAllBytes(folder.At("x.gz"), packed);
        using var stream = InputFiles.Bytes(folder.At("x.gz"));
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes, 777);
        return bytes.ToArray();
    }

    private string Wrong(byte[] packed)
    {
        File.WriteAllBytes(folder.At("x.gz"), packed);
        return Assert.Throws<InputException>(() =>
        {
            using var reader = new StreamReader(InputFiles.Stream(folder.At("x.gz")));
            reader.ReadToEnd();
        }).Message;
    }
}
