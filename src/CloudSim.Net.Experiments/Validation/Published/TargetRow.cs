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
/// <param name="Reason">Why it misses; empty if it does not.</param>
public sealed record TargetRow(
    string Target, string Quantity, string Unit, string Expected, string Simulated, double ErrorPct, string Tolerance, string Kind,
    bool Pass, string Reason)
{
    /// <summary>How it came about (<see cref="RowClass"/>).</summary>
    public string Class { get; init; } = RowClass.Predicted;

    /// <summary>Why it is of this class, where its set says so; else empty.</summary>
    public string ClassReason { get; init; } = "";

    /// <summary>What a model without any overhead would say; empty where it says nothing.</summary>
    public string NullValue { get; init; } = "";

    /// <summary>Whether that would be right, by the same judge.</summary>
    public bool NullPass { get; init; }

    /// <summary>Names of the published facts, with those of the base after a stroke.</summary>
    public string Facts { get; init; } = "";

    /// <summary>Numbers that it read and whose facts meet its own.</summary>
    public string Parameters { get; init; } = "";

    /// <summary>
    /// Numbers that it read and that were chosen with something of its experiment in view: those that meet, and those that know only what
    /// another system or the base showed.
    /// </summary>
    public string OfExperiment { get; init; } = "";

    /// <summary>The quantity of the set that it stands for; empty for none.</summary>
    public string Replaces { get; init; } = "";

    /// <summary>Whether a single miss is too much: orders and shapes must all be right.</summary>
    public bool MustHold => Kind is "order" or "shape";

    internal static TargetRow Of(Target target, string simulated, double errorPct, bool pass, string reason) => new(
        target.Set, target.Quantity, target.Unit, target.Expected, simulated, errorPct, target.Allowance, target.Kind, pass, reason)
    {
        Facts = string.Join(' ', target.Facts) + (target.Base.Count > 0 ? $" / {string.Join(' ', target.Base)}" : ""),
        Replaces = target.Replaces,
    };
}
