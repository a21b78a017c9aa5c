namespace CloudSim.Net.Units;

/// <summary>A power: energy a second.</summary>
/// <param name="Value">Watts; a difference may be negative.</param>
public readonly record struct Watts(double Value) : IComparable<Watts>
{
    /// <summary>None.</summary>
    public static readonly Watts Zero = default;

    /// <inheritdoc/>
    public int CompareTo(Watts other) => Value.CompareTo(other.Value);

    /// <summary>Sum.</summary>
    public static Watts operator +(Watts a, Watts b) => new(a.Value + b.Value);

    /// <summary>Difference.</summary>
    public static Watts operator -(Watts a, Watts b) => new(a.Value - b.Value);

    /// <summary>Multiple.</summary>
    public static Watts operator *(Watts a, double factor) => new(a.Value * factor);

    /// <summary>Energy of this power over a time.</summary>
    public static Joules operator *(Watts power, TimeSpan time) => new(power.Value * time.TotalSeconds);

    /// <summary>Ratio.</summary>
    public static double operator /(Watts a, Watts b) => a.Value / b.Value;

    /// <summary>Order.</summary>
    public static bool operator <(Watts a, Watts b) => a.Value < b.Value;

    /// <summary>Order.</summary>
    public static bool operator >(Watts a, Watts b) => a.Value > b.Value;

    /// <summary>Order.</summary>
    public static bool operator <=(Watts a, Watts b) => a.Value <= b.Value;

    /// <summary>Order.</summary>
    public static bool operator >=(Watts a, Watts b) => a.Value >= b.Value;

    /// <summary>The power, for instance <c>122 W</c>.</summary>
    public override string ToString() => $"{Value:0.##} W";
}
