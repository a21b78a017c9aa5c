namespace CloudSim.Net.Units;

/// <summary>Events or clock cycles in one second.</summary>
/// <param name="Hertz">Per second; positive.</param>
public readonly record struct Frequency(double Hertz)
{
    /// <summary>The frequency in GHz.</summary>
    public double GHz => Hertz / 1e9;

    /// <summary>The time between two events, to the nearest 100 ns.</summary>
    public TimeSpan Period => Durations.OfSeconds(1 / Hertz);

    /// <summary>The frequency with its prefix, for instance <c>2.5 GHz</c>.</summary>
    public override string ToString() => Hertz >= 1e9 ? $"{GHz:0.##} GHz" : $"{Hertz:0.##} Hz";
}
