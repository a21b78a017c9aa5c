using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Units;

/// <summary>Sizes as users write them.</summary>
public class SizeTextTests
{
    [Theory]
    [InlineData("64GiB", 64L << 30)]
    [InlineData("1.5 MB", 1_500_000)]
    [InlineData("  2 KiB ", 2048)]
    [InlineData("0B", 0)]
    [InlineData(".5KiB", 512)]
    [InlineData("1B", 1)]
    [InlineData("3KB", 3_000)]
    [InlineData("3GB", 3_000_000_000)]
    [InlineData("1TB", 1_000_000_000_000)]
    [InlineData("2TiB", 2L << 40)]
    [InlineData("1.6B", 2)]
    [InlineData("8388607TiB", 8388607L << 40)]
    public void A_size_is_a_number_and_a_unit(string text, long bytes)
    {
        Assert.True(Bytes.TryParse(text, out var size));
        Assert.Equal(bytes, size.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("64")]
    [InlineData("GiB")]
    [InlineData(".GiB")]
    [InlineData("64gib")]
    [InlineData("64G")]
    [InlineData("64Gbit")]
    [InlineData("-1GiB")]
    [InlineData("+1GiB")]
    [InlineData("1e3GiB")]
    [InlineData("1,5GiB")]
    [InlineData("1 000MiB")]
    [InlineData("1.2.3MB")]
    [InlineData("0x10MiB")]
    [InlineData("NaNB")]
    [InlineData("1GiB1GiB")]
    [InlineData("8388608TiB")] // 2^63
    [InlineData("99999999999999999999999TiB")]
    public void Anything_else_is_none(string text)
    {
        Assert.False(Bytes.TryParse(text, out var size));
        Assert.Equal(Bytes.Zero, size);
    }
}
