namespace CloudSim.Net.Experiments.Figures;

/// <summary>
/// An axis of a figure. A plain string is a linear axis with that label. A value that an axis cannot show (beyond its begin or end,
/// infinite, or zero on a logarithmic axis) stands at its edge with an arrow and its number.
/// </summary>
/// <param name="Label">The label with its unit, for instance <c>Boot time (ms)</c>.</param>
/// <param name="Log">Whether logarithmic.</param>
/// <param name="Min">Where it begins; left out, the data say.</param>
/// <param name="Max">Where it ends; left out, the data say.</param>
/// <param name="LinearTo">
/// Makes a logarithmic axis symmetric: linear from minus this value to this value, logarithmic beyond, so that zero and negative values
/// have their place. The smallest size that matters is a good choice; above zero.
/// </param>
public sealed record Axis(string Label, bool Log = false, double? Min = null, double? Max = null, double? LinearTo = null)
{
    /// <summary>A linear axis with this label.</summary>
    public static implicit operator Axis(string label) => new(label);

    /// <exception cref="ArgumentException">Its begin, its end or its linear part makes no sense.</exception>
    internal void Check(string title)
    {
        if (Min is { } begin && !double.IsFinite(begin) || Max is { } end && !double.IsFinite(end) || Min >= Max)
            throw Wrong(title, $"goes from {Min} to {Max} (give two numbers in order)");
        if (LinearTo is { } linear && (!Log || !double.IsFinite(linear) || linear <= 0))
            throw Wrong(title, $"is linear to {linear} (give a number above zero, on a logarithmic axis)");
        if (Log && LinearTo is null && (Min <= 0 || Max <= 0))
            throw Wrong(title, $"is logarithmic and goes from {Min} to {Max} (give numbers above zero, or LinearTo)");
    }

    internal ArgumentException Wrong(string title, string what) => new($"figure '{title}': the axis '{Label}' {what}");
}
