using System.Globalization;
using System.Text;

namespace CloudSim.Net.Experiments.Text;

/// <summary>Names and numbers as text, the same on every machine.</summary>
internal static class Formatting
{
    private static readonly Dictionary<string, string> Units = new()
    {
        ["ns"] = "ns", ["us"] = "µs", ["ms"] = "ms", ["s"] = "s", ["pct"] = "%", ["kib"] = "KiB", ["mib"] = "MiB", ["gib"] = "GiB",
        ["mhz"] = "MHz", ["ghz"] = "GHz",
    };

    /// <summary><c>BootP50Ms</c> to <c>boot_p50_ms</c>, <c>IOWait</c> to <c>io_wait</c>.</summary>
    public static string Snake(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(name[i])
                && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1])));
            if (startsWord && name[i - 1] != '_')
                text.Append('_');
            text.Append(char.ToLowerInvariant(name[i]));
        }
        return text.ToString();
    }

    /// <summary><c>r => r.Outcome.LastReadyMs</c> to <c>last ready (ms)</c>: the last name, its unit apart.</summary>
    public static string AxisLabel(string expression)
    {
        var words = Snake(expression[(expression.LastIndexOf('.') + 1)..].Trim(' ', ')', ';')).Split('_');
        return words.Length > 1 && Units.TryGetValue(words[^1], out var unit)
            ? $"{string.Join(' ', words[..^1])} ({unit})" : string.Join(' ', words);
    }

    /// <summary>What a thing is called: its <c>Name</c> if it has one, else its text.</summary>
    public static string Name(object thing) =>
        thing as string ?? thing.GetType().GetProperty("Name")?.GetValue(thing) as string
            ?? Convert.ToString(thing, CultureInfo.InvariantCulture) ?? "";

    /// <summary>
    /// Whole numbers in full, others rounded to seven significant digits; an exponent only below 1e-6 and from 1e15 up.
    /// NaN is empty, infinity is <c>inf</c>.
    /// </summary>
    public static string Number(double value)
    {
        if (double.IsNaN(value))
            return "";
        if (double.IsInfinity(value))
            return value > 0 ? "inf" : "-inf";
        if (value == Math.Truncate(value) && Math.Abs(value) < 1e15)
            return (value + 0.0).ToString("0", CultureInfo.InvariantCulture);
        var rounded = double.Parse(value.ToString("G7", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Abs(rounded) is >= 1e-6 and < 1e15
            ? rounded.ToString("0.############", CultureInfo.InvariantCulture)
            : rounded.ToString("0.######e0", CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// A number for reading: so many significant digits, fewer if the rest are zeros, whole numbers in full, thousands apart.
    /// </summary>
    public static string Short(double value, int significant = 4)
    {
        if (double.IsNaN(value))
            return "-";
        if (value == 0 || Math.Abs(value) is < 1e-4 or >= 1e12)
            return value.ToString($"G{significant}", CultureInfo.InvariantCulture);
        var decimals = value == Math.Truncate(value) ? 0 : Math.Clamp(significant - Digits(value), 0, 12);
        while (decimals > 0 && Math.Round(value, decimals - 1) == value)
            decimals--;
        return Fixed(value, decimals);
    }

    /// <summary>
    /// A value and the ends of its interval for reading, for instance <c>1.83 [1.79, 1.88]</c>: with so many decimals that the width has
    /// two significant digits. An end that is not known is a dash.
    /// </summary>
    public static string Interval(double value, double low, double high)
    {
        var width = Math.Max(high - value, value - low) is var both && !double.IsNaN(both) ? both
            : double.IsNaN(high) ? value - low : high - value;
        if (!(width > Math.Abs(value) * 1e-6))
            return Short(value);
        var decimals = 2 - Digits(width);
        return $"{Fixed(value, decimals)} [{End(low)}, {End(high)}]";

        string End(double end) => double.IsNaN(end) ? "-" : Fixed(end, decimals);
    }

    /// <summary>How many digits stand before the decimal point; 0 for 0.1 to 1, -1 for 0.01 to 0.1, and so on.</summary>
    public static int Digits(double value) => (int)Math.Floor(Math.Log10(Math.Abs(value))) + 1;

    /// <summary>A number with so many decimals, thousands apart.</summary>
    public static string Fixed(double value, int decimals) =>
        value.ToString($"N{Math.Clamp(decimals, 0, 12)}", CultureInfo.InvariantCulture);
}
