using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// What the traced instances of a node want and get, and what the node draws for it, as exact integrals: from one change of its guests to
/// the next demands are lines between samples, so nothing happens for the account. Each guest gets what it wants, at most so many CPUs as
/// it has virtual ones; where that is more than the node has, all are cut by the same factor. A node without guests sleeps: it draws
/// nothing, and wakes at once.
/// </summary>
public sealed partial class DemandAccount
{
    private readonly DemandAccounts accounts;
    private readonly List<Part> parts = [];
    private readonly double core;
    private DateTime last;

    internal DemandAccount(DemandAccounts accounts, Node node)
    {
        var model = node.Host.Model;
        Power = model.Power ?? throw new ArgumentException($"no power of {model.Name} is known (give HostModel.Power)", nameof(node));
        (this.accounts, Node, last) = (accounts, node, accounts.Simulation.Now);
        core = model.Cpu.Clock.Hertz;
        Capacity = core * model.Topology.Cpus;
    }

    /// <summary>The node.</summary>
    public Node Node { get; }

    /// <summary>What it draws by its load.</summary>
    public PowerModel Power { get; }

    /// <summary>Cycles a second that it has.</summary>
    public double Capacity { get; }

    /// <summary>Guests that run on it or are moving to it.</summary>
    public int Guests => parts.Count;

    /// <summary>The part of its capacity that is in use now, 0 to 1.</summary>
    public double Utilization => Math.Min(1, Load(accounts.Simulation.Now) / Capacity);

    /// <summary>Energy up to the last <see cref="Advance"/>.</summary>
    public Joules Energy { get; private set; }

    /// <summary>Time with guests, up to then.</summary>
    public TimeSpan Active { get; private set; }

    /// <summary>Of it, time in which guests wanted more of it than they got; one that is moving to it wants all that it wants.</summary>
    public TimeSpan Short { get; private set; }

    /// <summary>Brings the account up to this instant.</summary>
    public void Advance()
    {
        var now = accounts.Simulation.Now;
        if (parts.Count == 0)
            last = now;
        while (last < now)
        {
            var end = now;
            foreach (var part in parts)
                if (part.Guest.NextSample(last) is var next && next < end)
                    end = next;
            Piece(last, end);
            last = end;
        }
    }

    internal void Add(TracedInstance guest, bool isArriving)
    {
        Advance();
        parts.Add(new(guest, isArriving ? accounts.Overhead : 1, isArriving));
    }

    /// <summary>One that was moving to it runs on it from now on.</summary>
    internal void Arrive(TracedInstance guest)
    {
        Advance();
        parts[parts.FindIndex(part => part.Guest == guest)] = new(guest, 1, IsArriving: false);
    }

    internal void Remove(TracedInstance guest)
    {
        Advance();
        if (parts.RemoveAll(part => part.Guest == guest) > 0 && parts.Count == 0)
            accounts.Shutdowns++;
    }

    private double Load(DateTime time)
    {
        var sum = 0.0;
        foreach (var part in parts)
            sum += Math.Min(part.Guest.DemandAt(time) * part.Share, Ceiling(part));
        return sum;
    }

    private double Ceiling(Part part) => core * part.Guest.Type.VCpus * part.Share;

    // A guest and what its demand counts here.
    private readonly record struct Part(TracedInstance Guest, double Share, bool IsArriving);
}
