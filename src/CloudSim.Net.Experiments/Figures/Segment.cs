namespace CloudSim.Net.Experiments.Figures;

/// <summary>One part of a stacked bar.</summary>
/// <param name="Name">What the part is; equal names share a colour and a line of the legend.</param>
/// <param name="Value">Its height, from zero up.</param>
public sealed record Segment(string Name, double Value);
