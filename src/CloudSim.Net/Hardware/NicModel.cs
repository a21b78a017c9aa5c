using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A network interface.</summary>
/// <param name="Bandwidth">Line rate, each direction; positive.</param>
/// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
public sealed record NicModel(Bandwidth Bandwidth)
{
    /// <summary>Line rate, each direction; positive.</summary>
    public Bandwidth Bandwidth { get; init => field = Check.Rate(value); } = Check.Rate(Bandwidth);
}
