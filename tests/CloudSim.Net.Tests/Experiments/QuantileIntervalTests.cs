using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Tests.Experiments;

public class QuantileIntervalTests
{
    // Ranks of the median's interval in any table of the sign test at 5 %: 40 and 61 of 100, 2 and 9 of 10, none of 5.
    [Theory]
    [InlineData(100, 40, 61)]
    [InlineData(10, 2, 9)]
    [InlineData(5, double.NaN, double.NaN)]
    public void Independent_samples_bound_the_median_by_their_ranks(int samples, double low, double high)
    {
        var median = Quantile.OfIndependent(UpTo(samples), 0.5);
        Assert.Equal((low, high, samples), (median.Ci95Low, median.Ci95High, median.Samples));
    }

    // 0.99^367 is 2.50 %, 0.99^368 is 2.48 %.
    [Theory]
    [InlineData(99, double.NaN, double.NaN)]
    [InlineData(367, 364, double.NaN)]
    [InlineData(368, 365, 368)]
    public void A_p99_needs_samples_for_its_upper_end(int samples, double value, double high)
    {
        var p99 = Quantile.OfIndependent(UpTo(samples), 0.99);
        Assert.Equal((value, high, samples), (p99.Value, p99.Ci95High, p99.Samples));
        Assert.Equal(double.IsNaN(value), double.IsNaN(p99.Ci95Low));
    }

    // The two p99 are 99 and 199, that of all 200 is 198. Squares of 99 and 1, t(0.975; 1) = 12.7062: half width 12.7062 sqrt(9802 / 2).
    [Fact]
    public void Replications_bound_it_by_their_own_quantiles()
    {
        var (first, second) = (UpTo(100).Sorted, UpTo(100).Sorted.Select(x => x + 100));
        var p99 = Quantile.OfReplications([first, second], 0.99);
        Assert.Equal((198, 200), (p99.Value, p99.Samples));
        Assert.Equal(12.7062 * Math.Sqrt(9802 / 2.0), p99.Ci95High - 198, 0.01);
        Assert.Equal(p99.Value - p99.Ci95Low, p99.Ci95High - p99.Value, 9);
    }

    [Fact]
    public void Replications_too_short_for_their_own_give_a_value_and_no_interval()
    {
        var parts = Enumerable.Range(0, 8).Select(i => UpTo(800).Sorted.Where((_, at) => at % 8 == i)).Append([801.0]);
        var p99 = Quantile.OfReplications(parts, 0.99);
        Assert.Equal((Quantile.OfIndependent(UpTo(801), 0.99).Value, 801), (p99.Value, p99.Samples));
        Assert.True(double.IsNaN(p99.Ci95Low) && double.IsNaN(p99.Ci95High)); // samples of one run are alike
    }

    [Theory]
    [InlineData(105.42, 103.11, 107.9, "105.4 [103.1, 107.9] (n 500)")]
    [InlineData(105.42, 103.11, double.NaN, "105.4 [103.1, -] (n 500)")]
    [InlineData(105.42, double.NaN, double.NaN, "105.4 (n 500)")]
    [InlineData(double.NaN, double.NaN, double.NaN, "- (n 500)")]
    public void Reads_with_interval_and_number(double value, double low, double high, string text) =>
        Assert.Equal(text, new Quantile(value, low, high, 500).ToString());

    private static Quantiles UpTo(int samples) => Quantiles.Of(Enumerable.Range(1, samples).Select(x => (double)x));
}
