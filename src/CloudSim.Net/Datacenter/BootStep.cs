namespace CloudSim.Net.Datacenter;

/// <summary>A boot phase that a guest went through.</summary>
/// <param name="Phase">Its name.</param>
/// <param name="Duration">How long it took, waiting included.</param>
public readonly record struct BootStep(string Phase, TimeSpan Duration);
