namespace CloudSim.Net.Calibration;

/// <summary>One number of a data file, with its origin.</summary>
/// <param name="Sheet">The data file's name without folder and ending, for instance <c>Firecracker</c>.</param>
/// <param name="Name">The name in the file, in snake case.</param>
/// <param name="Value">The number, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit as written (see <see cref="ParameterSheet"/> for the known ones).</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Place">The place in the source: section, table, figure, row id, function.</param>
/// <param name="Note">What it means here; for an estimate, why this value.</param>
/// <param name="Line">Line in the data file.</param>
public sealed record Parameter(
    string Sheet, string Name, double Value, string Unit, Source Source, string Place, string Note, int Line)
{
    /// <summary>
    /// Published or measured facts that the number was taken from, or that were in view when it was chosen, also by trial: ids of the lists
    /// of facts, with <c>*</c> at the end for all that begin so. A result that is compared with one of them is calibrated by this number.
    /// Empty for a number from elsewhere.
    /// </summary>
    public IReadOnlyList<string> Facts { get; init; } = [];

    /// <summary>
    /// The least that it may be, in <see cref="Unit"/>, at most <see cref="Value"/>: what <see cref="Range"/> says. Null where nothing
    /// states a range. Where least and most are the value itself the number is chosen, not found, so that there is nothing to be unsure of.
    /// </summary>
    public double? Low { get; init; }

    /// <summary>The most that it may be, in <see cref="Unit"/>, at least <see cref="Value"/>; null where nothing states a range.</summary>
    public double? High { get; init; }

    /// <summary>Where the range stands: source, section or ids of facts; for a chosen number, that it is. Empty without a range.</summary>
    public string Range { get; init; } = "";

    /// <summary>Whether a user set it, in place of the data file's value.</summary>
    public bool IsOverride => Source == Source.Override;

    /// <summary>
    /// Whether it is what a published figure leaves over, one number of which nothing tells what it consists of (its note begins with
    /// <c>unexplained:</c>). A result that rests on it is an input, or calibrated, and says nothing about other machines.
    /// </summary>
    public bool IsUnexplained => Note.StartsWith("unexplained:", StringComparison.Ordinal);

    /// <summary>Value and unit as a user would write them, for instance <c>60ms</c>.</summary>
    public string Text => string.Create(System.Globalization.CultureInfo.InvariantCulture,
        $"{Value}{(ParameterSheet.HasPlainUnit(Unit) ? "" : char.IsDigit(Unit[0]) ? $" {Unit}" : Unit)}");
}
