namespace CloudSim.Net.Tests;

public class PrintableTests
{
    [Theory]
    [InlineData("plain, 12 % µs — \\n", "plain, 12 % µs — \\n")]
    [InlineData("a\tb\r\nc", @"a\tb\r\nc")]
    [InlineData("\u001b[31mred\u0007", @"\u001b[31mred\u0007")]
    [InlineData("\u007f\u0085\u009b", @"\u007f\u0085\u009b")] // delete, and control characters above the ASCII ones
    [InlineData("abc\u202egpj.exe\u2028", @"abc\u202egpj.exe\u2028")] // turns the direction; breaks the line
    public void What_steers_a_terminal_is_shown_by_its_code(string text, string shown) => Assert.Equal(shown, Printable.Of(text));

    [Fact]
    public void A_whole_pair_stays_and_half_a_one_does_not() =>
        Assert.Equal("\ud83d\ude00 \\ud83d", Printable.Of("\ud83d\ude00 \ud83d"));

    [Fact]
    public void Long_text_is_cut() => Assert.Equal("abc...", Printable.Of("abcd", most: 3));

    [Fact]
    public void An_input_exception_is_one_line_without_control_characters() =>
        Assert.Equal(@"a\nb:3: '\u001b' is wrong (right)", new InputException("a\nb", 3, "'\u001b' is wrong", "right").Message);
}
