using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>One pass over the pages that were to be sent.</summary>
/// <param name="Pages">Pages sent, zero pages among them.</param>
/// <param name="Zero">Zero pages among them, of which a header was sent.</param>
/// <param name="Sent">Bytes sent, with headers and, in the last round before the guest lives on the target, what is no memory.</param>
/// <param name="Time">How long it took.</param>
/// <param name="Dirtied">Pages written meanwhile; none while the guest stood still.</param>
/// <param name="Throttle">The share of its time that was taken away from the guest meanwhile.</param>
public readonly record struct MigrationRound(long Pages, long Zero, Bytes Sent, TimeSpan Time, long Dirtied, double Throttle)
{
    /// <summary>Bytes sent in a second; infinite where it took no time.</summary>
    public double BytesPerSecond => Time > TimeSpan.Zero ? Sent.Count / Time.TotalSeconds : double.PositiveInfinity;
}
