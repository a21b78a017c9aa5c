using CloudSim.Net.Experiments.Figures.Drawing;
using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>A bar to be drawn.</summary>
/// <param name="Group">The number of its category.</param>
/// <param name="Place">Its place among the bars of the category.</param>
/// <param name="Value">Its height with its interval.</param>
/// <param name="Note">A few words beside its number.</param>
/// <param name="Parts">What it is stacked of.</param>
internal sealed record BarPlan(int Group, int Place, Estimate Value, string? Note, IReadOnlyList<(double Value, Look Look)> Parts)
{
    /// <summary>Whether it hangs down from zero.</summary>
    public bool Hangs => Value.Mean < 0;

    /// <summary>What stands beside its end, none of the lines wider than this.</summary>
    public IReadOnlyList<string> Label(float width, float size) =>
        [Numbers.Text(Value.Mean), .. Note is { Length: > 0 } note ? Words.Lines(note, size, width) : []];
}
