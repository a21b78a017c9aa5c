using CloudSim.Net.Statistics;
using CloudSim.Net.Experiments.Statistics;
using CsCheck;

namespace CloudSim.Net.Tests.Experiments;

public class QuantileTests
{
    private static readonly double[] Shares = [0, 0.01, 0.25, 0.5, 0.9, 0.99, 1];

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.07, 7)] // 0.07 x 100 is 7.000000000000001 in binary
    [InlineData(0.5, 50)]
    [InlineData(0.501, 51)]
    [InlineData(0.99, 99)]
    [InlineData(1, 100)]
    public void A_quantile_is_the_value_of_nearest_rank(double share, double expected)
    {
        var quantiles = Quantiles.Of(Enumerable.Range(1, 100).Reverse().Select(x => (double)x));
        Assert.Equal(expected, quantiles[share]);
    }

    // Eight values have no 99th percentile: the largest is not one. Nor have 99; 100 have, and it is not the largest.
    [Fact]
    public void Too_few_values_have_no_tail()
    {
        var eight = Quantiles.Of([1, 2, 3, 4, 5, 6, 7, 1000]);
        Assert.Equal((double.NaN, double.NaN, double.NaN, 4, 1000, 1), (eight.P99, eight.P95, eight.P90, eight.P50, eight.Max, eight.Min));
        Assert.Equal(double.NaN, Quantiles.Of(Enumerable.Range(1, 99).Select(x => (double)x)).P99);
        Assert.Equal(99, Quantiles.Of(Enumerable.Range(1, 100).Select(x => (double)x)).P99);
        Assert.Equal((double.NaN, 1), (Quantiles.Of(Enumerable.Range(1, 99).Select(x => (double)x))[0.01],
            Quantiles.Of(Enumerable.Range(1, 100).Select(x => (double)x))[0.01]));
        Assert.Equal(5, Quantiles.Of([5]).P50);
    }

    [Fact]
    public void Refuses_what_has_no_quantile()
    {
        Assert.True(double.IsNaN(Quantiles.Of([])[0.5]));
        Assert.Throws<ArgumentException>(() => Quantiles.Of([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Quantiles.Of([1])[1.01]);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Histogram().Add(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Histogram().Add(double.NaN));
    }

    [Fact]
    public void A_histogram_is_within_its_stated_error() => Values.Sample(values =>
    {
        var histogram = Histogram(values);
        var exact = Quantiles.Of(values);
        return Shares.All(p => double.IsNaN(exact[p]) ? double.IsNaN(histogram[p])
            : Math.Abs(histogram[p] - exact[p]) <= CloudSim.Net.Statistics.Histogram.RelativeError * exact[p]);
    });

    [Fact]
    public void Histograms_merge_as_if_one_stream() => Gen.Select(Values, Values).Sample((a, b) =>
    {
        var merged = Histogram(a);
        merged.Merge(Histogram(b));
        var whole = Histogram([.. a, .. b]);
        return merged.Count == whole.Count && Shares.All(p => double.IsNaN(whole[p]) ? double.IsNaN(merged[p])
            : Math.Abs(merged[p] - whole[p]) <= 1e-12 * whole[p]);
    });

    [Fact]
    public void A_histogram_takes_the_smallest_and_the_largest()
    {
        var histogram = Histogram([0, double.Epsilon, 1e-30, 1e300]);
        Assert.Equal(0, histogram[0.5]);
        Assert.Equal(9.2e18, histogram[1], 1e17);
        Assert.Equal(4, histogram.Count);
    }

    private static Gen<List<double>> Values => Gen.Double[-9, 9].Select(x => Math.Pow(10, x)).List[1, 60];

    private static Histogram Histogram(List<double> values)
    {
        var histogram = new Histogram();
        values.ForEach(histogram.Add);
        return histogram;
    }
}
