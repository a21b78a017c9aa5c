using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Figures;

/// <summary>Numbers that stand beside what they count.</summary>
internal static class Numbers
{
    private const int Significant = 3;

    /// <summary>Three digits or all before the point, no zeros at the end: equal values have equal texts.</summary>
    public static string Text(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "-∞";
        if (double.IsNaN(value) || value == 0)
            return double.IsNaN(value) ? "-" : "0";
        var digits = Formatting.Digits(value);
        return digits is > 7 or < -3 ? Power(value, digits - 1)
            : Formatting.Short(digits < Significant ? Math.Round(value, Significant - digits) : value, Math.Max(Significant, digits));
    }

    private static string Power(double value, int exponent)
    {
        var mantissa = Math.Round(value / Math.Pow(10, exponent), Significant - 1);
        var digits = Enumerable.Range(0, Significant).First(d => d == Significant - 1 || Math.Round(mantissa, d) == mantissa);
        return Ticks.Text(value, Math.Pow(10, exponent - digits));
    }
}
