using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Units;
using CsCheck;
using MathNet.Numerics;
using MathNet.Numerics.LinearRegression;
using static CloudSim.Net.Tests.Datacenter.Consolidation.ConsolidationRig;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class SelectionTests
{
    private static GuestLoad Guest(long memory, params double[] oldestFirst)
    {
        var guest = new GuestLoad(null!, Megabytes(memory), 2e9, 30);
        foreach (var share in oldestFirst)
            guest.Read(2e9 * share);
        return guest;
    }

    [Fact]
    public void Readings_are_kept_newest_first_up_to_the_length()
    {
        var guest = new GuestLoad(null!, Megabytes(1), 1e9, 3);
        foreach (var share in new[] { 0.1, 0.2, 0.3, 0.4 })
            guest.Read(1e9 * share);
        Assert.Equal([0.4, 0.3, 0.2], guest.History.ToArray());
        Assert.Equal(0.4, guest.Utilization);
    }

    [Fact]
    public void The_least_memory_and_the_least_utilization_go_first_and_of_equals_who_came_first()
    {
        GuestLoad[] guests = [Guest(870, 0.5), Guest(613, 0.9), Guest(613, 0.2), Guest(1740, 0.2)];
        Assert.Equal(1, LeastFirst.MigrationTime.Choose(guests));
        Assert.Equal(2, LeastFirst.Utilization.Choose(guests));
    }

    [Fact]
    public void Any_guest_is_as_likely()
    {
        GuestLoad[] guests = [Guest(1), Guest(1), Guest(1)];
        var rule = new RandomSelection(new RandomStreams(1)["selection"]);
        var counts = Enumerable.Range(0, 3_000).CountBy(_ => rule.Choose(guests)).ToDictionary();
        Assert.All(Enumerable.Range(0, 3), i => Assert.InRange(counts[i], 850, 1150)); // 5.8 standard deviations
    }

    /// <summary>The third is nearly the sum of the others, which know nothing of each other.</summary>
    [Fact]
    public void The_guest_that_the_others_tell_most_of_goes_first()
    {
        double[] a = [0.1, 0.3, 0.1, 0.3, 0.1, 0.3, 0.1, 0.3], b = [0.1, 0.1, 0.2, 0.2, 0.1, 0.1, 0.2, 0.2];
        var sum = a.Zip(b, (x, y) => x + y).ToArray();
        sum[0] += 0.01;
        var rule = new MaximumCorrelation(LeastFirst.MigrationTime);
        GuestLoad[] guests = [Guest(3, a), Guest(2, sum), Guest(1, b)];
        Assert.Equal(1, rule.Choose(guests));
        sum[0] -= 0.01; // an exact sum: there is no one line of the others
        Assert.Equal(2, rule.Choose([Guest(3, a), Guest(2, sum), Guest(1, b)]));
        Assert.Equal(2, rule.Choose([Guest(3, 0.1, 0.2), Guest(2, 0.2, 0.1), Guest(1, 0.3, 0.3)])); // fewer readings than guests
    }

    [Fact]
    public void Squares_of_multiple_correlations_are_those_of_a_regression() => (
        from guests in Gen.Int[2, 6]
        from readings in Gen.Int[guests + 2, 30]
        from values in Gen.Int[0, 100].Select(percent => percent / 100.0).Array[guests * readings]
        select values.Chunk(readings).ToArray()).Sample(series =>
    {
        if (series.Any(one => one.Distinct().Count() == 1) || MultipleCorrelation.Of(series) is not { } found)
            return; // a constant, or a sum of others: there is no one regression
        for (var i = 0; i < series.Length; i++)
        {
            var others = series.Where((_, j) => j != i).ToArray();
            var rows = Enumerable.Range(0, series[i].Length).Select(t => others.Select(s => s[t]).ToArray()).ToArray();
            var line = MultipleRegression.QR(rows, series[i], intercept: true);
            var fitted = rows.Select(row => line[0] + row.Select((x, k) => x * line[k + 1]).Sum());
            Assert.Equal(GoodnessOfFit.CoefficientOfDetermination(fitted, series[i]), found[i], 1e-6);
        }
    });

    [Fact]
    public void A_load_that_does_not_vary_is_correlated_with_nobody() =>
        Assert.Equal(0, MultipleCorrelation.Of([[0.3, 0.3, 0.3, 0.3], [0.1, 0.2, 0.1, 0.4]])![0]);
}
