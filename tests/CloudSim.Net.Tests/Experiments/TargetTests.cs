using CloudSim.Net.Experiments.Validation.Published;
using CloudSim.Net.Tests.Architecture;

namespace CloudSim.Net.Tests.Experiments;

public class TargetTests
{
    private static string List => WorkingCopy.At("experiments/samples/published/targets.csv");

    public static TheoryData<string> Sets => [.. TargetSets.Of(P).Select(s => s.Name)];

    [Theory]
    [InlineData("242", "15%", true, 270.0)]
    [InlineData("242", "15%", false, 280.0)]
    [InlineData("1", "5 cycles", true, 6.0)]
    [InlineData("1", "5 cycles", false, 6.1)]
    [InlineData("0.83", "0.03 abs", true, 0.81)]
    [InlineData("0.83", "0.03 abs", false, 0.87)]
    [InlineData("2", "+-2 points", true, 3.9)]
    [InlineData("2", "+-2 points", false, 4.1)]
    [InlineData("> 40", "", true, 41.0)]
    [InlineData("> 40", "", false, 40.0)]
    [InlineData("<= 5", "", true, 5.0)]
    [InlineData("680", "600-1000", true, 990.0)]
    [InlineData("680", "600-1000", false, 590.0)]
    [InlineData("up to 48", "range 10-60 over the mix", true, 10.0, 59.0)]
    [InlineData("up to 48", "range 10-60 over the mix", false, 9.0, 59.0)]
    [InlineData("0.8", "-1..3 %", true, -0.9)]
    [InlineData("0.8", "-1..3 %", false, -1.1)]
    [InlineData("16.6", "8..30 %", false, 31.0)]
    [InlineData("0", "< 1", true, 0.9)]
    [InlineData("4 / 24 / 15 / 35", "exact", true, 4.0, 24.0, 15.0, 35.0)]
    [InlineData("4 / 24 / 15 / 35", "exact", false, 4.0, 24.0, 16.0, 35.0)]
    [InlineData("6.0 : 36.9 : 106.4", "ratio within 25%", true, 3.0, 20.0, 50.0)]
    [InlineData("6.0 : 36.9 : 106.4", "ratio within 25%", false, 3.0, 13.0, 50.0)]
    public void Tolerances_are_read_as_the_list_writes_them(string expected, string allowance, bool pass, params double[] found) =>
        Assert.Equal(pass, Tolerance.Judge(Row(expected, allowance), Answer.Of(found)).Pass);

    [Fact]
    public void Errors_are_in_percent_of_what_was_published()
    {
        Assert.Equal(-10, Tolerance.Judge(Row("200", "15%"), 180).ErrorPct, 1e-9);
        Assert.Equal(20, Tolerance.Judge(Row("10 : 20", "ratio within 25%"), Answer.Of(1, 2.4)).ErrorPct, 1e-9);
    }

    [Fact]
    public void What_cannot_be_compared_is_an_error_and_no_pass()
    {
        Assert.Throws<ArgumentException>(() => Tolerance.Judge(Row("no change", "exact"), 1));
        Assert.Throws<ArgumentException>(() => Tolerance.Judge(Row("4 / 24", "exact"), 4));
        Assert.Throws<ArgumentException>(() => Tolerance.Judge(Row("4", "about"), 4));
        Assert.False(Tolerance.Judge(Row("superlinear", ""), Answer.Statement(false, "linear")).Pass);
        Assert.False(new TargetSet("T99").Check(Row("1", "exact"), P, new([])).Pass);
        var given = new TargetSet("T99") { { "x", "an input" } }.Check(Row("1", "exact"), P, new([]));
        Assert.Equal((false, "input", "an input"), (given.Pass, given.Class, given.Reason));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Every_row_of_a_set_has_a_function(string set) =>
        Assert.Empty(Target.Read(List).Where(t => t.Set == set).Select(t => t.Quantity).Except(Set(set)));

    [Fact]
    public void A_list_without_its_columns_is_named()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.At("list.csv"), "target,quantity\nT01,x\n");
        var error = Assert.Throws<InputException>(() => Target.Read(folder.At("list.csv")));
        Assert.StartsWith(folder.At("list.csv") + ":", error.Message);
    }

    private static TargetSet Set(string name) => TargetSets.Of(P).Single(s => s.Name == name);

    private static Target Row(string expected, string allowance) => new("T00", "", "x", expected, "", allowance, "value", []);
}
