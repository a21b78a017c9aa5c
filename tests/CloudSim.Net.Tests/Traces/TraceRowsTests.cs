using System.Globalization;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces;

public sealed class TraceRowsTests : IDisposable
{
    private static readonly TraceLayout Two = new("first", "second");

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("a,1\nb,2\nc,3\n", "LF", true)]
    [InlineData("a,1\r\nb,2\r\nc,3\r\n", "CRLF", true)]
    [InlineData("a,1\rb,2\rc,3\r", "CR", true)]
    [InlineData("a,1\r\nb,2\rc,3\n", "mixed", true)]
    [InlineData("a,1\nb,2\nc,3", "LF", false)]
    [InlineData("\uFEFFa,1\nb,2\nc,3\n\n \n\r\n\n", "mixed", true)]
    [InlineData(" a , 1\t\nb,2 \nc,\t3\n", "LF", true)]
    [InlineData("\"a\",1\nb,\"2\"\n\"c\",\"3\"\n", "LF", true)]
    public void Lines_end_in_any_way(string text, string lineEnd, bool ends)
    {
        using var rows = Rows(text, Two);
        Assert.Equal(["1:a|1", "2:b|2", "3:c|3"], All(rows));
        Assert.Equal((lineEnd, ends, 2, 2), (rows.LineEnd, rows.EndsWithLineEnd, rows.FewestColumns, rows.MostColumns));
    }

    [Theory]
    [InlineData("\"a,b\",1\n", "1:a,b|1")]
    [InlineData("\"say \"\"no\"\"\",1\n", "1:say \"no\"|1")]
    [InlineData("\"\",1\n", "1:|1")]
    [InlineData("a\"b,1\"\n", "1:a\"b|1\"")]
    [InlineData("\"a\"b,\n", "1:ab|")]
    [InlineData("\"a\nb\r\nc\",1\nd,2\n", "1:a\nb\r\nc|1 4:d|2")]
    [InlineData(",\n,", "1:| 2:|")]
    public void Quotation_marks_hold_a_field_together(string text, string expected)
    {
        using var rows = Rows(text, Two);
        Assert.Equal(expected, string.Join(' ', All(rows)));
    }

    [Fact]
    public void A_quotation_mark_that_is_not_closed_is_named_and_only_its_line_left_out()
    {
        var text = "a,1\n\"b,2\nc,3\n" + string.Concat(Enumerable.Repeat("d,4\n", 50_000));
        using var rows = Rows(text, Two);
        Assert.True(rows.Next());
        Assert.Contains(":2: a quotation mark is not closed", Assert.Throws<InputException>(() => rows.Next()).Message);
        Assert.False(rows.IsBroken);
        Assert.Equal("3:c|3", All(rows).First());
        Assert.Equal(50_000, All(rows).Count());
    }

    [Fact]
    public void Comments_are_counted_and_blanks_set_fields_apart()
    {
        using var rows = Rows("; head\n;\n  a \t 1\n ; between\nb 2\n", Two with { Separator = ' ', Comment = ';' });
        Assert.Equal(["3:a|1", "5:b|2"], All(rows));
        Assert.Equal(3, rows.Comments);
    }

    [Fact]
    public void A_header_is_no_row()
    {
        using var rows = Rows("x,\"y\"\na,1\n", Two with { HasHeader = true });
        Assert.Equal(["2:a|1"], All(rows));
        Assert.Equal(["x", "y"], rows.Header);
    }

    [Fact]
    public void A_blank_line_in_between_is_named_and_the_row_after_it_is_still_there()
    {
        using var rows = Rows("a,1\n\n\nb,2\n", Two);
        Assert.True(rows.Next());
        Assert.EndsWith(":2: nothing (rows without blank lines between them)", Assert.Throws<InputException>(() => rows.Next()).Message);
        Assert.Equal(["4:b|2"], All(rows));
    }

    [Theory]
    [InlineData("a", ',', "1 field (2 fields: first,second)")]
    [InlineData("a,1,2", ',', "3 fields (2 fields: first,second)")]
    [InlineData("a;1", ',', "1 field, as ';' stands between them, not ',' (2 fields: first,second)")]
    [InlineData("a\t1", ',', "1 field, as '\\t' stands between them, not ',' (2 fields: first,second)")]
    [InlineData("a,1", ';', "1 field, as ',' stands between them, not ';' (2 fields: first;second)")]
    [InlineData("a,1", ' ', "1 field, as ',' stands between them, not blanks (2 fields: first second)")]
    public void Another_number_of_fields_is_named(string text, char separator, string message)
    {
        using var rows = Rows(text + "\n", Two with { Separator = separator });
        Assert.EndsWith($":1: {message}", Assert.Throws<InputException>(() => rows.Next()).Message);
    }

    [Fact]
    public void Columns_at_the_end_may_be_left_out()
    {
        using var rows = Rows("a\na,1\n", Two with { Optional = 1 });
        Assert.Equal(["1:a", "2:a|1"], All(rows));
        Assert.Equal((1, 2), (rows.FewestColumns, rows.MostColumns));
    }

    [Fact]
    public void Long_files_are_read_whole_across_every_border_of_a_buffer()
    {
        var random = new Random(1);
        var lines = Enumerable.Range(0, 30_000).Select(i => $"{new string('x', random.Next(40))}\u00e9,{i}").ToList();
        foreach (var end in new[] { "\n", "\r\n", "\r" })
        {
            using var rows = Rows(string.Join(end, lines), Two);
            Assert.Equal(lines.Select((line, i) => $"{i + 1}:{line.Replace(',', '|')}"), All(rows));
        }
    }

    [Fact]
    public void Numbers_are_the_nearest_doubles()
    {
        var random = new Random(2);
        var texts = Enumerable.Range(0, 20_000).Select(i => (i % 5) switch
        {
            0 => random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
            1 => (random.NextDouble() * 1e6).ToString("F6", CultureInfo.InvariantCulture),
            2 => random.NextInt64(1L << 62).ToString(CultureInfo.InvariantCulture),
            3 => (-random.NextDouble() * Math.Pow(10, random.Next(-300, 300))).ToString("E16", CultureInfo.InvariantCulture),
            _ => $"{random.Next(1000)}.{random.Next(1_000_000_000):D9}{random.Next(10)}",
        }).Concat(["0", "-0", "007", "1.", ".5", "-.5", "+3",
            "123456789012345", "0.000000000000001", "1234567890.12345", "9007199254740993"]);
        Assert.All(texts, text =>
        {
            Assert.True(TraceNumber.TryParse(text, out var value), text);
            Assert.Equal(BitConverter.DoubleToInt64Bits(double.Parse(text, CultureInfo.InvariantCulture)),
                BitConverter.DoubleToInt64Bits(value));
        });
        Assert.All(["", "-", ".", "-.", "1.2.3", "1,5", "0x1", "--1", "1 2", "e5", "\u0661"], text =>
            Assert.False(TraceNumber.TryParse(text, out _), text));
    }

    [Theory]
    [InlineData("1e400", "first is '1e400' (a number)")]
    [InlineData("NaN", "first is 'NaN' (a number)")]
    [InlineData("", "first is '' (a number)")]
    [InlineData("1.000,5", "first is '1.000,5' (a number)")]
    [InlineData("\u001b[2J", "first is '\\u001b[2J' (a number)")]
    public void No_number_is_named(string text, string message)
    {
        using var rows = Rows($"\"{text}\",1\n", Two);
        Assert.True(rows.Next());
        Assert.EndsWith($":1: {message}", Assert.Throws<InputException>(() => rows.Row.Number(0)).Message);
    }

    [Theory]
    [InlineData("12.0", 12)]
    [InlineData("-9223372036854775808", long.MinValue)]
    [InlineData("1e3", 1000)]
    public void Whole_numbers_may_have_a_point(string text, long value)
    {
        using var rows = Rows($"{text},1\n", Two);
        Assert.True(rows.Next());
        Assert.Equal(value, rows.Row.Whole(0));
    }

    [Theory]
    [InlineData("9223372036854775808")]
    [InlineData("1.5")]
    [InlineData("1e17")]
    [InlineData("0x10")]
    public void Other_numbers_are_not_whole(string text)
    {
        using var rows = Rows($"{text},1\n", Two);
        Assert.True(rows.Next());
        Assert.EndsWith($":1: first is '{text}' (a whole number)", Assert.Throws<InputException>(() => rows.Row.Whole(0)).Message);
    }

    private static IEnumerable<string> All(TraceRows rows)
    {
        while (rows.Next())
            yield return $"{rows.Row.Line}:{string.Join('|', Enumerable.Range(0, rows.Row.Count).Select(i => rows.Row[i]))}";
    }

    private TraceRows Rows(string text, TraceLayout layout)
    {
        File.WriteAllText(folder.At("rows.csv"), text);
        return new(folder.At("rows.csv"), layout);
    }
}
