using CloudSim.Net.Experiments.Validation.Published;

namespace CloudSim.Net.Tests.Validation;

/// <summary>An overhead is judged as one, and a model without any is judged beside.</summary>
public class OverheadTests
{
    [Theory]
    [InlineData("x native", "0.958", "0.05 abs", 0.995, false)] // 0.5 % for 4.2 %
    [InlineData("x native", "0.958", "0.05 abs", 0.979, true)] // half of it
    [InlineData("x native", "0.958", "0.05 abs", 0.980, false)]
    [InlineData("x native", "0.958", "0.05 abs", 0.916, true)] // twice
    [InlineData("x native", "0.958", "0.05 abs", 0.914, false)]
    [InlineData("x native", "0.96", "0.03 abs", 1.0, false)]
    [InlineData("x native", "0.96", "0.03 abs", 0.985, false)]
    [InlineData("x native", "0.96", "0.03 abs", 0.98, true)]
    [InlineData("x native", "0.99", "0.03 abs", 0.9949, true)] // half of the last digit
    [InlineData("x native", "0.99", "0.03 abs", 1.0, false)]
    [InlineData("x native", "0.98", "0.10 abs", 1.02, false)] // to the other side
    [InlineData("x native", "1.0", "0.05 abs", 0.96, true)] // none within what the source rounds
    [InlineData("x native", "8.7", "20%", 8.73, true)]
    [InlineData("x native", "8.7", "20%", 12, false)] // the tolerance stays
    [InlineData("x native", "0.12", "0.10 abs", 0.2, true)]
    [InlineData("x runc", "19.7", "15%", 18.1, true)]
    [InlineData("% overhead", "2", "+-2 points", 0, false)]
    [InlineData("% overhead", "2", "+-2 points", 1, true)]
    [InlineData("% overhead", "> 40", "", 41, true)]
    [InlineData("x", "0.96", "0.03 abs", 0.985, true)] // no overhead: a ratio of two of a kind
    [InlineData("ms", "1.04", "15%", 1.005, true)]
    public void Half_to_twice_the_overhead_agrees(string unit, string expected, string allowance, double found, bool pass) =>
        Assert.Equal(pass, Tolerance.Judge(Row(unit, expected, allowance), found).Pass);

    [Theory]
    [InlineData("x native", "1.04", "0.05 abs", "1", false)]
    [InlineData("x native", "1.0", "0.05 abs", "1", true)]
    [InlineData("ratio", "1.1", "30%", "1", true)]
    [InlineData("ms", "100", "15%", "0", false)]
    [InlineData("%", "0.8", "-1..3 %", "0", true)]
    [InlineData("cycles", "242", "15%", "0", false)]
    [InlineData("guests", ">= 8000", "", "", false)] // nobody knows
    public void A_model_without_overhead_says_what_the_unit_says(string unit, string expected, string allowance, string value, bool pass)
    {
        var set = new TargetSet("T00") { { "x", () => 9000 } };
        var row = set.Check(Row(unit, expected, allowance), P, new([]));
        Assert.Equal((value, pass), (row.NullValue, row.NullPass));
    }

    [Fact]
    public void A_set_says_what_the_unit_cannot()
    {
        var set = new TargetSet("T00") { { "x", () => 2308 }, { "s", () => Answer.Statement(true, "yes") } }.Null("x", () => 242);
        var row = set.Check(Row("cycles", "2308", "15%"), P, new([]));
        Assert.Equal(("242", false), (row.NullValue, row.NullPass));
        var statement = set.Check(Row("", "flat", "") with { Quantity = "s" }, P, new([]));
        Assert.Equal((true, "", false), (statement.Pass, statement.NullValue, statement.NullPass));
    }

    [Fact]
    public void Known_misses_say_why()
    {
        var known = TargetSets.Of(P).SelectMany(s => s.KnownMisses.Select(m => (s.Name, m.Quantity, m.Reason))).ToList();
        Assert.All(known, m => Assert.True(m.Reason.Split(' ').Length >= 4, $"{m.Name}, {m.Quantity}: {m.Reason}"));
        Assert.Contains(known, m => m is ("T07", "PXZ Docker", _));
    }

    private static Target Row(string unit, string expected, string allowance) =>
        new("T00", "", "x", expected, unit, allowance, "value", []);
}
