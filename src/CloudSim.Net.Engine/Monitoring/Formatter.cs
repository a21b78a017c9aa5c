using System.Globalization;

namespace CloudSim.Net.Engine;

/// <summary>
/// Numbers in columns of equal width, as Sim# writes them: whole numbers and decimals stand with their units in one place.
/// </summary>
public static class Formatter
{
    /// <summary>A number in 12 places.</summary>
    /// <param name="number">The number.</param>
    /// <param name="silenceNaN">Whether what is not a number is left blank.</param>
    public static string Format12(double number, bool silenceNaN = true) => Format(number, silenceNaN, 12, 1e7);

    /// <summary>A number in 15 places.</summary>
    /// <param name="number">The number.</param>
    /// <param name="silenceNaN">Whether what is not a number is left blank.</param>
    public static string Format15(double number, bool silenceNaN = true) => Format(number, silenceNaN, 15, 1e10);

    private static string Format(double number, bool silenceNaN, int width, double large)
    {
        double size = Math.Abs(number);
        int digits = width - 7;
        string text;
        if (double.IsNaN(number))
            text = (silenceNaN ? "" : "nan") + "    ";
        else if (size >= 1e100)
            text = Write(number, $"0.{new string('#', digits - 1)}E+000");
        else if (size >= large)
            text = Write(number, $"0.{new string('#', digits)}E+00");
        else if (size is > 1e-100 and < 1e-3)
            text = Write(number, $"0.{new string('#', digits)}E-00");
        else if (size is > 0 and < 1e-3)
            text = Write(number, $"0.{new string('#', digits - 1)}E-000");
        else if (number == (int)number)
            text = Write(number, "0") + "    ";
        else
            text = Write(number, "0.000");
        return text.PadLeft(width);
    }

    private static string Write(double number, string format) => number.ToString(format, CultureInfo.CurrentCulture);
}
