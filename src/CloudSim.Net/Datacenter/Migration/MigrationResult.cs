using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>What became of a move.</summary>
/// <param name="End">How it ended.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Time">From its begin to its end: when all pages are on the target, or it was given up.</param>
/// <param name="Downtime">How long the guest stood still altogether.</param>
/// <param name="Rounds">The passes over its memory, the last ones with the guest standing still, or living on the target.</param>
public sealed record MigrationResult(
    MigrationEnd End, string Reason, TimeSpan Time, TimeSpan Downtime, IReadOnlyList<MigrationRound> Rounds)
{
    /// <summary>Whether the guest lives on the target with all its pages.</summary>
    public bool IsMoved => End is MigrationEnd.Moved or MigrationEnd.Forced;

    /// <summary>Bytes sent in all rounds; of one that was broken off what had arrived.</summary>
    public Bytes Sent => new(Rounds.Sum(r => r.Sent.Count));

    /// <summary>The largest share of its time that was taken away from the guest to slow its writes.</summary>
    public double Throttle { get; init; }

    /// <summary>Pages that the guest waited for after it lived on the target.</summary>
    public long Faults { get; init; }

    /// <summary>How long its virtual CPUs waited for them altogether.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>The mean time of such a wait; none without any.</summary>
    public TimeSpan FaultLatency => Faults == 0 ? TimeSpan.Zero : Waited / Faults;
}
