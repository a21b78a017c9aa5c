using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Overloaded is a node whose guests want more than a fixed share of it (THR; Beloglazov, Abawajy and Buyya, FGCS 28(5) 2012).
/// </summary>
/// <param name="Threshold">The share, 0 to 1.</param>
public sealed record StaticThreshold(double Threshold) : IOverloadDetector
{
    /// <summary>The share, 0 to 1.</summary>
    public double Threshold { get; init => field = Check.Share(value); } = Check.Share(Threshold);

    /// <inheritdoc/>
    public bool UsesHistory => false;

    /// <inheritdoc/>
    public bool IsOverloaded(in NodeReading node) => node.Demand > Threshold;
}
