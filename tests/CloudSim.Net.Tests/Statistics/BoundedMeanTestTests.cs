using CloudSim.Net.Statistics;

namespace CloudSim.Net.Tests.Statistics;

public class BoundedMeanTestTests
{
    /// <summary>
    /// The mean is just at the bound, so that either answer is wrong: in 2,000 tests, looked at after each value, at most 5 % may reach
    /// 95 %
    /// of each. Their number is binomial at the most: above 130 of 2,000 once in a thousand times.
    /// </summary>
    [Theory]
    [InlineData(0.01)]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Who_looks_after_each_value_is_wrong_no_more_often_than_stated(double bound)
    {
        var (below, above, draws) = (0, 0, new RandomStreams(11)["values"]);
        for (var i = 0; i < 2_000; i++)
        {
            var test = new BoundedMeanTest(bound);
            for (var n = 0; n < 1_000; n++)
                test.Add(draws.NextDouble() < bound ? 1 : 0);
            below += test.ConfidenceBelow >= 0.95 ? 1 : 0;
            above += test.ConfidenceAbove >= 0.95 ? 1 : 0;
        }

        Assert.True(below <= 130 && above <= 130, $"{below} and {above} of 2,000");
    }

    [Fact]
    public void What_never_happens_is_below_a_hundredth_after_some_hundreds()
    {
        var test = new BoundedMeanTest(0.01);
        while (test.ConfidenceBelow < 0.95)
            test.Add(0);
        // Without a bet there is no gain: ln 20 / 0.01 = 300 at the least.
        Assert.InRange(test.Count, 300, 450);
        Assert.Equal(0, test.ConfidenceAbove);
    }

    [Fact]
    public void What_always_happens_is_above_it_at_once()
    {
        var test = new BoundedMeanTest(0.01);
        while (test.ConfidenceAbove < 0.95)
            test.Add(1);
        Assert.InRange(test.Count, 1, 5);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_bound_has_both_sides(double bound) => Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedMeanTest(bound));

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_value_is_a_share(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BoundedMeanTest(0.5).Add(value));
}
