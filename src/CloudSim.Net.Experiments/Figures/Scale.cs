namespace CloudSim.Net.Experiments.Figures;

/// <summary>From the values of an axis to shares of its length.</summary>
internal sealed class Scale
{
    private const double Rounding = 1e-9;
    private readonly Axis axis;
    private readonly double low, high;

    /// <summary>An axis that shows these values, those that it can, with room at both ends.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">The values.</param>
    /// <param name="zero">Whether a linear axis begins at zero where no value is below.</param>
    /// <param name="room">Room at the ends, a share of the span.</param>
    public Scale(Axis axis, IEnumerable<double> values, bool zero = false, double room = 0.04)
    {
        this.axis = axis;
        var places = values.Select(Place).Where(double.IsFinite).ToList();
        var fromZero = zero && !axis.Log && places.All(p => p >= 0);
        if (zero && !axis.Log)
            places.Add(0);
        if (places.Count == 0)
            places.AddRange(axis.Log ? [0, 1] : [0.0, 1]);
        var (least, most) = (places.Min(), places.Max());
        var span = most - least > Math.Abs(most) * Rounding ? most - least
            : axis.Log && axis.LinearTo is null ? 0.4 : most == 0 ? 1 : Math.Abs(most) * 0.4;
        if (most - least < span)
            (least, most) = fromZero ? (0, Math.Max(most, span)) : (least - span / 2, most + span / 2);
        var begin = least - span * room;
        low = axis.Min is { } min ? Place(min) : fromZero || (!axis.Log && least >= 0) ? Math.Max(0, fromZero ? 0 : begin) : begin;
        high = axis.Max is { } max ? Place(max) : most + span * room;
        if (low >= high)
            (low, high) = axis.Min is null ? (high - span, high) : (low, low + span);
    }

    public string Label => axis.Label;

    public bool Log => axis.Log;

    public double? LinearTo => axis.LinearTo;

    /// <summary>The values at the ends.</summary>
    public double Least => Value(low);

    public double Most => Value(high);

    /// <summary>Whether it reaches from below to above zero.</summary>
    public bool CrossesZero => (!axis.Log || axis.LinearTo is not null) && low < 0 && high > 0;

    /// <summary>How long it is, in decades on a logarithmic axis.</summary>
    public double Span => high - low;

    /// <summary>-1 for what lies below its begin, 1 for what lies above its end, else 0.</summary>
    public int Beyond(double value)
    {
        var place = Place(value);
        return place < low - Span * Rounding ? -1 : place > high + Span * Rounding ? 1 : 0;
    }

    /// <summary>Where the value lies, from 0 (begin) to 1 (end); what lies beyond has the edge.</summary>
    public double Share(double value) => Math.Clamp((Place(value) - low) / Span, 0, 1);

    private double Place(double value) => !axis.Log ? value
        : axis.LinearTo is not { } linear ? value > 0 ? Math.Log10(value) : double.NegativeInfinity
        : Math.Abs(value) <= linear ? value / linear
        : Math.Sign(value) * (1 + Math.Log10(Math.Abs(value) / linear));

    private double Value(double place) => !axis.Log ? place
        : axis.LinearTo is not { } linear ? Math.Pow(10, place)
        : Math.Abs(place) <= 1 ? place * linear
        : Math.Sign(place) * linear * Math.Pow(10, Math.Abs(place) - 1);
}
