namespace CloudSim.Net.Containers;

/// <summary>One step of a container's start.</summary>
/// <param name="Component">Who did it: docker, dockerd, containerd, shim, runc, kernel.</param>
/// <param name="Step">What.</param>
/// <param name="Duration">How long it took, waiting included.</param>
public readonly record struct StartStep(string Component, string Step, TimeSpan Duration);
