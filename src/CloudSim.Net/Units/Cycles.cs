namespace CloudSim.Net.Units;

/// <summary>CPU clock cycles: the unit in which a mechanism's cost is counted, before a clock turns it into time.</summary>
/// <param name="Count">Cycles; fractions occur in means.</param>
public readonly record struct Cycles(double Count) : IComparable<Cycles>
{
    /// <summary>No cycles.</summary>
    public static readonly Cycles Zero = default;

    /// <summary>The time that they take at this clock, in whole nanoseconds (rounded to even).</summary>
    public long NanosecondsAt(Frequency clock) => checked((long)Math.Round(Count * 1e9 / clock.Hertz));

    /// <summary>The time that they take at this clock.</summary>
    public TimeSpan At(Frequency clock) => TimeSpan.FromSeconds(Count / clock.Hertz);

    /// <summary>The cycles of this time at this clock.</summary>
    public static Cycles Of(TimeSpan time, Frequency clock) => new(time.TotalSeconds * clock.Hertz);

    /// <inheritdoc/>
    public int CompareTo(Cycles other) => Count.CompareTo(other.Count);

    /// <summary>Sum.</summary>
    public static Cycles operator +(Cycles a, Cycles b) => new(a.Count + b.Count);

    /// <summary>Difference.</summary>
    public static Cycles operator -(Cycles a, Cycles b) => new(a.Count - b.Count);

    /// <summary>Multiple.</summary>
    public static Cycles operator *(Cycles a, double factor) => new(a.Count * factor);

    /// <summary>Multiple.</summary>
    public static Cycles operator *(double factor, Cycles a) => new(a.Count * factor);

    /// <summary>Ratio.</summary>
    public static double operator /(Cycles a, Cycles b) => a.Count / b.Count;

    /// <summary>Order.</summary>
    public static bool operator <(Cycles a, Cycles b) => a.Count < b.Count;

    /// <summary>Order.</summary>
    public static bool operator >(Cycles a, Cycles b) => a.Count > b.Count;

    /// <summary>Order.</summary>
    public static bool operator <=(Cycles a, Cycles b) => a.Count <= b.Count;

    /// <summary>Order.</summary>
    public static bool operator >=(Cycles a, Cycles b) => a.Count >= b.Count;

    /// <summary>The count, for instance <c>1300 cycles</c>.</summary>
    public override string ToString() => $"{Count:0.##} cycles";
}
