using CloudSim.Net.Experiments.Figures.Drawing;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>A series in the legend.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Look">How it is drawn.</param>
/// <param name="Symbol">What is drawn of it.</param>
/// <param name="HasMarker">Whether a marker too.</param>
internal sealed record LegendEntry(string Name, Look Look, Symbol Symbol, bool HasMarker = true);
