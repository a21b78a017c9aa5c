using CloudSim.Net.Calibration;
using CloudSim.Net.Experiments.Sensitivity;
using CsCheck;

namespace CloudSim.Net.Tests.Experiments.Sensitivity;

public class ParameterRangeTests
{
    private const string Header = "parameter,value,unit,source,place,note,low,high,range\n";

    [Theory]
    [InlineData("a,3,ms,estimate,,so it seems to us,,,", 1.5, 6, RangeKind.Estimate)]
    [InlineData("a,3,ms,agache2020,fig. 1,note,,,", 2.4, 3.6, RangeKind.Assumed)]
    [InlineData("a,3,ms,agache2020,fig. 1,note,2,9,the note", 2, 9, RangeKind.Stated)]
    [InlineData("a,3,ms,estimate,,so it seems to us,3,4,the note", 3, 4, RangeKind.Stated)]
    [InlineData("a,3,GHz,estimate,,so it seems to us,3,3,chosen", 3, 3, RangeKind.Exact)]
    [InlineData("a,3,ms,linux,file.c,note,,,", 3, 3, RangeKind.Exact)]
    [InlineData("a,3,ms,intel-sdm,vol. 3,note,,,", 3, 3, RangeKind.Exact)]
    [InlineData("a,0,ms,estimate,,so it seems to us,,,", 0, 0, RangeKind.Exact)]
    [InlineData("a,60,%,estimate,,so it seems to us,,,", 30, 100, RangeKind.Estimate)]
    [InlineData("a,150,%,estimate,,so it seems to us,,,", 75, 300, RangeKind.Estimate)]
    [InlineData("a,5,count,estimate,,so it seems to us,,,", 3, 10, RangeKind.Estimate)]
    [InlineData("a,1,count,estimate,,so it seems to us,,,", 1, 2, RangeKind.Estimate)]
    [InlineData("a,0.5,count,estimate,,so it seems to us,,,", 0.25, 1, RangeKind.Estimate)]
    [InlineData("a,1,count,agache2020,fig. 1,note,,,", 1, 1, RangeKind.Exact)]
    public void A_range_comes_from_the_file_or_else_from_the_kind_of_source(string row, double low, double high, RangeKind kind)
    {
        var range = ParameterRange.Of(Read(row));
        Assert.Equal(low, range.Low, 9);
        Assert.Equal(high, range.High, 9);
        Assert.Equal(kind, range.Kind);
        Assert.Equal(low < high, range.Varies);
    }

    [Fact]
    public void What_a_user_sets_is_exact()
    {
        var set = P.With("Firecracker.client", "4ms");
        var own = set[ParameterSheet.Named("Firecracker").Parameters.Single(p => p.Name == "client")];
        Assert.Equal((4, 4, RangeKind.Exact), (ParameterRange.Of(own).Low, ParameterRange.Of(own).High, ParameterRange.Of(own).Kind));
    }

    /// <summary>An end in another unit would lie a thousand times off.</summary>
    [Fact]
    public void Every_range_of_the_data_files_holds_its_value_and_is_in_its_unit()
    {
        var all = ParameterSheet.All().SelectMany(s => s.Parameters).ToList();
        Assert.All(all, p => Assert.InRange(p.Value, ParameterRange.Of(p).Low, ParameterRange.Of(p).High));
        var stated = all.Where(p => p.Low is not null).ToList();
        Assert.NotEmpty(stated);
        Assert.All(stated, p =>
        {
            Assert.InRange(p.Value, p.Low!.Value, p.High!.Value);
            Assert.True(p.Low > p.Value / 100 && p.High < p.Value * 100, $"{p.Sheet}.{p.Name}: {p.Low} to {p.High} {p.Unit}");
            Assert.NotEmpty(p.Range);
        });
        Assert.All(all.Select(p => ParameterRange.Of(p)).Where(r => r.Varies).SelectMany(r => new[] { (r, r.Low), (r, r.High) }), end =>
        {
            var value = new ParameterValue(end.r, end.Item2);
            Assert.Equal(end.Item2, P.With(end.r.Name, value.Text).Overrides.Single().Value);
        });
    }

    [Theory]
    [InlineData("a,3,ms,agache2020,fig. 1,note,2,,the note", "half a range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,2,4,", "half a range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,,,the note", "half a range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,4,5,the note", "does not lie in its range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,1,2,the note", "does not lie in its range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,-1,4,the note", "does not lie in its range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,2,Infinity,the note", "does not lie in its range")]
    [InlineData("a,3,ms,agache2020,fig. 1,note,two,4,the note", "'two' is no number")]
    public void A_wrong_range_is_named_with_file_and_line(string row, string what)
    {
        var error = Assert.Throws<FormatException>(() => Read(row));
        Assert.StartsWith("Probe.csv:2: ", error.Message);
        Assert.Contains(what, error.Message);
    }

    [Fact]
    public void The_law_goes_from_end_to_end_with_its_peak_at_the_value()
    {
        var twice = ParameterRange.Of(Read("a,3,ms,estimate,,so it seems to us,,,"));
        Assert.Equal((1.5, 3, 6), (Round(twice.Quantile(0)), Round(twice.Quantile(0.5)), Round(twice.Quantile(1))));
        // Triangular on two equal halves: a quarter of the way from the low end to the peak has 1/32 below it.
        Assert.Equal(1.5 * Math.Pow(2, 0.25), twice.Quantile(1 / 32.0), 9);
        Assert.Equal(6 / Math.Pow(2, 0.25), twice.Quantile(31 / 32.0), 9);
        // A range from zero is not one of factors: from 0 to 3, of which the peak 1 has a third below it.
        var zero = ParameterRange.Of(Read("a,1,ms,agache2020,fig. 1,note,0,3,the note"));
        Assert.Equal((0, 1, 3), (zero.Quantile(0), Round(zero.Quantile(1 / 3.0)), zero.Quantile(1)));

        static double Round(double x) => Math.Round(x, 9);
    }

    [Fact]
    public void A_quantile_lies_in_the_range_grows_and_is_whole_where_things_are_counted() =>
        Gen.Select(Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[1, 500]).Sample((a, b, value) =>
        {
            var range = ParameterRange.Of(Read($"a,{value},count,estimate,,so it seems to us,,,"));
            var (one, other) = (range.Quantile(Math.Min(a, b)), range.Quantile(Math.Max(a, b)));
            Assert.True(range.Low <= one && one <= other && other <= range.High);
            Assert.Equal(Math.Truncate(one), one);
        });

    private static Parameter Read(string row) => ParameterSheet.Read("Probe", new StringReader(Header + row + "\n")).Parameters.Single();
}
