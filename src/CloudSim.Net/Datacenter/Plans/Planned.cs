using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Plans;

/// <summary>
/// Every guest goes to the host that a plan names for its first place, as soon as there is room; guests are told apart by the names of
/// their requests, and of those with one name the n-th that gets a place is the plan's n-th. Its times do not count for that. Where the
/// plan has no more to say of a guest that it knows, it takes the first node that has room: so a node can be drained. The plan's moves are
/// made by <see cref="Replay"/>.
/// </summary>
public sealed class Planned : IPlacement
{
    private readonly Dictionary<string, Guest> guests = new(StringComparer.Ordinal); // looked up only
    private readonly List<PlanLine> moves = [];
    private readonly PlanHosts hosts = new();
    private (Guest Guest, Node Node)? chosen; // at the last turn: whether it has become a place is known at the next one

    /// <summary>By the lines of a plan that give a guest its first place: those with a host and without one that it stood on.</summary>
    /// <param name="plan">The lines in order of time.</param>
    public Planned(IEnumerable<PlanLine> plan)
    {
        foreach (var line in Check.NotNull(plan, nameof(plan)))
            Add(line);
    }

    /// <summary>By a plan in a file; see <see cref="PlanFile.Read"/>.</summary>
    /// <exception cref="InputException">No such file, or a line that is none of a plan.</exception>
    public static Planned Read(string path) => new(PlanFile.Read(path));

    /// <inheritdoc/>
    public Node? Choose(Request request, NodeIndex nodes)
    {
        Settle();
        if (Find(request) is not { } guest)
            return null;
        if (nodes.Leaves is not null || guest.Next is not { } host)
            return nodes.First(request.Needs);
        if (hosts.Find(host, nodes) is not { } node || nodes.First(request.Needs, node.Number, node.Number + 1) is null)
            return null;
        chosen = (guest, node);
        return node;
    }

    /// <inheritdoc/>
    public Refusal? Refuses(Request request, Node node)
    {
        Settle();
        return Find(request) is not { } guest ? new("plan", $"it has no host for guest '{request.Name}'")
            : guest.Placed > 0 || guest.Next is not { } host || hosts.NameOf(node) == host ? null
            : new("plan", $"guest '{request.Name}' goes to {host}");
    }

    /// <summary>
    /// Makes the plan's moves: each begins at the time at which the plan has the guest on its new host, on which it stands when the move
    /// has got it there.
    /// </summary>
    /// <param name="datacenter">Where.</param>
    /// <param name="how">How guests are moved.</param>
    /// <param name="refused">Told of each move that was not begun, and why: the guest does not run where the plan has it, or the datacenter
    /// refuses it.</param>
    /// <returns>Ends when the last one has begun.</returns>
    public Process Replay(Datacenter datacenter, ILiveMigration how, Action<PlanLine, Refusal>? refused = null)
    {
        ArgumentNullException.ThrowIfNull(datacenter);
        ArgumentNullException.ThrowIfNull(how);
        return datacenter.Simulation.Process(Moves());

        IEnumerable<Event> Moves()
        {
            var simulation = datacenter.Simulation;
            foreach (var line in moves)
            {
                if (simulation.StartDate + line.Time > simulation.Now)
                    yield return simulation.Timeout(simulation.StartDate + line.Time - simulation.Now);
                if (Begin(line, datacenter, how) is { } refusal)
                    refused?.Invoke(line, refusal);
            }
        }
    }

    private Refusal? Begin(PlanLine line, Datacenter datacenter, ILiveMigration how)
    {
        if (hosts.Find(line.Host!, datacenter.Nodes) is not { } target)
            return new("plan", $"there is no {line.Host}");
        var stands = hosts.Find(line.From!, datacenter.Nodes)?.Allocations
            .Where(allocation => allocation.State == AllocationState.Running && Printable.Of(allocation.Request.Name) == line.Guest)
            .MinBy(allocation => allocation.Number);
        return stands is null ? new("plan", $"guest '{line.Guest}' does not run on {line.From}")
            : datacenter.Move(stands, target, how).Refusal;
    }

    private void Add(PlanLine line)
    {
        if (line is { Host: { } host, From: null })
        {
            if (!guests.TryGetValue(line.Guest, out var guest))
                guests.Add(line.Guest, guest = new());
            guest.Hosts.Add(host);
        }
        else if (line is { Host: not null, From: not null } && line.Host != line.From)
            moves.Add(line);
    }

    // A node that refused to make the guest is passed over at once, and the guest has its turn again.
    private void Settle()
    {
        if (chosen is not { } last)
            return;
        chosen = null;
        if (!last.Node.IsPassedOver)
            last.Guest.Placed++;
    }

    private Guest? Find(Request request) => guests.GetValueOrDefault(Printable.Of(request.Name));

    // Those of one name.
    private sealed class Guest
    {
        public List<string> Hosts { get; } = [];

        public int Placed { get; set; }

        public string? Next => Placed < Hosts.Count ? Hosts[Placed] : null;
    }
}
