using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>A policy of consolidation: a detector of overload and a selection of guests, or neither.</summary>
/// <param name="Name">Detector and selection, for instance <c>THR-MMT</c>; <c>DVFS</c> moves nobody.</param>
/// <param name="Parameter">The detector's threshold or safety; null without one.</param>
/// <param name="Detector">Which nodes are overloaded; null if nobody moves.</param>
/// <param name="Selection">Makes the rule by which guests leave them, of its random draws; null if nobody moves.</param>
public sealed record ConsolidationPolicy(
    string Name, double? Parameter, IOverloadDetector? Detector, Func<RandomStream, IGuestSelection>? Selection)
{
    /// <summary>Its name.</summary>
    public string Name { get; init => field = Check.NotNull(value); } = Check.NotNull(Name);

    /// <summary>The detector's threshold or safety; null without one.</summary>
    public double? Parameter { get; init => field = Given(value); } = Given(Parameter);

    /// <summary>
    /// <c>DVFS</c> and each of <c>THR</c>, <c>MAD</c>, <c>IQR</c>, <c>LR</c> with each of <c>MMT</c>, <c>RS</c>, <c>MC</c>, <c>MU</c>, with
    /// the papers' parameters (<c>ConsolidationPolicy.csv</c>).
    /// </summary>
    public static IReadOnlyList<ConsolidationPolicy> All(Parameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        var p = parameters.Beside<ConsolidationPolicy>();
        var otherwise = new StaticThreshold(p.Ratio("fallback_threshold"));
        var (threshold, mad, iqr, lr) = (p.Ratio("thr").Value, p.Ratio("mad").Value, p.Ratio("iqr").Value, p.Ratio("lr").Value);
        (string Name, double Parameter, IOverloadDetector Detector)[] detectors =
        [
            ("THR", threshold, new StaticThreshold(threshold)),
            ("MAD", mad, new AdaptiveThreshold(Dispersion.MedianAbsoluteDeviation, mad, p.Whole("least_readings"), otherwise)),
            ("IQR", iqr, new AdaptiveThreshold(Dispersion.InterquartileRange, iqr, p.Whole("least_readings"), otherwise)),
            ("LR", lr, new LocalRegression(lr, p.Whole("lr_readings"), p.Flag("lr_weighted"), otherwise)),
        ];
        (string Name, Func<RandomStream, IGuestSelection> Selection)[] selections =
        [
            ("MMT", _ => LeastFirst.MigrationTime), ("RS", random => new RandomSelection(random)),
            ("MC", _ => new MaximumCorrelation(LeastFirst.MigrationTime)), ("MU", _ => LeastFirst.Utilization),
        ];
        return
        [
            new("DVFS", null, null, null),
            .. from detector in detectors
               from selection in selections
               select new ConsolidationPolicy(
                   $"{detector.Name}-{selection.Name}", detector.Parameter, detector.Detector, selection.Selection),
        ];
    }

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    private static double? Given(double? value) => value is { } given ? Check.Amount(given, nameof(Parameter)) : null;
}
