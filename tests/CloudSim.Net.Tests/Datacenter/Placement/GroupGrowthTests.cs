using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>What searches for members of groups cost, counted in places of the trees that they looked at.</summary>
public class GroupGrowthTests
{
    public static TheoryData<string, int, bool> Apart =>
        [.. from rule in Make.Keys from nodes in new[] { 2_000, 16_000 } from mixed in new[] { false, true } select (rule, nodes, mixed)];

    private static readonly Dictionary<string, Func<IPlacement>> Make = new()
    {
        ["first"] = () => new FirstFit(), ["best"] = () => new BestFit(FreeMeasure.Cpus), ["worst"] = () => new WorstFit(FreeMeasure.Cpus),
    };

    // With every other node full, no range of nodes is without room.
    [Theory, MemberData(nameof(Apart))]
    public void Those_apart_pass_the_others_by_in_the_long_run(string rule, int nodes, bool mixed)
    {
        var fleet = new Fleet(Make[rule]());
        for (var i = 0; i < nodes; i++)
            fleet.With(1, mixed && i % 2 == 1 ? 0.5 : 8, 8);
        var members = nodes / (mixed ? 2 : 1);
        for (var i = 0; i < members; i++)
            _ = fleet.Submit(1, 1, new(Apart: "g"));
        fleet.Settle();
        Assert.Equal(members, fleet.Site.Nodes.All.Count(node => node.Places == 1));
        Assert.InRange(fleet.Site.Nodes.Steps, members, (16 * nodes) + (8 * members * double.Log2(nodes)));
    }

    [Theory]
    [InlineData(100), InlineData(400)]
    public void Racks_with_a_member_are_passed_by_too(int racks)
    {
        var fleet = new Fleet(new FirstFit());
        for (var rack = 0; rack < racks; rack++)
            fleet.With(20, 8, 8, rack);
        var all = Enumerable.Range(0, racks + 1).Select(_ => fleet.Submit(1, 1, new(Apart: "g", ByRack: true))).ToList();
        fleet.Settle();
        Assert.Equal(Enumerable.Range(0, racks).Cast<int?>().Append(null), all.Select(a => a.Node?.Rack));
        Assert.InRange(fleet.Site.Nodes.Steps, racks, (16 * 20 * racks) + (8 * racks * double.Log2(20 * racks)));
        all[3].Stop();
        var again = fleet.Submit(1, 1, new(Apart: "g", ByRack: true));
        fleet.Settle();
        Assert.Equal(3, again.Node!.Rack);
    }

    [Theory]
    [InlineData(500, false), InlineData(500, true), InlineData(5_000, false), InlineData(5_000, true)]
    public void Scores_in_a_rack_look_at_each_of_its_nodes_once(int nodes, bool interleaved)
    {
        var fleet = new Fleet(new FilterAndScore([], [new((_, node) => node.Number)]));
        for (var i = 0; i < (interleaved ? 2 * nodes : nodes); i++)
            fleet.With(1, 8, 8, rack: interleaved ? i % 2 : 0);
        var request = new CloudSim.Net.Datacenter.Request("g", Fleet.Size(1, 1), Fleet.Make) { Affinity = new("g", ByRack: true) };
        var index = fleet.Site.Nodes;
        fleet.Site.Hold(request, index[0]);
        var before = index.Steps;
        Assert.Equal(interleaved ? (2 * nodes) - 2 : nodes - 1, index.Choose(fleet.Site.Placement, request)!.Number);
        Assert.InRange(index.Steps - before, nodes, 3 * nodes);
    }

    [Fact]
    public void First_fit_together_in_a_rack_costs_a_logarithm()
    {
        var fleet = new Fleet(new FirstFit()).With(8_000, 1, 8, rack: 0).With(10, 1, 8, rack: 1);
        var all = Enumerable.Range(0, 8_001).Select(_ => fleet.Submit(1, 1, new(Together: "g", ByRack: true))).ToList();
        fleet.Settle();
        Assert.Equal(8_000, all.Count(a => a.Node?.Rack == 0));
        Assert.Null(all[^1].Node);
        Assert.InRange(fleet.Site.Nodes.Steps, 8_000, 8_001 * 4 * double.Log2(8_010));
    }

    [Fact]
    public void A_rack_of_any_number_takes_no_more_memory()
    {
        var fleet = new Fleet(new FirstFit()).With(2, 8, 8);
        var before = GC.GetAllocatedBytesForCurrentThread();
        fleet.With(1, 8, 8, rack: int.MaxValue);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 10_000);
        Assert.Same(fleet.Site.Nodes[2], Assert.Single(fleet.Site.Nodes.Rack(int.MaxValue)));
        Assert.Empty(fleet.Site.Nodes.Rack(7));
    }
}
