using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Units;
using CsCheck;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>Indexes agree with a plain scan, and books with what stands, whatever happens; and a search costs what it says.</summary>
public class IndexTests
{
    [Fact]
    public void Indexes_agree_with_a_scan_whatever_happens() =>
        Gen.Select(Gen.Int[0, ScanModel.Kinds - 1], Gen.Int[0, 6], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100], Gen.Int[0, 100]).List[0, 80])
            .Sample((kind, nodes, steps) => Do(kind, nodes, steps), threads: 1);

    /// <summary>Nodes with CPUs and hardly memory beside nodes with the reverse: searches earn their bits.</summary>
    [Fact]
    public void Sizes_with_bits_agree_with_a_scan_too() =>
        Gen.Select(Gen.Int[0, ScanModel.Kinds - 1], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100], Gen.Int[0, 100]).List[30, 60])
            .Sample((kind, steps) => Do(kind, -300, steps), iter: 8, threads: 1);

    /// <summary>Whatever is searched for has a bit, as long as 64 of them last.</summary>
    [Fact]
    public void Sizes_with_groups_and_bits_agree_with_a_scan_too() =>
        Gen.Select(Gen.Int[0, ScanModel.Kinds - 1], Gen.Int[1, 9], Gen.Select(Gen.Int[0, 9], Gen.Int[0, 100], Gen.Int[0, 100]).List[0, 80])
            .Sample((kind, nodes, steps) => Do(kind, nodes, steps, hasBits: true), threads: 1);

    [Theory]
    [InlineData(1_000), InlineData(16_000)]
    public void A_search_among_nodes_that_lack_either_costs_a_logarithm_in_the_long_run(int nodes)
    {
        foreach (var rule in new IPlacement[] { new FirstFit(), new BestFit(FreeMeasure.Cpus), new WorstFit() })
        {
            var fleet = new Fleet(rule);
            for (var i = 0; i < nodes; i++)
                fleet.With(1, i % 2 == 0 ? 16 : 0.5, i % 2 == 0 ? 1 : 64);
            const int Searches = 2_000;
            fleet.Place([.. Enumerable.Repeat((4.0, 8.0), 20)]);
            Assert.All(fleet.Records, record => Assert.StartsWith("resources: asked 4 CPUs, 8 GiB memory", record.Reason));
            Assert.InRange(fleet.Site.Nodes.Steps, nodes / 2, 8L * nodes); // it was dear until the size had its bit
            var before = fleet.Site.Nodes.Steps;
            for (var i = 0; i < Searches; i++)
                Assert.Null(rule.Choose(new("one", Fleet.Size(4, 8), Fleet.Make), fleet.Site.Nodes));
            Assert.InRange(fleet.Site.Nodes.Steps - before, Searches, Searches * 2L);

            // One node in the midst of them is found, and found taken, at the cost of a path.
            fleet.With(1, 16, 64);
            before = fleet.Site.Nodes.Steps;
            Assert.Equal([nodes, nodes, nodes, nodes, -1], fleet.Place([.. Enumerable.Repeat((4.0, 8.0), 5)]));
            Assert.InRange(fleet.Site.Nodes.Steps - before, 5, 5 * 4 * double.Log2(nodes));
        }
    }

    [Theory]
    [InlineData(1_000), InlineData(32_000)]
    public void A_change_and_a_search_cost_a_logarithm(int nodes)
    {
        foreach (var rule in new IPlacement[] { new FirstFit(), new NextFit(), new RoundRobin(), new BestFit(), new WorstFit(),
            new PowerOfTwoChoices(new RandomStreams(1)["x"]) })
        {
            var fleet = new Fleet(rule).With(nodes, 16, 64);
            var sizes = Enumerable.Range(0, 500).Select(i => (1.0 + (i % 4), 4.0 + (i % 3))).ToArray();
            Assert.DoesNotContain(-1, fleet.Place(sizes));
            Assert.InRange(fleet.Site.Nodes.Steps, 0, sizes.Length * 4 * double.Log2(nodes));
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var fleet = new Fleet(new FirstFit()).With(1_000, 16, 64);
        var (nodes, random) = (fleet.Site.Nodes, new RandomStreams(1)["x"]);
        var request = new Request("one", Fleet.Size(1, 1), Fleet.Make);
        IPlacement[] rules = [new FirstFit(), new NextFit(), new RoundRobin(), new BestFit(), new WorstFit(),
            new PowerOfTwoChoices(random)];
        for (var i = 0; i < 3; i++)
            Round();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
            Round();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Round()
        {
            foreach (var rule in rules)
            {
                var node = nodes.Choose(rule, request)!;
                fleet.Site.Hold(request, node);
                fleet.Site.Release(request, node);
            }
        }
    }

    [Fact]
    public void Any_draws_each_node_with_room_alike()
    {
        var fleet = new Fleet(new FirstFit());
        for (var i = 0; i < 20; i++)
            fleet.With(1, i % 4 == 0 ? 10 : 1, 100);
        fleet.Site.Nodes[4].IsOpen = false;
        var random = new RandomStreams(5)["any"];
        var drawn = Enumerable.Range(0, 8_000).Select(_ => fleet.Site.Nodes.Any(random, Fleet.Size(5, 1))!.Number).CountBy(n => n).ToList();
        Assert.Equal([0, 8, 12, 16], drawn.Select(d => d.Key).Order());
        Assert.All(drawn, d => Assert.InRange(d.Value, 1_800, 2_200)); // 2000, five standard deviations of 39
    }

    private static void Do(int kind, int nodes, List<(int What, int A, int B)> steps, bool hasBits = false)
    {
        var model = new ScanModel(kind);
        var fleet = new Fleet(model, cpuOvercommit: 2);
        var all = new List<Allocation>();
        for (var i = 0; i < Math.Abs(nodes); i++)
            fleet.With(1, nodes > 0 || i % 50 == 7 ? 4 : i % 2 == 0 ? 4 : 0.1, nodes > 0 || i % 50 == 7 || i % 2 == 1 ? 16 : 0.25, i / 3);
        foreach (var (what, a, b) in steps)
        {
            var (node, one) = (Pick(fleet.Site.Nodes.All, a), Pick(all, a));
            if (what == 0)
                fleet.With(1, 1 + (a % 8), 1 + (b % 32), rack: a % 3);
            else if (what == 1 && node is not null)
                node.IsOpen = b % 3 > 0;
            else if (what == 2)
                one?.Stop();
            else if (what == 3 && one is not null)
                Resize(one, Fleet.Size(0.5 * (1 + (b % 8)), b % 7));
            else
            {
                var size = (Cpus: nodes < 0 ? 1 : 0.5 * (1 + (a % 8)), GiB: nodes < 0 ? 2 + (b % 2) : b % 9);
                var affinity = b % 4 > 0 ? null
                    : new Affinity(a % 3 == 0 ? $"t{b % 3}" : null, a % 3 == 1 ? $"a{b % 2}" : null, a % 2 == 0);
                var bit = RoomSize.Of(Fleet.Size(size.Cpus, size.GiB), affinity);
                if (hasBits && !fleet.Site.Nodes.Sizes.Has(bit))
                    fleet.Site.Nodes.GiveBit(bit);
                all.Add(fleet.Submit(size.Cpus, size.GiB, affinity));
            }

            fleet.Settle();
            Books(fleet, all);
        }
    }

    private static T? Pick<T>(IReadOnlyList<T> list, int which) where T : class => list.Count == 0 ? null : list[which % list.Count];

    private static void Resize(Allocation one, Resources needs)
    {
        var (before, free) = (one.Request.Needs, one.Node?.Free);
        var refusal = one.Resize(needs);
        var fits = free is { } room && needs.FitsIn(room + before);
        Assert.Equal(fits, refusal is null);
        Assert.Equal(fits ? needs : before, one.Request.Needs);
    }

    private static void Books(Fleet fleet, List<Allocation> all)
    {
        foreach (var node in fleet.Site.Nodes.All)
        {
            var on = all.Where(a => a.Node == node).ToList();
            Assert.Equal(on.Aggregate(new Resources(0, Bytes.Zero), (sum, a) => sum + a.Request.Needs), node.Requested);
            Assert.Equal(on.Count, node.Places);
            Assert.True(node.Requested.FitsIn(node.Allocatable));
        }

        Assert.Equal(fleet.Site.Nodes.All.Count(n => n.IsOpen), fleet.Site.Nodes.Open);
        Assert.All(all, a => Assert.True(a.State is AllocationState.Running ? a.Node is not null
            : a.State is AllocationState.Ended or AllocationState.Refused && a.Node is null));
    }
}
