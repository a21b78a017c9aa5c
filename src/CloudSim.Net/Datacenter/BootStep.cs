using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>A boot phase that a guest went through.</summary>
/// <param name="Kind">What it did.</param>
/// <param name="Title">Its title.</param>
/// <param name="Duration">How long it took, waiting included.</param>
public readonly record struct BootStep(StepKind Kind, string Title, TimeSpan Duration);
