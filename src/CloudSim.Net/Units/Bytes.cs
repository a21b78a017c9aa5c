using System.Globalization;

namespace CloudSim.Net.Units;

/// <summary>
/// An amount of memory or data in bytes. Binary prefixes (KiB, MiB, GiB) are powers of 1,024; KB, MB, GB of 1,000.
/// Arithmetic that leaves the range of a count throws <see cref="OverflowException"/>.
/// </summary>
/// <param name="Count">Bytes; negative only as a difference.</param>
public readonly record struct Bytes(long Count) : IComparable<Bytes>
{
    private static readonly Dictionary<string, double> Named = new(StringComparer.Ordinal)
    {
        ["B"] = 1, ["KiB"] = 1024, ["MiB"] = 1024 * 1024, ["GiB"] = 1024.0 * 1024 * 1024, ["TiB"] = 1024.0 * 1024 * 1024 * 1024,
        ["KB"] = 1e3, ["MB"] = 1e6, ["GB"] = 1e9, ["TB"] = 1e12,
    };

    /// <summary>No bytes.</summary>
    public static readonly Bytes Zero = default;

    /// <summary>Reads a size with its unit, for instance <c>64GiB</c>, <c>1.5 MB</c>: false if it is none, or beyond a long.</summary>
    public static bool TryParse(string text, out Bytes size)
    {
        size = Zero;
        var unit = text.AsSpan().Trim().TrimStart("0123456789.").Trim().ToString();
        var number = text.AsSpan().Trim();
        number = number[..^unit.Length].Trim();
        if (!Named.TryGetValue(unit, out var factor)
            || !double.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || !(value * factor < long.MaxValue))
            return false;
        size = new((long)Math.Round(value * factor));
        return true;
    }

    /// <summary>The amount in KiB (1,024 bytes).</summary>
    public double KiB => Count / 1024.0;

    /// <summary>The amount in MiB (1,048,576 bytes).</summary>
    public double MiB => Count / (1024.0 * 1024);

    /// <summary>The amount in GiB (1,073,741,824 bytes).</summary>
    public double GiB => Count / (1024.0 * 1024 * 1024);

    /// <summary>How many pages of this size cover the amount (rounded up).</summary>
    public long Pages(Bytes pageSize) => checked(Count + pageSize.Count - 1) / pageSize.Count;

    /// <summary>The amount rounded up to whole pages of this size.</summary>
    public Bytes RoundUp(Bytes pageSize) => new(checked(Pages(pageSize) * pageSize.Count));

    /// <summary>The smaller of two amounts.</summary>
    public static Bytes Min(Bytes a, Bytes b) => a.Count <= b.Count ? a : b;

    /// <summary>The larger of two amounts.</summary>
    public static Bytes Max(Bytes a, Bytes b) => a.Count >= b.Count ? a : b;

    /// <inheritdoc/>
    public int CompareTo(Bytes other) => Count.CompareTo(other.Count);

    /// <summary>Sum.</summary>
    public static Bytes operator +(Bytes a, Bytes b) => new(checked(a.Count + b.Count));

    /// <summary>Difference.</summary>
    public static Bytes operator -(Bytes a, Bytes b) => new(checked(a.Count - b.Count));

    /// <summary>Multiple, rounded to whole bytes.</summary>
    public static Bytes operator *(Bytes a, double factor) => new(checked((long)Math.Round(a.Count * factor)));

    /// <summary>How often <paramref name="b"/> goes into <paramref name="a"/>.</summary>
    public static double operator /(Bytes a, Bytes b) => (double)a.Count / b.Count;

    /// <summary>Time to move this amount at this rate, to the nearest 100 ns.</summary>
    public static TimeSpan operator /(Bytes a, Bandwidth rate) => Durations.OfSeconds(a.Count / rate.BytesPerSecond);

    /// <summary>Order.</summary>
    public static bool operator <(Bytes a, Bytes b) => a.Count < b.Count;

    /// <summary>Order.</summary>
    public static bool operator >(Bytes a, Bytes b) => a.Count > b.Count;

    /// <summary>Order.</summary>
    public static bool operator <=(Bytes a, Bytes b) => a.Count <= b.Count;

    /// <summary>Order.</summary>
    public static bool operator >=(Bytes a, Bytes b) => a.Count >= b.Count;

    /// <summary>The amount with the largest binary prefix that leaves at least one unit, for instance <c>2.5 MiB</c>.</summary>
    public override string ToString() => Math.Abs((double)Count) switch
    {
        >= 1L << 30 => $"{GiB:0.##} GiB",
        >= 1L << 20 => $"{MiB:0.##} MiB",
        >= 1L << 10 => $"{KiB:0.##} KiB",
        _ => $"{Count} B",
    };
}
