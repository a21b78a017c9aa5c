using CloudSim.Net.Statistics;
using CloudSim.Net.Experiments.Statistics;
using CsCheck;

namespace CloudSim.Net.Tests.Experiments;

public class EstimateTests
{
    [Fact]
    public void Gives_the_student_t_interval()
    {
        // Mean 3, standard deviation 1.58114, t(0.975; 4) = 2.77645 (any table): half width 1.96324.
        var estimate = Estimate.Of([1, 2, 3, 4, 5]);
        Assert.Equal((3, 5), (estimate.Mean, estimate.Count));
        Assert.Equal(1.96324, estimate.HalfWidth, 5);
        Assert.Equal(3 - 1.96324, estimate.Ci95Low, 5);
    }

    [Fact]
    public void One_value_has_no_interval()
    {
        var estimate = Estimate.Of([7]);
        Assert.Equal(7, estimate.Mean);
        Assert.True(double.IsNaN(estimate.Ci95Low) && double.IsNaN(estimate.Ci95High));
        Assert.True(double.IsNaN(Estimate.Of([]).Mean));
    }

    [Fact]
    public void A_negative_factor_turns_the_interval_round()
    {
        var estimate = new Estimate(2, 1, 4, 9) * -10;
        Assert.Equal(new Estimate(-20, -40, -10, 9), estimate);
    }

    [Theory]
    [InlineData(161.34, 0.84, "161.34 ± 0.84")]
    [InlineData(23519.4, 406.2, "23,519 ± 406")]
    [InlineData(0.0018816, 0.000032, "0.001882 ± 0.000032")]
    [InlineData(5, 0, "5")]
    public void Reads_with_two_digits_of_half_width(double mean, double half, string text) =>
        Assert.Equal(text, new Estimate(mean, mean - half, mean + half, 10).ToString());

    /// <summary>The nominal 95 % must come out: 1,000 intervals over five normal values each, by a fixed seed.</summary>
    [Fact]
    public void The_interval_covers_the_mean_in_95_of_100_cases()
    {
        var random = new RandomStreams(1, 0)["coverage"];
        double Normal() => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        var covered = Enumerable.Range(0, 1000)
            .Select(_ => Estimate.Of(Enumerable.Range(0, 5).Select(_ => Normal()).ToList()))
            .Count(e => e.Ci95Low <= 0 && e.Ci95High >= 0);
        Assert.InRange(covered, 930, 970); // 950 +- 3 standard deviations
    }

    [Fact]
    public void Moments_merge_as_if_one_stream() => Gen.Double[-1e3, 1e3].List[0, 40].Select(Gen.Int[0, 40]).Sample((values, cut) =>
    {
        var (whole, left, right) = (new Moments(), new Moments(), new Moments());
        values.ForEach(whole.Add);
        values.Take(cut).ToList().ForEach(left.Add);
        values.Skip(cut).ToList().ForEach(right.Add);
        left.Merge(right);
        return left.Count == whole.Count && Same(left.Mean, whole.Mean) && Same(left.Variance, whole.Variance)
            && Same(left.Min, whole.Min) && Same(left.Max, whole.Max);
    });

    private static bool Same(double a, double b) => (double.IsNaN(a) && double.IsNaN(b)) || Math.Abs(a - b) <= 1e-9 * (1 + Math.Abs(a));
}
