using CloudSim.Net.Datacenter.Migration;

namespace CloudSim.Net.Datacenter;

/// <summary>A live move of a request from one node to another.</summary>
public sealed class Relocation
{
    internal Relocation(Allocation allocation, Node target)
    {
        (Allocation, From, To) = (allocation, allocation.Node, target);
        Done = new Event(target.Host.Simulation);
    }

    /// <summary>Who moves.</summary>
    public Allocation Allocation { get; }

    /// <summary>From where; null if it stood nowhere.</summary>
    public Node? From { get; }

    /// <summary>Where to.</summary>
    public Node To { get; }

    /// <summary>Why it was not begun; null if it was.</summary>
    public Refusal? Refusal { get; internal set; }

    /// <summary>How it ended; null while it has not, and if it was refused.</summary>
    public MigrationResult? Result { get; internal set; }

    /// <summary>Whether the guest lives on the target, all of it.</summary>
    public bool IsMoved => Result is { IsMoved: true };

    /// <summary>Succeeds when the move is over, however it ended; at once if it was refused.</summary>
    public Event Done { get; }

    internal Process? Process { get; set; }

    /// <summary>Whether its request has ended: the move goes no further.</summary>
    internal bool IsAbandoned { get; set; }

    /// <summary>The nodes, and how it ended.</summary>
    public override string ToString() => $"{Allocation.Request.Name} from {From} to {To}: "
        + (Refusal is not null ? $"refused, {Refusal}" : Result is null ? "under way" : $"{Result.End}, {Result.Reason}");
}
