using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>What each rule does with a few requests, worked out by hand: three nodes of 10 CPUs and 100 GiB.</summary>
public class RuleTests
{
    [Fact]
    public void First_fit() => Assert.Equal([0, 1, 1, 0, 2, -1], Cpus(new FirstFit(), 6, 5, 5, 4, 3, 8));

    [Fact]
    public void Next_fit_does_not_look_back_before_the_end() =>
        Assert.Equal([0, 1, 1, 2, 2, 2, 0, -1], Cpus(new NextFit(), 6, 5, 5, 4, 3, 2, 4, 2));

    [Fact]
    public void Best_fit_fills_the_fullest() =>
        Assert.Equal([0, 1, 0, 1, 1, 2], Cpus(new BestFit(FreeMeasure.Cpus), 6, 5, 4, 3, 2, 2));

    [Fact]
    public void Worst_fit_fills_the_emptiest() =>
        Assert.Equal([0, 1, 2, 2, 1, 0, 1], Cpus(new WorstFit(FreeMeasure.Cpus), 6, 5, 4, 3, 2, 4, 3));

    [Fact]
    public void Round_robin_leaves_out_who_has_no_room() =>
        Assert.Equal([0, 1, 2, 0, 1, 2, 0, 2], Cpus(new RoundRobin(), 6, 5, 4, 3, 5, 2, 1, 3));

    [Fact]
    public void Of_two_choices_the_emptier_is_taken()
    {
        // Among a hundred nodes of which one is emptier, it is taken as often as one of two draws finds it.
        var random = new RandomStreams(3)["draws"];
        var fleet = new Fleet(new PowerOfTwoChoices(random)).With(100, 10, 100);
        var placed = fleet.Place([.. Enumerable.Repeat((0.001, 0.0), 20_000)]);
        var most = placed.CountBy(number => number).Max(count => count.Value);
        Assert.InRange(most, 200, 204); // balls in bins, two choices: ln ln 100 / ln 2 = 2.2 above the mean
        var one = new Fleet(Placing.By((request, nodes) => nodes.Any(random, request.Needs))).With(100, 10, 100);
        var alone = one.Place([.. Enumerable.Repeat((0.001, 0.0), 20_000)]).CountBy(number => number).Max(count => count.Value);
        Assert.InRange(alone, 215, 300); // sqrt(2 x 200 x ln 100) = 43 above it
    }

    [Fact]
    public void The_dominant_share_counts_the_scarcer_resource()
    {
        // Node 0 has 2 of 10 CPUs left, node 1 has 10 of 100 GiB: the second is the fuller one.
        Assert.Equal([0, 1, 1], Seeded(new BestFit(), (8, 10), (1, 90)).Place((1, 5), (0.5, 5))
            is [var a, var b] ? [0, a, b] : []);
        Assert.Equal([0], Seeded(new WorstFit(), (8, 10), (1, 90)).Place((1, 5)));
        Assert.Equal([0], Seeded(new BestFit(FreeMeasure.Cpus), (8, 10), (1, 90)).Place((1, 5)));
        Assert.Equal([1], Seeded(new BestFit(FreeMeasure.Memory), (8, 10), (1, 90)).Place((1, 5)));
        Assert.Equal([1], Seeded(new WorstFit(FreeMeasure.Cpus), (8, 10), (1, 90)).Place((1, 5)));
        Assert.Equal([0], Seeded(new WorstFit(FreeMeasure.Memory), (8, 10), (1, 90)).Place((1, 5)));
    }

    [Theory]
    [InlineData(VectorRule.DotProduct, 2, 10, 0)] // shares (0.2, 0.1): free (0.8, 0.2) gives 0.18, (0.2, 0.8) 0.12
    [InlineData(VectorRule.Norm, 2, 10, 0)] // distances 0.6^2 + 0.1^2 and 0.0^2 + 0.7^2
    [InlineData(VectorRule.DotProduct, 1, 20, 1)]
    [InlineData(VectorRule.Norm, 1, 20, 1)]
    public void Vectors_go_where_both_are_there(VectorRule rule, double cpus, double gib, int node) =>
        Assert.Equal([node], Seeded(new VectorPacking(rule), (2, 80), (8, 20)).Place((cpus, gib)));

    [Fact]
    public void The_scalar_product_takes_much_and_the_norm_leaves_little()
    {
        Assert.Equal([0], Seeded(new VectorPacking(VectorRule.DotProduct), (1, 10), (7, 70)).Place((2, 20)));
        Assert.Equal([1], Seeded(new VectorPacking(VectorRule.Norm), (1, 10), (7, 70)).Place((2, 20)));
    }

    [Fact]
    public void Scores_are_normalized_weighed_and_summed()
    {
        // 0, 1, 2 made to 2, 1, 0 (by a normalization), times 3, against ten times the number.
        var scorers = new[]
        {
            new Scorer((_, node) => node.Number, 3, scores => { for (var i = 0; i < scores.Length; i++) scores[i] = 2 - scores[i]; }),
            new Scorer((_, node) => node.Number % 2, 4),
        };
        Assert.Equal([1], new Fleet(new FilterAndScore([], scorers)).With(3, 10, 100).Place((1, 1))); // 6, 7, 0
        Assert.Equal([0], new Fleet(new FilterAndScore([Not(1)], scorers)).With(3, 10, 100).Place((1, 1)));
        Assert.Equal([0, 2, 1, 2], new Fleet(new FilterAndScore([], [new((_, n) => n.Number % 2 == 0 ? 1 : 0)], sample: 1))
            .With(3, 10, 100).Place((1, 1), (8, 1), (8, 1), (2, 1)) is [0, 1, 2, 0] ? [0, 2, 1, 2] : []); // the sample goes round
    }

    [Fact]
    public void Filters_go_with_every_rule()
    {
        IPlacement[] rules = [new FirstFit(), new NextFit(), new RoundRobin(), new BestFit(), new WorstFit(),
            new PowerOfTwoChoices(new RandomStreams(1)["x"]), new VectorPacking(VectorRule.Norm),
            Placing.By((request, nodes) => nodes.First(request.Needs))];
        foreach (var rule in rules)
        {
            var fleet = new Fleet(new Filtered(new Filtered(rule, Not(0)), Not(2))).With(4, 10, 100);
            Assert.All(fleet.Place((4, 1), (4, 1), (4, 1), (4, 1)), number => Assert.True(number is 1 or 3));
            var refused = fleet.Submit(4, 1);
            fleet.Settle();
            Assert.Equal(AllocationState.Refused, refused.State);
            Assert.Equal("not 0", refused.Refusal!.Filter);
            Assert.Contains("of 2 nodes with room refused by not 0: 1, not 2: 1", refused.Refusal.Detail);
        }
    }

    [Fact]
    public void A_lambda_that_chooses_wrongly_is_told()
    {
        var fleet = new Fleet(Placing.By((_, nodes) => nodes[0])).With(2, 10, 100);
        Assert.Equal([0, -1], fleet.Place((6, 1), (5, 1)));
        Assert.Contains("Lambda chose host 0: CPUs: asked 5, 4 free", fleet.Records[^1].Reason);
        fleet.Site.Nodes[0].IsOpen = false;
        Assert.Equal([-1], fleet.Place((1, 1)));
        Assert.Contains("closed", fleet.Records[^1].Reason);
    }

    internal static Filter Not(int number) => (_, node) => node.Number == number ? new($"not {number}", "it is not to be") : null;

    private static List<int> Cpus(IPlacement rule, params double[] cpus) =>
        new Fleet(rule).With(3, 10, 100).Place([.. cpus.Select(c => (c, 1.0))]);

    // Two nodes on which so much is taken.
    private static Fleet Seeded(IPlacement rule, params (double Cpus, double GiB)[] taken)
    {
        var fleet = new Fleet(Placing.By((request, nodes) =>
            request.Labels["on"] is { } on ? nodes[on[0] - '0'] : rule.Choose(request, nodes))).With(taken.Length, 10, 100);
        for (var i = 0; i < taken.Length; i++)
            fleet.Submit(taken[i].Cpus, taken[i].GiB, labels: Labels.None.With("on", $"{i}"));
        fleet.Settle();
        return fleet;
    }
}
