using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>One move of one guest: what is moved, over what, and who is told.</summary>
public sealed class MigrationJob
{
    /// <summary>The simulation.</summary>
    public required Simulation Simulation { get; init => field = Check.NotNull(value); }

    /// <summary>The guest.</summary>
    public required IMovable Guest { get; init => field = Check.NotNull(value); }

    /// <summary>The network whose links the move shares with all else.</summary>
    public required FlowNetwork Network { get; init => field = Check.NotNull(value); }

    /// <summary>The links from source to target; none if both are one machine.</summary>
    public required IReadOnlyList<Link> Path { get; init => field = Check.NotNull(value); }

    /// <summary>Time of a message from one host to the other, one way.</summary>
    public TimeSpan Latency { get; init => field = Check.Time(value); }

    /// <summary>The clock of the hosts' CPUs; left out, that of the data file (<see cref="MigrationCosts.Clock"/>).</summary>
    public Frequency? Clock { get; init => field = value is { } clock ? Check.Rate(clock) : null; }

    /// <summary>Called while the guest stands still: from then on it lives on the target.</summary>
    public Action? SwitchOver { get; init; }

    /// <summary>Told what the source's CPUs have to do, since it was told last.</summary>
    public Action<Cycles>? ChargeSource { get; init; }

    /// <summary>Told what the target's CPUs have to do, since it was told last.</summary>
    public Action<Cycles>? ChargeTarget { get; init; }

    /// <summary>Told what the guest's own virtual CPUs had to do for the tracking of its writes.</summary>
    public Action<Cycles>? ChargeGuest { get; init; }

    /// <summary>How it ended; null while it has not.</summary>
    public MigrationResult? Result { get; internal set; }
}
