using CloudSim.Net.Experiments;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;
using CsCheck;

namespace CloudSim.Net.Tests.Experiments;

public class PairTests
{
    private static readonly Gen<List<(double A, double B)>> Pairs =
        Gen.Select(Gen.Double[1, 50], Gen.Double[10, 20], (a, b) => (a, b)).List[3, 12];

    // Differences 1, 2, 3, 4, 5: the interval of EstimateTests.
    [Fact]
    public void A_difference_has_the_interval_of_the_pairs()
    {
        var difference = Difference.Of([11, 102, 23, 54, 5], [10, 100, 20, 50, 0]);
        Assert.Equal((3, 5, true), (difference.Mean, difference.Pairs, difference.Differs));
        Assert.Equal(3 - 1.96324, difference.Ci95Low, 5);
        Assert.Equal("3.0 ± 2.0", difference.ToString());
    }

    [Fact]
    public void Whether_it_differs_is_said()
    {
        Assert.Equal((true, "1"), (Difference.Of([11, 25], [10, 24]).Differs, Difference.Of([11, 25], [10, 24]).ToString()));
        Assert.Equal((false, "0"), (Difference.Of([11, 25], [11, 25]).Differs, Difference.Of([11, 25], [11, 25]).ToString()));
        Assert.False(Difference.Of([1, 5, 6], [2, 3, 4]).Differs);
        Assert.Null(Difference.Of([1], [2]).Differs);
        Assert.Null(Ratio.Of([1], [2]).Differs);
        Assert.EndsWith("may be 0", Difference.Of([1, 5, 6], [2, 3, 4]).ToString());
        Assert.EndsWith("may be 1", Ratio.Of([1, 5, 6], [2, 3, 4]).ToString());
    }

    // What Fieller's interval is: at its ends, and nowhere between, the paired t-test of a - r b is on the edge. Where b itself may be 0
    // there is none.
    [Fact]
    public void A_ratio_ends_where_the_pairs_cannot_be_told_apart() => Pairs.Sample(pairs =>
    {
        var (a, b) = (pairs.Select(p => p.A).ToList(), pairs.Select(p => p.B).ToList());
        var ratio = Ratio.Of(a, b);
        Difference At(double r) => Difference.Of(a, [.. b.Select(x => r * x)]);
        var scale = 1e-7 * a.Max();
        if (Difference.Of(b, [.. b.Select(_ => 0.0)]).Differs == false)
            return Math.Abs(At(ratio.Value).Mean) < scale && double.IsNaN(ratio.Ci95Low) && double.IsNaN(ratio.Ci95High)
                && ratio.Differs == null;
        return Math.Abs(At(ratio.Value).Mean) < scale && Math.Abs(At(ratio.Ci95Low).Ci95Low) < scale
            && Math.Abs(At(ratio.Ci95High).Ci95High) < scale && ratio.Differs == Difference.Of(a, b).Differs;
    });

    [Fact]
    public void A_ratio_to_what_may_be_nothing_has_no_ends()
    {
        Assert.Equal((2, 2, 2), (Ratio.Of([20, 22, 24], [10, 11, 12]).Value, Ratio.Of([20, 22, 24], [10, 11, 12]).Ci95Low,
            Ratio.Of([20, 22, 24], [10, 11, 12]).Ci95High));
        var none = Ratio.Of([2, 4, 6], [-1, 2, 0.5]);
        Assert.True(double.IsNaN(none.Ci95Low) && double.IsNaN(none.Ci95High) && none.Differs is null);
        Assert.True(double.IsNaN(Ratio.Of([], []).Value));
    }

    [Fact]
    public void Cells_are_paired_by_replication()
    {
        var (slow, fast) = (Cell("slow", 0, (0, 12), (1, 25), (2, 31)), Cell("fast", 1, (2, 30), (0, 10), (1, 22)));
        Assert.Equal(2, slow.Difference(fast, ms => ms).Mean); // 2, 3 and 1
        Assert.Equal(68.0 / 62, slow.Ratio(fast, ms => ms).Value);
        var lost = Cell("lost", 2, (0, 10), (2, 30), (3, 22));
        Assert.Contains("slow has the runs 0 1 2 and lost has 0 2 3",
            Assert.Throws<ArgumentException>(() => slow.Difference(lost, ms => ms)).Message);
        Assert.Throws<ArgumentException>(() => slow.Ratio(lost, ms => ms));
        Assert.Throws<ArgumentException>(() => Difference.Of([1], [1, 2]));
        Assert.Throws<ArgumentException>(() => Ratio.Of([1], [1, 2]));
    }

    [Fact]
    public void Repetitions_of_a_trial_are_replications_of_their_own()
    {
        Result<string, List<double>>[] trials =
            [new("b", 1, [5, 6], 1), new("a", 0, [1, 2], 0), new("a", 1, [3, 4], 0), new("b", 0, [7, 8], 1)];
        var cells = trials.Repetitions().ByCell();
        Assert.Equal(["a", "b"], cells.Select(c => c.Cell));
        Assert.Equal([1, 2, 3, 4], cells[0].Outcomes);
        Assert.Equal([7, 8, 5, 6], cells[1].Outcomes);
        Assert.Equal([0, 1, 2, 3], cells[1].Runs);
        Assert.Equal(4, cells[1].Difference(cells[0], ms => ms).Mean); // 6, 6, 2 and 2
        Assert.Throws<ArgumentException>(() => trials.Append(new("a", 2, [9], 0)).Repetitions());
    }

    private static CellResults<string, double> Cell(string name, int index, params (int Run, double Ms)[] outcomes) =>
        outcomes.Select(o => new Result<string, double>(name, o.Run, o.Ms, index)).ByCell().Single();
}
