using CloudSim.Net.Traces.Fitting;
using CsCheck;
using MathNet.Numerics.Statistics;

namespace CloudSim.Net.Tests.Traces.Fitting;

public class PairSumsTests
{
    [Fact]
    public void The_mean_correlation_is_that_of_all_pairs() =>
        (from guests in Gen.Int[2, 12]
         from times in Gen.Int[3, 30]
         from values in Gen.Int[0, 1_000_000].Array[times].Array[guests]
         select (times, values: Array.ConvertAll(values, Shares))).Sample(panel =>
        {
            var sums = new PairSums(panel.times);
            foreach (var series in panel.values)
                sums.Add(0, series);
            var pairs = from i in Enumerable.Range(0, panel.values.Length)
                        from k in Enumerable.Range(0, i)
                        select Correlation.Pearson(panel.values[i], panel.values[k]);
            Assert.Equal(pairs.Average(), sums.Mean(), 1e-9);
        }, iter: 100);

    [Fact]
    public void Pairs_count_by_the_times_that_they_share() =>
        (from guests in Gen.Int[2, 8]
         from lives in Gen.Select(Gen.Int[0, 9], Gen.Int[0, 1_000_000].Array[3, 20]).Array[guests]
         select Array.ConvertAll(lives, life => (First: life.Item1, Values: Shares(life.Item2)))).Sample(lives =>
        {
            var sums = new PairSums(30);
            foreach (var (first, values) in lives)
                sums.Add(first, values);
            var (products, shared) = (0.0, 0);
            for (var i = 0; i < lives.Length; i++)
                for (var k = 0; k < i; k++)
                    for (var t = 0; t < 30; t++)
                        if (Has(lives[i], t) && Has(lives[k], t))
                            (products, shared) = (products + (Z(lives[i], t) * Z(lives[k], t)), shared + 1);
            Assert.Equal(shared > 0 ? products / shared : double.NaN, sums.Mean(), 1e-9);
        }, iter: 100);

    [Fact]
    public void Series_that_are_constant_or_short_are_left_out()
    {
        var sums = new PairSums(5);
        sums.Add(0, [1, 1, 1, 1]);
        sums.Add(0, [1, 2]);
        sums.Add(1, [1, 2, 3]);
        Assert.Equal(1, sums.Series);
        Assert.True(double.IsNaN(sums.Mean()));
        sums.Add(1, [3, 2, 1]);
        Assert.Equal(-1, sums.Mean(), 1e-12);
    }

    private static double[] Shares(int[] millionths) => Array.ConvertAll(millionths, value => value / 1e6);

    private static bool Has((int First, double[] Values) life, int t) => t >= life.First && t < life.First + life.Values.Length;

    private static double Z((int First, double[] Values) life, int t) =>
        (life.Values[t - life.First] - life.Values.Average()) / life.Values.PopulationStandardDeviation();
}
