using CloudSim.Net.Traces;

namespace CloudSim.Net.Tests.Traces;

public class TallyTests
{
    private static readonly double[] Shares = [0, 0.001, 0.01, 0.25, 0.5, 0.75, 0.9, 0.99, 0.999, 1];

    [Fact]
    public void Quantiles_lie_between_the_two_values_beside_them()
    {
        var random = new Random(3);
        for (var round = 0; round < 200; round++)
        {
            var values = Values(random, random.Next(1, 300));
            var tally = Tally(values, CloudSim.Net.Traces.Tally.Most);
            Array.Sort(values);
            Assert.True(tally.IsExact);
            Assert.Equal((values.Length, values[0], values[^1]), ((int)tally.Count, tally.Min, tally.Max));
            Assert.Equal(values.Average(), tally.Mean, Math.Abs(values.Max(Math.Abs)) * 1e-12);
            foreach (var share in Shares)
            {
                var position = share * (values.Length - 1);
                var (low, high) = (values[(int)position], values[Math.Min((int)position + 1, values.Length - 1)]);
                Assert.Equal(low + ((position - Math.Floor(position)) * (high - low)), tally.Quantile(share));
            }
        }
    }

    [Fact]
    public void Beyond_the_bound_quantiles_are_within_the_stated_error()
    {
        var random = new Random(4);
        for (var round = 0; round < 200; round++)
        {
            var values = Values(random, random.Next(20, 3000));
            var tally = Tally(values, 16);
            Array.Sort(values);
            Assert.False(tally.IsExact);
            Assert.Equal((values[0], values[^1]), (tally.Min, tally.Max));
            foreach (var share in Shares)
            {
                var nearest = values[(int)Math.Round(share * (values.Length - 1))];
                Assert.Equal(nearest, tally.Quantile(share), (Math.Abs(nearest) * CloudSim.Net.Statistics.Histogram.RelativeError) + 1e-15);
            }
        }
    }

    [Fact]
    public void Sums_keep_what_is_small()
    {
        var tally = Tally([1e16, 1, 1, 1, 1, -1e16], 16);
        Assert.Equal((4, 4.0 / 6), (tally.Sum, tally.Mean));
    }

    [Fact]
    public void Of_no_values_nothing_is_known()
    {
        var tally = Tally([double.NaN, double.NaN], 16);
        Assert.Equal((0, true, true, true, true), (tally.Count, double.IsNaN(tally.Min), double.IsNaN(tally.Max), double.IsNaN(tally.Mean),
            double.IsNaN(tally.Quantile(0.5))));
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Quantile(1.01));
        Assert.Throws<ArgumentOutOfRangeException>(() => tally.Quantile(double.NaN));
    }

    [Fact]
    public void Values_may_be_added_after_quantiles_were_asked_for()
    {
        var tally = Tally([3, 1], 16);
        Assert.Equal(2, tally.Quantile(0.5));
        tally.Add(0);
        Assert.Equal(1, tally.Quantile(0.5));
    }

    private static double[] Values(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(4) switch
    {
        0 => -Math.Pow(10, random.Next(-6, 9)) * random.NextDouble(),
        1 => random.Next(-3, 4),
        2 => 0,
        _ => Math.Pow(10, random.Next(-6, 9)) * random.NextDouble(),
    })];

    private static Tally Tally(double[] values, int most)
    {
        var tally = new Tally(most);
        foreach (var value in values)
            tally.Add(value);
        return tally;
    }
}
