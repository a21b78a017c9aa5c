using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Tests.Experiments;

public class WarmUpTests
{
    private static readonly RandomStreams Streams = new(1, 0);

    /// <summary>Zeros for a time, then a level: MSER takes the zeros away and nothing else, rounded up to whole means.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 100)]
    [InlineData(102, 105)] // the mean of 100..104 is not of the level
    [InlineData(240, 240)]
    public void A_step_is_found_exactly(int zeros, int expected)
    {
        var steady = WarmUp.Remove(Enumerable.Range(0, 500).Select(i => i < zeros ? 0.0 : 7));
        Assert.Equal((expected, 7, false), (steady.From, steady.Mean, steady.IsTooShort));
        Assert.Equal(500 - expected, steady.Values.Count);
    }

    [Fact]
    public void A_step_in_the_second_half_means_a_series_too_short() =>
        Assert.True(WarmUp.Remove(Enumerable.Range(0, 500).Select(i => i < 300 ? 0.0 : 7)).IsTooShort);

    /// <summary>
    /// A level of 10 with noise of variance 1 and a transient of -8 that fades by 2 % each: its sum is -400. The mean of all is about 0.2
    /// too low; that without the warm-up is right within three standard errors.
    /// </summary>
    [Fact]
    public void A_fading_transient_goes_and_its_bias_with_it()
    {
        var noise = Streams["noise"];
        var values = Enumerable.Range(0, 2000).Select(i => 10 - 8 * Math.Pow(0.98, i) + noise.Normal(0, 1)).ToList();
        var steady = WarmUp.Remove(values);
        Assert.False(steady.IsTooShort);
        Assert.InRange(steady.From, 60, 400); // after 60 the transient is below 2.4, after 400 below 0.003
        Assert.InRange(values.Average(), 9.7, 9.9);
        Assert.InRange(steady.Mean, 10 - 3 / Math.Sqrt(1600), 10 + 3 / Math.Sqrt(1600));
    }

    /// <summary>
    /// AR(1) with coefficient 0.9 and a standard deviation of 2.3, from 30: after 10 steps it is still 10.5 above its mean, after 60 it is
    /// 0.05. Steady from the begin, less than a quarter is taken away.
    /// </summary>
    [Theory]
    [InlineData(30, 10, 300)]
    [InlineData(0, 0, 500)]
    public void An_autoregressive_series_loses_its_begin_only(double begin, int least, int most)
    {
        for (var run = 0; run < 10; run++)
        {
            var noise = new RandomStreams(2, run)["noise"];
            var x = begin;
            var steady = WarmUp.Remove(Enumerable.Range(0, 2000).Select(_ => x = 0.9 * x + noise.Normal(0, 1)).ToList());
            Assert.InRange(steady.From, least, most);
            Assert.False(steady.IsTooShort);
        }
    }

    [Fact]
    public void The_point_minimizes_the_statistic_of_its_definition()
    {
        var noise = Streams["definition"];
        List<double> values = [.. Enumerable.Range(0, 200).Select(i => 5 * Math.Exp(-i / 20.0) + noise.Normal(0, 1))];
        var means = values.Chunk(5).Select(c => c.Average()).ToList();
        double Statistic(int from)
        {
            var left = means.Skip(from).ToList();
            return left.Sum(m => Math.Pow(m - left.Average(), 2)) / left.Count / left.Count;
        }
        var best = Enumerable.Range(0, means.Count - 5).MinBy(Statistic);
        Assert.Equal(5 * best, WarmUp.Remove(values).From);
    }

    [Fact]
    public void Too_few_observations_are_left_as_they_are()
    {
        var steady = WarmUp.Remove(Enumerable.Range(0, 49).Select(i => (double)i));
        Assert.Equal((0, 49, true), (steady.From, steady.Values.Count, steady.IsTooShort));
        Assert.Equal(double.NaN, WarmUp.Remove([]).Mean);
        Assert.False(WarmUp.Remove(Enumerable.Repeat(3.0, 50)).IsTooShort);
    }

    [Fact]
    public void A_fixed_time_leaves_what_was_observed_from_it_on()
    {
        var samples = Enumerable.Range(0, 10).Select(i => (TimeSpan.FromSeconds(i), (double)i)).ToList();
        var steady = WarmUp.Before(TimeSpan.FromSeconds(4), samples);
        Assert.Equal((4, 6.5, false), (steady.From, steady.Mean, steady.IsTooShort));
        Assert.True(WarmUp.Before(TimeSpan.FromSeconds(10), samples).IsTooShort);
        samples.Reverse();
        Assert.Throws<ArgumentException>(() => WarmUp.Before(TimeSpan.Zero, samples));
    }

    [Fact]
    public void What_has_no_mean_is_refused()
    {
        Assert.Throws<ArgumentException>(() => WarmUp.Remove([1, double.NaN]));
        Assert.Throws<ArgumentOutOfRangeException>(() => WarmUp.Remove([1], batch: 0));
    }
}
