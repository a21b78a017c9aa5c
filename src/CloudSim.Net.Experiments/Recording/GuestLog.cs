using CloudSim.Net.Datacenter.Recording;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>The event log of one guest.</summary>
/// <param name="Guest">Its name.</param>
/// <param name="Lines">What happened.</param>
/// <param name="Dropped">How many lines there was no room for.</param>
internal sealed record GuestLog(string Guest, List<LogLine> Lines, long Dropped);
