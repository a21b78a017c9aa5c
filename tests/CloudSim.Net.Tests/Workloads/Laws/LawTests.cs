using CloudSim.Net.Workloads.Laws;

namespace CloudSim.Net.Tests.Workloads.Laws;

public class LawTests
{
    public static TheoryData<string> Names => [.. All.Keys];

    private static readonly Dictionary<string, Law> All = new()
    {
        ["constant"] = Law.Constant(2), ["exponential"] = Law.Exponential(3), ["log-normal"] = Law.LogNormal(2, 1.5),
        ["gamma"] = Law.Gamma(2, 0.5), ["Weibull, short tail"] = Law.Weibull(2, 0.4), ["Weibull, long tail"] = Law.Weibull(2, 2),
        ["Pareto"] = Law.Pareto(2, 4.5), ["hyper-exponential"] = Law.HyperExponential(1, 2),
        ["empirical"] = Law.Empirical([1, 2, 2, 7]), ["quantiles"] = Law.OfQuantiles((0, 1), (0.5, 2), (0.9, 2), (1, 50)),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Draws_have_the_mean_and_the_variation_of_the_law(string name)
    {
        var (law, random) = (All[name], new RandomStream(5));
        double[] draws = [.. Enumerable.Range(0, 400_000).Select(_ => law.Draw(random))];
        var mean = draws.Average();
        Assert.Equal(law.Mean, mean, 0.02 * law.Mean);
        Assert.Equal(law.Cv, Math.Sqrt(draws.Average(x => (x - mean) * (x - mean))) / mean, 0.05 * law.Cv + 1e-9);
        Assert.All(draws, x => Assert.True(x >= 0));
    }

    [Fact]
    public void Closed_forms_are_met()
    {
        Assert.Equal(1, Law.Weibull(3, 1).Cv);
        Assert.Equal(double.PositiveInfinity, Law.Pareto(1, 1.5).Cv);
        Assert.Equal(3, Law.Empirical([1, 2, 2, 7]).Mean);
        var law = Law.OfQuantiles((0, 1), (0.5, 4), (1, 16));
        var random = new RandomStream(3);
        Assert.Equal(0.25, Enumerable.Range(0, 100_000).Count(_ => law.Draw(random) < 2) / 100_000.0, 0.006);
    }

    [Fact]
    public void What_has_no_meaning_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Exponential(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Constant(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.LogNormal(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Gamma(-1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Pareto(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.HyperExponential(1, 0.5));
        Assert.Throws<ArgumentException>(() => Law.Empirical([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Law.Empirical([1, -1]));
        Assert.Throws<ArgumentException>(() => Law.OfQuantiles((0, 1), (0.5, 0.5), (1, 2)));
        Assert.Throws<ArgumentException>(() => Law.OfQuantiles((0.1, 1), (1, 2)));
    }
}
