using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using Request = CloudSim.Net.Datacenter.Request;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>The rules again, as plain scans over all nodes and all that stands on them: what the indexes must agree with.</summary>
internal sealed class ScanModel : IPlacement
{
    private static readonly FreeMeasure[] Measures = Enum.GetValues<FreeMeasure>();
    private readonly IPlacement rule;
    private readonly Func<List<Node>, NodeIndex, Node?>? expected;
    private int last;

    public ScanModel(int kind)
    {
        var measure = Measures[kind % 3];
        (rule, expected) = kind switch
        {
            < 3 => ((IPlacement)new BestFit(measure), (Func<List<Node>, NodeIndex, Node?>?)((fit, _) => fit.MinBy(n => Left(measure, n)))),
            < 6 => (new WorstFit(measure), (fit, _) => fit.MaxBy(n => Left(measure, n))),
            6 => (new FirstFit(), (fit, _) => fit.FirstOrDefault()),
            7 => (new NextFit(), (fit, _) => Round(fit, 0)),
            8 => (new RoundRobin(), (fit, _) => Round(fit, 1)),
            9 => (new PowerOfTwoChoices(new RandomStreams(1)["choices"]), null),
            10 => (new VectorPacking(VectorRule.Norm), null),
            _ => (new Filtered(new BestFit(), RuleTests.Not(1)), (fit, _) => fit.Where(n => n.Number != 1)
                .MinBy(n => Left(FreeMeasure.DominantShare, n))),
        };
    }

    public const int Kinds = 12;

    public int Chosen { get; private set; }

    public Node? Choose(Request request, NodeIndex nodes)
    {
        var fit = nodes.All.Where(node => node.IsOpen && Fits(request, node) && IsAllowed(request.Affinity, node, nodes.All)).ToList();
        var wanted = expected?.Invoke(fit, nodes);
        var node = rule.Choose(request, nodes);
        if (expected is not null)
            Assert.Same(wanted, node);
        else
            Assert.True(node is null ? fit.Count == 0 : fit.Contains(node));
        Chosen += node is null ? 0 : 1;
        return node;
    }

    private Node? Round(List<Node> fit, int step)
    {
        var node = fit.Find(n => n.Number >= last) ?? fit.FirstOrDefault();
        last = node?.Number + step ?? last;
        return node;
    }

    private static bool Fits(Request request, Node node)
    {
        var free = node.Allocatable;
        foreach (var one in node.Allocations)
            free -= one.Request.Needs;
        return request.Needs.FitsIn(free);
    }

    private static double Left(FreeMeasure measure, Node node) => measure switch
    {
        FreeMeasure.Cpus => node.Free.Cpus,
        FreeMeasure.Memory => node.Free.Memory.Count,
        _ => new[]
        {
            node.Free.Cpus / node.Allocatable.Cpus, (double)node.Free.Memory.Count / node.Allocatable.Memory.Count,
            (double)node.Free.Slots / node.Allocatable.Slots,
        }.Min(),
    };

    private static bool IsAllowed(Affinity asked, Node node, IReadOnlyList<Node> all)
    {
        bool Near(Node other) => asked.ByRack ? other.Rack == node.Rack : other == node;
        var near = asked.Together is null ? [] : all.SelectMany(n => n.Allocations)
            .Where(a => a.Request.Affinity.Together == asked.Together).ToList();
        return (near.Count == 0 || near.Exists(a => Near(a.Node!))) && (asked.Apart is null
            || !all.Where(Near).SelectMany(n => n.Allocations).Any(a => a.Request.Affinity.Apart == asked.Apart));
    }
}
