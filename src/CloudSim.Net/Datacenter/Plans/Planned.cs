using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Plans;

/// <summary>
/// Every guest goes to the host that a plan names for its first place, as soon as there is room; guests are told apart by the names of
/// their requests, so each stands in the plan once. The plan's times and moves do not count.
/// </summary>
public sealed class Planned : IPlacement
{
    private readonly Dictionary<string, string> hosts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Node> byName = new(StringComparer.Ordinal);
    private int known;

    /// <summary>By the lines of a plan that give a guest its first place: those with a host and without one that it stood on.</summary>
    /// <exception cref="ArgumentException">A guest is placed twice.</exception>
    public Planned(IEnumerable<PlanLine> plan)
    {
        foreach (var line in Check.NotNull(plan, nameof(plan)))
            if (!TryAdd(line))
                throw new ArgumentException($"guest '{line.Guest}' is placed twice", nameof(plan));
    }

    /// <summary>By a plan in a file; see <see cref="PlanFile.Read"/>.</summary>
    /// <exception cref="InputException">No such file, a line that is none of a plan, or a guest that is placed twice.</exception>
    public static Planned Read(string path)
    {
        var planned = new Planned([]);
        foreach (var (row, line) in PlanFile.Numbered(path))
            if (!planned.TryAdd(line))
                throw new InputException(path, row, $"guest '{line.Guest}' is placed twice", "a name of its own for each guest");
        return planned;
    }

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes) => Host(request) is { } host && Find(host, nodes) is { } node
        ? nodes.First(request.Needs, node.Number, node.Number + 1) : null;

    /// <inheritdoc/>
    public Refusal? Refuses(Request request, Node node) => Host(request) is not { } host
        ? new("plan", $"it has no host for guest '{request.Name}'")
        : host == Printable.Of(node.Name) ? null : new("plan", $"guest '{request.Name}' goes to {host}");

    private bool TryAdd(PlanLine line) => line is not { Host: not null, From: null } || hosts.TryAdd(line.Guest, line.Host);

    private string? Host(Request request) => hosts.GetValueOrDefault(Printable.Of(request.Name));

    private Node? Find(string host, NodeIndex nodes)
    {
        for (; known < nodes.Count; known++)
            byName.TryAdd(Printable.Of(nodes[known].Name), nodes[known]);
        return byName.GetValueOrDefault(host);
    }
}
