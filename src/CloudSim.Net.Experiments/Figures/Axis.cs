namespace CloudSim.Net.Experiments.Figures;

/// <summary>An axis of a figure. A plain string is a linear axis with that label.</summary>
/// <param name="Label">The label with its unit, for instance <c>Boot time (ms)</c>.</param>
/// <param name="Log">Whether logarithmic, with ticks at the decades; values must then be above zero.</param>
/// <param name="Min">Where it begins; left out, the data say.</param>
/// <param name="Max">Where it ends; left out, the data say.</param>
public sealed record Axis(string Label, bool Log = false, double? Min = null, double? Max = null)
{
    /// <summary>A linear axis with this label.</summary>
    public static implicit operator Axis(string label) => new(label);
}
