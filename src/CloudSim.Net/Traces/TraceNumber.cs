using System.Globalization;

namespace CloudSim.Net.Traces;

/// <summary>Numbers of a text, read without a string for each.</summary>
internal static class TraceNumber
{
    // Powers of ten that a double has exactly: a quotient of two such numbers is rounded once, so it is the double nearest to the text
    // (Clinger, PLDI 1990).
    private static readonly double[] Tens = [1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>A number with a point, or none, and perhaps an exponent.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        var (isNegative, digits, point, mantissa) = (text is ['-', ..], 0, -1, 0L);
        for (var i = isNegative ? 1 : 0; i < text.Length; i++)
        {
            var digit = (uint)(text[i] - '0');
            if (digit <= 9 && digits < 15)
                (mantissa, digits) = ((10 * mantissa) + digit, digits + 1);
            else if (text[i] == '.' && point < 0)
                point = digits;
            else
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }

        value = mantissa / Tens[point < 0 ? 0 : digits - point];
        value = isNegative ? -value : value;
        return digits > 0;
    }
}
