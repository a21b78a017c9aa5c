namespace CloudSim.Net.Units;

/// <summary>An amount of energy.</summary>
/// <param name="Value">Joules (watt seconds); a difference may be negative.</param>
public readonly record struct Joules(double Value) : IComparable<Joules>
{
    /// <summary>None.</summary>
    public static readonly Joules Zero = default;

    /// <summary>The energy in kilowatt hours (3.6 million joules).</summary>
    public double KilowattHours => Value / 3.6e6;

    /// <inheritdoc/>
    public int CompareTo(Joules other) => Value.CompareTo(other.Value);

    /// <summary>Sum.</summary>
    public static Joules operator +(Joules a, Joules b) => new(a.Value + b.Value);

    /// <summary>Difference.</summary>
    public static Joules operator -(Joules a, Joules b) => new(a.Value - b.Value);

    /// <summary>Multiple.</summary>
    public static Joules operator *(Joules a, double factor) => new(a.Value * factor);

    /// <summary>Mean power over a time; not a number over none.</summary>
    public static Watts operator /(Joules energy, TimeSpan time) => new(energy.Value / time.TotalSeconds);

    /// <summary>Ratio.</summary>
    public static double operator /(Joules a, Joules b) => a.Value / b.Value;

    /// <summary>Order.</summary>
    public static bool operator <(Joules a, Joules b) => a.Value < b.Value;

    /// <summary>Order.</summary>
    public static bool operator >(Joules a, Joules b) => a.Value > b.Value;

    /// <summary>Order.</summary>
    public static bool operator <=(Joules a, Joules b) => a.Value <= b.Value;

    /// <summary>Order.</summary>
    public static bool operator >=(Joules a, Joules b) => a.Value >= b.Value;

    /// <summary>The energy, for instance <c>100 J</c>.</summary>
    public override string ToString() => $"{Value:0.##} J";
}
