using System.Globalization;
using System.Text;

namespace CloudSim.Net.Experiments.Output;

/// <summary>Names and numbers as text, the same on every machine.</summary>
internal static class Words
{
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

    /// <summary>A number for reading: four significant digits, thousands apart.</summary>
    public static string Short(double value)
    {
        if (double.IsNaN(value))
            return "-";
        if (value == 0 || Math.Abs(value) is < 1e-4 or >= 1e12)
            return value.ToString("G4", CultureInfo.InvariantCulture);
        var digits = Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 7);
        var format = value == Math.Truncate(value) ? "#,0" : "#,0." + new string('0', digits);
        return value.ToString(digits == 0 ? "#,0" : format, CultureInfo.InvariantCulture);
    }
}
