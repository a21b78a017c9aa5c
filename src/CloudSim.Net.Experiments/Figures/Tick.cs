namespace CloudSim.Net.Experiments.Figures;

/// <summary>A tick of an axis.</summary>
/// <param name="Share">Where it stands, from 0 (begin) to 1 (end).</param>
/// <param name="Text">Its number; empty for a small tick without one.</param>
internal sealed record Tick(double Share, string Text);
