using System.Globalization;

namespace CloudSim.Net.Traces.Formats;

/// <summary>What kinds of fields the first rows of a table have: what tables without a header are known by.</summary>
internal static class RowShape
{
    private const int Rows = 20;

    /// <summary>Whether at least half of the first rows have this shape, a sign a field: <c>n</c> a number, <c>N</c> that or nothing,
    /// <c>t</c> a text that is no number, <c>T</c> that or nothing, <c>a</c> anything but nothing, <c>A</c> anything, and a digit 0 to 9 a
    /// whole number from 0 to it.</summary>
    /// <param name="head">The file's begin.</param>
    /// <param name="shape">The signs.</param>
    /// <param name="optional">As many of the last fields may be left out.</param>
    /// <param name="separator">What stands between two fields; a blank means any blanks and tabs.</param>
    /// <param name="from">The first row that counts.</param>
    public static bool Has(TraceHead head, string shape, int optional = 0, char separator = ',', int from = 0)
    {
        var rows = head.Lines.Skip(from).Where(line => line[0] != '#').Take(Rows).ToList();
        return rows.Count > 0 && 2 * rows.Count(row => IsOf(Fields(row, separator), shape, optional)) >= rows.Count;
    }

    /// <summary>Whether a field is a number.</summary>
    public static bool IsNumber(string field) => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static string[] Fields(string row, char separator) =>
        separator == ' ' ? row.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries) : row.Split(separator);

    private static bool IsOf(string[] fields, string shape, int optional) =>
        fields.Length <= shape.Length && fields.Length >= shape.Length - optional
        && fields.Zip(shape, (field, sign) => IsOf(field.Trim(), sign)).All(isOf => isOf);

    private static bool IsOf(string field, char sign) => sign switch
    {
        'n' => IsNumber(field),
        'N' => field.Length == 0 || IsNumber(field),
        't' => field.Length > 0 && !IsNumber(field),
        'T' => !IsNumber(field),
        'a' => field.Length > 0,
        'A' => true,
        _ => field.Length == 1 && field[0] >= '0' && field[0] <= sign,
    };
}
