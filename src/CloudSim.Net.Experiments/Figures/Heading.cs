namespace CloudSim.Net.Experiments.Figures;

/// <summary>What stands above a figure.</summary>
/// <param name="Title">The finding.</param>
/// <param name="Subtitle">Under which conditions; or null.</param>
internal sealed record Heading(string Title, string? Subtitle);
