using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Units;
using CsCheck;
using static CloudSim.Net.Tests.Datacenter.Consolidation.ConsolidationRig;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

public class ConsolidatorTests
{
    private static readonly ConsolidationRules Rules = ConsolidationRules.Of(P);

    /// <summary>Two guests on two nodes, a fifth of one: the one with less load is emptied, to the other.</summary>
    [Fact]
    public void A_node_whose_guests_fit_elsewhere_is_emptied_in_the_time_of_its_memory()
    {
        var rig = new ConsolidationRig(4);
        var (large, small) = (rig.Submit(1, 1000, 0.5), rig.Submit(1, 1000, 0.3));
        var consolidator = new Consolidator(rig.Datacenter, Rules, new StaticThreshold(0.8), LeastFirst.MigrationTime);
        consolidator.Start();
        rig.RunTo(299);
        Assert.NotEqual(large.Node, small.Node);
        var (from, to) = (small.Node, large.Node);
        rig.RunTo(301);
        Assert.Equal((from, to, AllocationState.Moving), (small.Node, small.Target, small.State));
        rig.RunTo(315.9);
        Assert.Equal(AllocationState.Moving, small.State); // 1,000 MB at half a gigabit a second: 16 s
        rig.RunTo(316.1);
        Assert.Equal((to, AllocationState.Running), (small.Node, small.State));
        rig.RunTo(3000);
        Assert.Equal((1, to), (consolidator.Moves, large.Node));
    }

    /// <summary>The only node with room is asleep, so the overloaded one wakes it; nobody wakes one to empty another.</summary>
    [Fact]
    public void An_overloaded_node_is_relieved_until_it_is_not_overloaded()
    {
        var rig = new ConsolidationRig(2, firstModel: 1, placement: new FirstFittingCpu());
        var guests = new[] { (1.5, 300), (1.5, 100), (1.5, 200) }.Select(g => rig.Submit(g.Item1, g.Item2, 0.5, 1)).ToList();
        var consolidator = new Consolidator(rig.Datacenter, Rules, new StaticThreshold(0.8), LeastFirst.MigrationTime);
        consolidator.Start();
        rig.RunTo(299);
        Assert.All(guests, guest => Assert.Equal(0, guest.Node!.Number)); // 42 %, then 85 %
        rig.RunTo(350);
        Assert.Equal([0, 1, 0], guests.Select(guest => guest.Node!.Number)); // the least memory moves
        Assert.Equal(1, consolidator.Moves);
    }

    [Fact]
    public void The_node_whose_power_rises_least_is_chosen_of_those_that_are_not_overloaded_then() => (
        from load in Gen.Double[0.01, 0.75].Array[2, 12]
        from demand in Gen.Double[0.05, 1.8]
        select (load, demand)).Sample((load, demand) =>
    {
        var rig = new ConsolidationRig(load.Length);
        var rule = new StaticThreshold(0.8);
        var nodes = rig.Nodes.Select(node => new NodeLoad(node, Rules.Readings)).ToList();
        var request = new Request("guest", default, (Node _, out Refusal? refusal) => throw new InvalidOperationException());
        GuestLoad Of(double ghz)
        {
            var guest = new GuestLoad(rig.Datacenter.Submit(request), Megabytes(1), 2.6e9, Rules.Readings);
            guest.Read(ghz * 1e9);
            return guest;
        }

        foreach (var (node, share) in nodes.Zip(load))
        {
            for (var half = 0; half < 2; half++)
                node.Standing.Add(Of(share * node.Capacity / 2e9));
            node.Begin();
        }

        var found = PowerAwareBestFit.Choose(nodes, Of(demand), rule, Rules);
        var able = nodes.Zip(load).Where(n => n.Second + (demand * 1e9 / n.First.Capacity) <= 0.8 && demand * 1e9 <= n.First.Core).ToList();
        Assert.Equal(able.Count == 0, found is null);
        double Rise(NodeLoad node, double share) =>
            node.Power.At(share + (demand * 1e9 / node.Capacity)).Value - node.Power.At(share).Value;
        if (found is not null)
            Assert.Equal(able.Min(n => Rise(n.First, n.Second)), Rise(found, load[nodes.IndexOf(found)]), 1e-9);
    });

    [Fact]
    public void A_plan_that_is_taken_back_leaves_the_room_that_there_was()
    {
        var rig = new ConsolidationRig(1);
        var request = new Request("guest", new(0, Megabytes(4096), slots: 1),
            (Node _, out Refusal? refusal) => throw new InvalidOperationException());
        var guest = new GuestLoad(rig.Datacenter.Submit(request), Megabytes(4096), 1e9, Rules.Readings);
        guest.Read(0.5e9);
        var node = new NodeLoad(rig.Nodes.Single(), Rules.Readings);
        node.Begin();
        node.Plan(guest);
        Assert.False(node.HasRoom(guest));
        Assert.True(node.IsOverloaded(new StaticThreshold(0.13), Rules));
        node.Unplan(guest);
        Assert.True(node.HasRoom(guest));
        Assert.Equal((0, 0), (node.Wanted, node.Usable));
    }

    /// <summary>
    /// Random days under each detector and selection, with guests stopped at random: at all times each guest stands on one node and holds a
    /// second place only while it moves, nodes hold what stands on them or comes to them, and none is lost.
    /// </summary>
    [Fact]
    public void No_guest_is_lost_and_books_and_accounts_agree() => (
        from hosts in Gen.Int[1, 8]
        from guests in Gen.Select(Gen.Double[0.1, 2.5], Gen.Int[100, 2000], Gen.Int[0, 100].Array[14]).Array[1, 24]
        from policy in Gen.Int[1, 16]
        from stops in Gen.Select(Gen.Int[0, 23], Gen.Double[1, 4000]).Array[0, 6]
        select (hosts, guests, policy, stops)).Sample((hosts, guests, which, stops) =>
    {
        var rig = new ConsolidationRig(hosts);
        var policy = ConsolidationPolicy.All(P)[which];
        var consolidator = new Consolidator(rig.Datacenter, Rules, policy.Detector!, policy.Selection!(new RandomStreams(1)["selection"]));
        consolidator.Start();
        var moved = 0;
        rig.Datacenter.Recorded += record =>
        {
            moved += record.Reason == "moved" ? 1 : 0;
            Agree(rig);
        };
        consolidator.Rounded += () => Agree(rig);
        var all = guests.Select(g => rig.Submit(g.Item1, g.Item2, [.. g.Item3.Select(percent => percent / 100.0)])).ToList();
        foreach (var (guest, time) in stops)
            if (guest < all.Count)
                new Alarm(rig.Sim, all[guest].Stop).Set(time.Seconds);
        rig.RunTo(4150); // moves take at most 32 s
        Agree(rig);
        Assert.All(all, one => Assert.True(one.State is AllocationState.Running or AllocationState.Ended or AllocationState.Refused));
        Assert.InRange(consolidator.Moves, moved, moved + stops.Length);
        rig.Accounts.Advance();
        Assert.All(all.Where(one => one.Sandbox is not null).Select(ConsolidationRig.Of),
            guest => Assert.InRange(guest.Delivered, 0, guest.Demanded * (1 + 1e-9)));
    }, iter: 200);

    private static void Agree(ConsolidationRig rig)
    {
        foreach (var node in rig.Nodes)
        {
            Assert.All(node.Allocations, one => Assert.Equal(node, one.Node));
            Assert.True(node.Requested.FitsIn(node.Allocatable));
            Assert.InRange(node.Places, node.Allocations.Count, int.MaxValue);
        }

        var standing = rig.Nodes.SelectMany(node => node.Allocations).ToList();
        Assert.Equal(standing.Count, standing.Distinct().Count());
        Assert.All(standing, one => Assert.Equal(one.State == AllocationState.Moving, one.Target is not null));
        Assert.Equal(rig.Nodes.Sum(node => node.Places), standing.Count + standing.Count(one => one.Target is not null));
    }
}
