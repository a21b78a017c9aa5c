using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>Filters that search the index themselves.</summary>
public class FilterSearchTests
{
    public static TheoryData<string> Rules => [.. Make.Keys];

    private static readonly Dictionary<string, Func<IPlacement>> Make = new()
    {
        ["first"] = () => new FirstFit(), ["next"] = () => new NextFit(), ["round robin"] = () => new RoundRobin(),
        ["best"] = () => new BestFit(), ["worst"] = () => new WorstFit(), ["vectors"] = () => new VectorPacking(VectorRule.Norm),
        ["two choices"] = () => new PowerOfTwoChoices(new RandomStreams(1)["x"]),
    };

    [Theory, MemberData(nameof(Rules))]
    public void What_a_filter_finds_is_not_filtered_and_it_ends(string rule)
    {
        NodeIndex? index = null;
        var fleet = new Fleet(new Filtered(Make[rule](), (request, node) => index!.First(request.Needs) == node ? null
            : new("first", "is not the first"))).With(4, 2, 8);
        index = fleet.Site.Nodes;
        Assert.Equal([0, 0, 1, 1, 2, 2, 3, 3, -1], fleet.Place([.. Enumerable.Repeat((1.0, 1.0), 9)]));
    }

    [Fact]
    public void A_rule_that_a_filter_asks_has_its_own_filters_and_the_groups()
    {
        Fleet? fleet = null;
        var inner = new Filtered(new FirstFit(), RuleTests.Not(0));
        fleet = new Fleet(new Filtered(new Filtered(new FirstFit(), RuleTests.Not(3)), (request, node) =>
            inner.Choose(request, fleet!.Site.Nodes) is { } first && node.Number >= first.Number ? null
                : new("inner", "is before the one that the inner rule chooses"))).With(5, 4, 8);
        var all = Enumerable.Range(0, 4).Select(_ => fleet.Submit(1, 1, new(Apart: "g"))).ToList();
        fleet.Settle();
        Assert.Equal([1, 2, 4, null], all.Select(a => a.Node?.Number));
    }

    [Fact]
    public void A_filter_that_throws_leaves_the_next_search_filtered()
    {
        var throws = true;
        var fleet = new Fleet(new FirstFit()).With(2, 4, 8);
        var rule = new Filtered(new FirstFit(), (_, node) => throws ? throw new InvalidOperationException()
            : node.Number == 0 ? new("not 0", "is 0") : null);
        var request = new Request("one", Fleet.Size(1, 1), Fleet.Make);
        Assert.Throws<InvalidOperationException>(() => rule.Choose(request, fleet.Site.Nodes));
        throws = false;
        Assert.Equal(1, rule.Choose(request, fleet.Site.Nodes)!.Number);
    }
}
