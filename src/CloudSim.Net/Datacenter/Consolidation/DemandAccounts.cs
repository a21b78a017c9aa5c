using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What traced instances want and get, node by node (<see cref="DemandAccount"/>), and what both come to.</summary>
public sealed class DemandAccounts
{
    private readonly Dictionary<Node, DemandAccount> byNode = [];
    private readonly List<DemandAccount> all = [];

    /// <summary>No account yet.</summary>
    /// <param name="simulation">The simulation.</param>
    /// <param name="overhead">The part of its demand that a guest loses while it moves, and that the target works for it meanwhile, 0 to
    /// 1.</param>
    public DemandAccounts(Simulation simulation, double overhead)
    {
        Simulation = Check.NotNull(simulation, nameof(simulation));
        Overhead = Check.Share(overhead, nameof(overhead));
    }

    /// <summary>The simulation.</summary>
    public Simulation Simulation { get; }

    /// <summary>The part of its demand that a guest loses while it moves, and that the target works for it meanwhile.</summary>
    public double Overhead { get; }

    /// <summary>The accounts, in the order in which their nodes were first asked for.</summary>
    public IReadOnlyList<DemandAccount> All => all;

    /// <summary>Cycles that guests have wanted.</summary>
    public double Demanded { get; internal set; }

    /// <summary>Cycles that guests have wanted and not got while they moved.</summary>
    public double LostToMoves { get; internal set; }

    /// <summary>How often the last guest has left a node.</summary>
    public int Shutdowns { get; internal set; }

    /// <summary>The account of a node.</summary>
    public DemandAccount Of(Node node)
    {
        if (byNode.TryGetValue(Check.NotNull(node, nameof(node)), out var account))
            return account;
        account = new(this, node);
        byNode.Add(node, account);
        all.Add(account);
        return account;
    }

    /// <summary>Brings all accounts up to this instant.</summary>
    public void Advance()
    {
        foreach (var account in all)
            account.Advance();
    }
}
