using CloudSim.Net.Units;

namespace CloudSim.Net.Hardware;

/// <summary>A network interface.</summary>
/// <param name="Bandwidth">Line rate, each direction.</param>
public sealed record NicModel(Bandwidth Bandwidth);
