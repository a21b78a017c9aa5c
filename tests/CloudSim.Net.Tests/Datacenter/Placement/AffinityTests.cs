using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;

namespace CloudSim.Net.Tests.Datacenter.Placement;

public class AffinityTests
{
    public static TheoryData<string> Rules => [.. Make.Keys];

    private static readonly Dictionary<string, Func<IPlacement>> Make = new()
    {
        ["first"] = () => new FirstFit(), ["next"] = () => new NextFit(), ["round robin"] = () => new RoundRobin(),
        ["best"] = () => new BestFit(), ["worst"] = () => new WorstFit(), ["vectors"] = () => new VectorPacking(VectorRule.DotProduct),
        ["two choices"] = () => new PowerOfTwoChoices(new RandomStreams(1)["x"]),
        ["lambda"] = () => Placing.By((request, nodes) => nodes.First(request.Needs)),
    };

    [Theory, MemberData(nameof(Rules))]
    public void Those_apart_stand_on_nodes_of_their_own(string rule)
    {
        var fleet = new Fleet(Make[rule]()).With(3, 10, 100);
        var members = Submit(fleet, new(Apart: "db"), 4);
        Assert.Equal([0, 1, 2], members.Take(3).Select(m => m.Node!.Number).Order());
        Assert.Equal(AllocationState.Refused, members[3].State);
        Assert.Equal("anti-affinity", members[3].Refusal!.Filter);
        Assert.Contains("has one of group 'db'; of 3 nodes with room refused by anti-affinity: 3", members[3].Refusal!.Detail);
        members[1].Stop();
        Assert.NotNull(Submit(fleet, new(Apart: "db"), 1)[0].Node); // its node is free for the group again
    }

    [Theory, MemberData(nameof(Rules))]
    public void Those_together_stand_on_one_node_while_it_has_room(string rule)
    {
        var fleet = new Fleet(Make[rule]()).With(3, 10, 100);
        var members = Submit(fleet, new(Together: "app"), 11);
        Assert.Single(members.Take(10).Select(m => m.Node).Distinct());
        Assert.Equal("affinity", members[10].Refusal!.Filter);
        Assert.Contains("group 'app' stands together", members[10].Refusal!.Detail);
        foreach (var member in members)
            member.Stop();
        fleet.Settle();
        Assert.NotNull(Submit(fleet, new(Together: "app"), 1)[0].Node);
    }

    [Theory, MemberData(nameof(Rules))]
    public void A_rack_is_a_domain_too(string rule)
    {
        var fleet = new Fleet(Make[rule]()).With(2, 10, 100, rack: 0).With(2, 10, 100, rack: 1);
        var apart = Submit(fleet, new(Apart: "db", ByRack: true), 3);
        Assert.Equal([0, 1], apart.Take(2).Select(m => m.Node!.Rack).Order());
        Assert.Contains("rack ", apart[2].Refusal!.Detail);
        var together = Submit(fleet, new(Together: "app", ByRack: true), 20);
        Assert.Single(together.Where(m => m.Node is not null).Select(m => m.Node!.Rack).Distinct());
        Assert.Equal(19, together.Count(m => m.Node is not null)); // 20 CPUs of a rack, and one has gone to a database
    }

    [Fact]
    public void An_explanation_names_every_node()
    {
        var fleet = new Fleet(new Filtered(new FirstFit(), RuleTests.Not(3))).With(1, 1, 100).With(1, 1, 1).With(3, 10, 100);
        fleet.Site.Nodes[2].IsOpen = false;
        var why = fleet.Site.Explain(new("big", Fleet.Size(4, 20), Fleet.Make));
        Assert.Null(why.Refusal);
        Assert.Equal(1, why.Willing); // node 4
        Assert.Equal([("CPUs", 2), ("closed", 1), ("memory", 1), ("not 3", 1)], why.Counts);
        Assert.Equal("asked 20 GiB, 1 GiB free", why.Nodes[1].Refusals[1].Detail);
        fleet.Site.Nodes[4].IsOpen = false;
        Assert.Equal("not 3", fleet.Site.Explain(new("big", Fleet.Size(4, 20), Fleet.Make)).Refusal!.Filter);
        var huge = fleet.Site.Explain(new("huge", Fleet.Size(40, 20), Fleet.Make));
        Assert.Equal("CPUs: asked 40, no node has more than 10; of 5 nodes: CPUs 5, closed 2, memory 1, not 3 1", $"{huge}");
    }

    private static List<Allocation> Submit(Fleet fleet, Affinity affinity, int count)
    {
        var all = Enumerable.Range(0, count).Select(_ => fleet.Submit(1, 1, affinity)).ToList();
        fleet.Settle();
        return all;
    }
}
