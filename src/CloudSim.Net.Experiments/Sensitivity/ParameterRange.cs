using CloudSim.Net.Calibration;

namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>How far a number of the models may be from its value.</summary>
/// <param name="Parameter">The number.</param>
/// <param name="Low">The least that it may be, in its unit; at most its value.</param>
/// <param name="High">The most that it may be, in its unit; at least its value.</param>
/// <param name="Kind">Where the range comes from.</param>
public sealed record ParameterRange(Parameter Parameter, double Low, double High, RangeKind Kind)
{
    private const double All = 100;

    /// <summary>
    /// Half and twice the value for an estimate: of numbers that were reasoned, not measured, little more is known than their size.
    /// </summary>
    public const double EstimateFactor = 2;

    /// <summary>
    /// What is assumed of a published or measured number without a range: a fifth below and above. The list of calibration ranges gives
    /// those of its numbers that were taken from data 13 % below and 33 % above (medians).
    /// </summary>
    public const double AssumedShare = 0.2;

    /// <summary>Data file and name, as <c>--set</c> takes them.</summary>
    public string Name => $"{Parameter.Sheet}.{Parameter.Name}";

    /// <summary>Whether it has room to be another.</summary>
    public bool Varies => High > Low;

    /// <summary>Whether it counts things, so that it stays whole.</summary>
    public bool IsWhole => Parameter.Unit is "count" or "Hz" && Parameter.Value == Math.Truncate(Parameter.Value);

    /// <summary>
    /// The range of a number: what its data file states; else a factor of two for an estimate, and a share for what was published or
    /// measured. What a document or a program's source specifies, and what a user set, is exact. A share of a whole stays within it
    /// (at most 100 %, where the value is), and what counts things stays whole, so that a count of one is never less.
    /// </summary>
    /// <param name="parameter">The number.</param>
    /// <param name="assumed">For <see cref="RangeKind.Assumed"/>, from 0 (exact) to below 1.</param>
    public static ParameterRange Of(Parameter parameter, double assumed = AssumedShare)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        if (!(assumed >= 0 && assumed < 1))
            throw new ArgumentOutOfRangeException(nameof(assumed), assumed, "a share from 0 to below 1");
        var value = parameter.Value;
        var (low, high, kind) = parameter switch
        {
            { IsOverride: true } => (value, value, RangeKind.Exact),
            { Low: { } from, High: { } to } => (from, to, from < to ? RangeKind.Stated : RangeKind.Exact),
            { Source.IsEstimate: true } => (value / EstimateFactor, value * EstimateFactor, RangeKind.Estimate),
            { Source.Kind: "document" or "code" } => (value, value, RangeKind.Exact),
            _ => (value * (1 - assumed), value * (1 + assumed), RangeKind.Assumed),
        };
        if (parameter.Unit == "%" && value <= All)
            high = Math.Min(high, All);
        var range = new ParameterRange(parameter, low, high, kind);
        if (range.IsWhole)
            range = range with { Low = Math.Ceiling(low), High = Math.Floor(high) };
        return range.Varies ? range : range with { Low = value, High = value, Kind = RangeKind.Exact };
    }

    /// <summary>
    /// The value below which it lies with this probability. The law is triangular with its peak at the number's own value: the ends are the
    /// least likely. Where the range begins above zero it is so on a scale of factors, on which half and twice are equally far.
    /// </summary>
    /// <param name="share">From 0 to 1.</param>
    public double Quantile(double share)
    {
        var isScaled = Low > 0;
        double Place(double value) => isScaled ? Math.Log(value) : value;
        var (low, peak, high) = (Place(Low), Place(Parameter.Value), Place(High));
        if (!Varies)
            return Parameter.Value;
        var place = share * (high - low) <= peak - low
            ? low + Math.Sqrt(share * (high - low) * (peak - low))
            : high - Math.Sqrt((1 - share) * (high - low) * (high - peak));
        return Held(isScaled ? Math.Exp(place) : place);
    }

    /// <summary>The nearest value that it can have: within the range, and whole where it counts things.</summary>
    internal double Held(double value) => Math.Clamp(IsWhole ? Math.Round(value) : value, Low, High);
}
