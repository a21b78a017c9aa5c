using System.Globalization;
using ScottPlot;
using ScottPlot.TickGenerators;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>From values to places on an axis (their decimal logarithm on a logarithmic one), and its ticks.</summary>
internal sealed class Scale(Axis axis)
{
    private const string Superscripts = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    public double Place(double value) => axis.Log ? Math.Log10(value) : value;

    /// <summary>An end of an interval that a logarithmic axis cannot show is left out: the bar then ends at the value.</summary>
    public double Place(double end, double otherwise) => double.IsNaN(end) || (axis.Log && end <= 0) ? Place(otherwise) : Place(end);

    /// <summary>Sets the limits that show these places, with room (a share of the span) at both ends, and the ticks.</summary>
    public void Apply(IAxis target, IEnumerable<double> places, double roomBelow, double roomAbove)
    {
        var all = places.ToList();
        var (low, high) = (all.Min(), all.Max());
        var span = high > low ? high - low : Math.Max(Math.Abs(high), 1) * 0.2;
        var start = !axis.Log && low >= 0 ? Math.Max(0, low - span * roomBelow) : low - span * roomBelow;
        low = axis.Min is { } min ? Place(min) : Decade(start, Math.Floor);
        high = axis.Max is { } max ? Place(max) : Decade(high + span * roomAbove, Math.Ceiling);
        target.Range.Set(low, high);
        target.TickGenerator = axis.Log ? Decades(low, high) : new NumericAutomatic { LabelFormatter = Text, TickDensity = 0.6 };
        target.Label.Text = axis.Label;
    }

    /// <summary>The end of the decade if it is near: so that its number stands on the axis.</summary>
    private double Decade(double place, Func<double, double> end) => axis.Log && Math.Abs(end(place) - place) < 0.35 ? end(place) : place;

    /// <summary>Where bars of a logarithmic axis stand: the axis' own begin, or the decade below the smallest value.</summary>
    public double Base(IEnumerable<double> values) =>
        !axis.Log ? 0 : axis.Min is { } min ? Place(min) : Math.Floor(Math.Log10(values.Min()) - 0.05);

    /// <summary>A tick with its number at each decade; at 2 and 5 too if there are fewer than three decades.</summary>
    private static NumericManual Decades(double low, double high)
    {
        var ticks = new NumericManual();
        var labelled = high - low < 0.8 ? new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9 } : high - low < 2.2 ? [1, 2, 5] : [1];
        var apart = Math.Max(1, (int)Math.Ceiling((high - low) / 9));
        for (var decade = (int)Math.Floor(low); decade <= Math.Ceiling(high); decade++)
            for (var digit = 1; digit <= 9; digit++)
            {
                var place = decade + Math.Log10(digit);
                if (place < low - 1e-9 || place > high + 1e-9)
                    continue;
                if (labelled.Contains(digit) && decade % apart == 0)
                    ticks.AddMajor(place, Text(digit, decade));
                else
                    ticks.AddMinor(place);
            }
        return ticks;
    }

    private static string Text(int digit, int decade)
    {
        if (decade is >= -4 and <= 6)
            return ((double)(digit * (decimal)Math.Pow(10, decade))).ToString("#,0.####", CultureInfo.InvariantCulture);
        var exponent = string.Concat(Math.Abs(decade).ToString(CultureInfo.InvariantCulture).Select(c => Superscripts[c - '0']));
        return $"{(digit == 1 ? "" : $"{digit}·")}10{(decade < 0 ? "⁻" : "")}{exponent}";
    }

    private static string Text(double value) => Math.Abs(value) is > 0 and (< 1e-4 or >= 1e7)
        ? value.ToString("0.##e0", CultureInfo.InvariantCulture)
        : value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
