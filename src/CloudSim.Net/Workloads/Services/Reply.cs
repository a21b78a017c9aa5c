namespace CloudSim.Net.Workloads.Services;

/// <summary>The answer to a request.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">Why it failed; null for the others.</param>
public readonly record struct Reply(ReplyStatus Status, string? Reason = null);
