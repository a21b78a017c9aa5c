using CloudSim.Net.Datacenter.Consolidation;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class OverloadTests
{
    private static readonly StaticThreshold Seven = new(0.7);

    [Fact]
    public void A_threshold_is_exceeded_not_met()
    {
        Assert.False(Seven.IsOverloaded(new(0.7, [], 0)));
        Assert.True(Seven.IsOverloaded(new(0.7001, [], 0)));
    }

    /// <summary>History 0.1, 0.2, 0.3, 0.4: deviation 0.1, so with a safety of 2.5 the threshold is 0.75.</summary>
    [Fact]
    public void An_adaptive_threshold_keeps_free_what_the_load_varies()
    {
        double[] history = [0.4, 0.1, 0.3, 0.2];
        var mad = new AdaptiveThreshold(Dispersion.MedianAbsoluteDeviation, 2.5, 4, Seven);
        Assert.False(mad.IsOverloaded(new(0.7499, history, 1)));
        Assert.True(mad.IsOverloaded(new(0.7501, history, 1)));
        Assert.True(mad.IsOverloaded(new(0.71, history.AsSpan(0, 3), 1))); // too few: 0.7
        Assert.Equal([0.4, 0.1, 0.3, 0.2], history);
    }

    /// <summary>Of 2, 1, 3 least squares have slope 0.5 and are 2.5 at the last; the tricube line goes through the last two.</summary>
    [Fact]
    public void A_local_regression_predicts_by_its_line()
    {
        double[] newestFirst = [3, 1, 2];
        Assert.Equal(3, LocalRegression.Predict(newestFirst, 1, isWeighted: false), 1e-12);
        Assert.Equal(5, LocalRegression.Predict(newestFirst, 1, isWeighted: true), 1e-12);
    }

    [Fact]
    public void A_straight_load_is_predicted_exactly_weighted_or_not() => Gen.Select(Gen.Double[0, 1], Gen.Double[-0.1, 0.1],
        Gen.Int[2, 30], Gen.Int[0, 5], Gen.Bool).Sample((last, slope, count, ahead, isWeighted) =>
    {
        var history = Enumerable.Range(0, count).Select(age => last - (slope * age)).ToArray();
        if (count > 2 || !isWeighted) // of two the older weighs nothing
            Assert.Equal(last + (slope * ahead), LocalRegression.Predict(history, ahead, isWeighted), 1e-9);
    });

    [Fact]
    public void A_node_that_will_be_full_is_overloaded()
    {
        var rule = new LocalRegression(1.2, 3, IsWeighted: false, Seven);
        Assert.True(rule.IsOverloaded(new(0.5, [0.8, 0.7, 0.6], 1))); // 0.9 x 1.2
        Assert.False(rule.IsOverloaded(new(0.75, [0.7, 0.65, 0.6, 0.9], 1))); // 0.75 x 1.2; the fourth does not count
        Assert.True(rule.IsOverloaded(new(0.75, [0.8, 0.7], 1))); // too few: 0.7
    }

    [Fact]
    public void Numbers_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new StaticThreshold(1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Seven with { Threshold = -0.1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new LocalRegression(1, 1, false, Seven));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AdaptiveThreshold(Dispersion.InterquartileRange, -1, 12, Seven));
    }
}
