using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Power;

/// <summary>What a meter showed at an instant; two of them give the mean power between.</summary>
/// <param name="At">The instant.</param>
/// <param name="Energy">Energy since the meter began.</param>
public readonly record struct PowerReading(DateTime At, Joules Energy)
{
    /// <summary>Mean power from an earlier reading of the same meter to this one; not a number if both are of one instant.</summary>
    public Watts MeanSince(PowerReading earlier) => (Energy - earlier.Energy) / (At - earlier.At);
}
