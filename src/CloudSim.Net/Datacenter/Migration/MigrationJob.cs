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

    /// <summary>The clock of the source's CPUs; left out, that of the data file (<see cref="MigrationCosts.Clock"/>).</summary>
    public Frequency? Clock { get; init => field = value is { } clock ? Check.Rate(clock) : null; }

    /// <summary>The clock of the target's CPUs; left out, that of the source's.</summary>
    public Frequency? TargetClock { get; init => field = value is { } clock ? Check.Rate(clock) : null; }

    /// <summary>Called while the guest stands still: from then on it lives on the target.</summary>
    public Action? SwitchOver { get; init; }

    /// <summary>
    /// Told what the source's CPUs have to do, since it was told last. One thread does it: the stream is no faster than that
    /// (<see cref="MigrationCosts.SendRate(Frequency)"/>); left out, sending takes no CPU and is not bound by any.
    /// </summary>
    public Action<Cycles>? ChargeSource { get; init; }

    /// <summary>The same of the target's (<see cref="MigrationCosts.ReceiveRate"/>).</summary>
    public Action<Cycles>? ChargeTarget { get; init; }

    /// <summary>
    /// Told what the tracking of its writes took of the guest, since it was told last: time that its virtual CPUs lose together.
    /// </summary>
    public Action<Cycles>? ChargeGuest { get; init; }

    /// <summary>How it ended; null while it has not. Set by the way to move.</summary>
    public MigrationResult? Result { get; set; }
}
