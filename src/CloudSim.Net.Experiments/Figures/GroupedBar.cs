using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>One bar of a group.</summary>
/// <param name="Group">The group, below its bars.</param>
/// <param name="Series">The series, which has the same colour in every group and a line in the legend.</param>
/// <param name="Value">The height with its interval.</param>
public sealed record GroupedBar(string Group, string Series, Estimate Value);
