using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;

namespace CloudSim.Net.Tests.Datacenter.Placement;

public class AffinityBookTests
{
    private readonly Fleet fleet = new Fleet(new FirstFit()).With(2, 8, 8, rack: 0).With(1, 8, 8, rack: 1);
    private readonly AffinityBook book = new();

    private NodeIndex Nodes => fleet.Site.Nodes;

    [Theory]
    [InlineData(false, 0, 2), InlineData(true, 0, 1)]
    public void During_a_move_newcomers_go_where_the_member_goes_and_keep_away_from_both_its_places(bool byRack, int from, int to)
    {
        var (near, far) = (new Affinity(Together: "g", ByRack: byRack), new Affinity(Apart: "g", ByRack: byRack));
        foreach (var member in new[] { near, far })
        {
            book.Add(member, Nodes[0]);
            book.Add(member, Nodes[2]);
            book.Leaving(member, Nodes[0]);
        }

        Assert.Equal(to, book.Domain(near));
        Assert.Equal([false, true], new[] { 0, 2 }.Select(n => book.Allows(near, Nodes[n])));
        Assert.Equal([false, false], new[] { 0, 2 }.Select(n => book.Allows(far, Nodes[n])));

        // It fails, and the place on the target is given back.
        foreach (var member in new[] { near, far })
        {
            book.HasLeft(member, Nodes[0]);
            book.Remove(member, Nodes[2]);
        }

        Assert.Equal(from, book.Domain(near));
        Assert.Equal([true, false], new[] { 0, 2 }.Select(n => book.Allows(near, Nodes[n])));
        Assert.Equal([false, true], new[] { 0, 2 }.Select(n => book.Allows(far, Nodes[n])));
    }

    [Fact]
    public void A_group_stays_on_one_node_when_one_comes_while_the_other_moves()
    {
        var near = new Affinity(Together: "g");
        var first = fleet.Submit(1, 1, near);
        fleet.Settle();
        Assert.Equal(0, first.Node!.Number);
        fleet.Site.Hold(first.Request, Nodes[1]);
        Nodes.Groups.Leaving(near, Nodes[0]);
        var second = fleet.Submit(1, 1, near);
        fleet.Settle();
        Assert.Equal(1, second.Node!.Number);
        Nodes.Groups.HasLeft(near, Nodes[0]);
        fleet.Site.Release(first.Request, Nodes[0]);
        Assert.Equal(1, Nodes.Groups.Domain(near));
    }
}
