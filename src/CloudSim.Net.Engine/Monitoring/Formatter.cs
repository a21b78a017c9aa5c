using System.Globalization;

namespace CloudSim.Net.Engine;

/// <summary>Numbers in columns of equal width.</summary>
public static class Formatter
{
    /// <summary>A number in 12 places, to the right.</summary>
    /// <param name="number">The number.</param>
    /// <param name="silenceNaN">Whether what is not a number is left blank.</param>
    public static string Format12(double number, bool silenceNaN = true) => Format(number, silenceNaN, 12);

    /// <summary>A number in 15 places, to the right.</summary>
    /// <param name="number">The number.</param>
    /// <param name="silenceNaN">Whether what is not a number is left blank.</param>
    public static string Format15(double number, bool silenceNaN = true) => Format(number, silenceNaN, 15);

    private static string Format(double number, bool silenceNaN, int width)
    {
        if (double.IsNaN(number))
            return (silenceNaN ? "" : "NaN").PadLeft(width);
        var text = number.ToString("0.###", CultureInfo.InvariantCulture);
        bool fits = text.Length <= width && (number == 0 || Math.Abs(number) >= 0.001);
        return (fits ? text : number.ToString("0.####e+0", CultureInfo.InvariantCulture)).PadLeft(width);
    }
}
