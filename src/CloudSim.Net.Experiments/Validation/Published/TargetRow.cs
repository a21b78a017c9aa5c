namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>A target with what the simulation says about it.</summary>
/// <param name="Target">The set.</param>
/// <param name="Quantity">What was measured.</param>
/// <param name="Unit">Unit of the number.</param>
/// <param name="Expected">What was published.</param>
/// <param name="Simulated">What was computed.</param>
/// <param name="ErrorPct">How far off, in percent; NaN where that means nothing.</param>
/// <param name="Tolerance">How far off is still right.</param>
/// <param name="Kind">The kind of check.</param>
/// <param name="Pass">Whether it is right.</param>
/// <param name="Source">Ids of the published facts.</param>
/// <param name="Reason">Why it misses; empty if it does not.</param>
/// <param name="CalibratedBy">The data file with a parameter that was taken from this row or fitted to it; empty for a prediction.</param>
public sealed record TargetRow(
    string Target, string Quantity, string Unit, string Expected, string Simulated, double ErrorPct, string Tolerance, string Kind,
    bool Pass, string Source, string Reason, string CalibratedBy)
{
    /// <summary>Whether a single miss is too much: orders and shapes must all be right.</summary>
    public bool MustHold => Kind is "order" or "shape";

    /// <summary>Whether no parameter was taken from it.</summary>
    public bool IsPrediction => CalibratedBy.Length == 0;

    internal static TargetRow Of(Target target, string simulated, double errorPct, bool pass, string reason, string calibratedBy) => new(
        target.Set, target.Quantity, target.Unit, target.Expected, simulated, errorPct, target.Allowance, target.Kind, pass, target.Source,
        reason, calibratedBy);
}
