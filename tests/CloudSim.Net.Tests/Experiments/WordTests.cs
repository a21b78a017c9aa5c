using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Tests.Experiments;

/// <summary>Text as it stands in figures.</summary>
public class WordTests
{
    [Theory]
    [InlineData("Round trip (us)", "Round trip (µs)")]
    [InlineData("5 us of it, 5us", "5 µs of it, 5µs")]
    [InlineData("between us", "between us")]
    [InlineData("6 requests/s each", "6 requests per second each")]
    [InlineData("283.7 exits/ms", "283.7 exits per ms")]
    [InlineData("MB/s, Gbit/s, I/O, QEMU/KVM, a/x/s", "MB/s, Gbit/s, I/O, QEMU/KVM, a/x/s")]
    [InlineData("/proc/some/s", "/proc/some/s")]
    public void Units_are_in_their_usual_form(string text, string tidy)
    {
        Assert.Equal(tidy, Words.Tidy(text));
        Assert.Equal(tidy, Words.Tidy(tidy));
    }

    [Fact]
    public void Lines_are_as_wide_as_allowed_and_lose_no_word()
    {
        var text = "Guests that fit on one host (16 cores, 64 GiB), and what bounds them";
        var lines = Words.Lines(text, 12, 150);
        Assert.All(lines, line => Assert.True(FigureFont.Width(line, 12) <= 150));
        Assert.Equal(text, string.Join(' ', lines));
        Assert.All(lines.Zip(lines.Skip(1)), pair => Assert.True(FigureFont.Width($"{pair.First} {pair.Second.Split(' ')[0]}", 12) > 150));
        Assert.Equal(new string('W', 40), string.Concat(Words.Lines(new string('W', 40), 12, 150)));
    }

    [Fact]
    public void No_word_stands_alone_in_the_last_line()
    {
        var text = "What runs on one machine, and the mechanism that forbids the rest";
        var width = FigureFont.Width(text, 12) - 10;
        Assert.Equal("rest", Words.Lines(text, 12, width)[1]);
        Assert.Contains(' ', Words.Even(text, 12, width)[1]);
        Assert.Equal(2, Words.Even(text, 12, width).Count);
    }
}
