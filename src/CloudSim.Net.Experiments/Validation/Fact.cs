using System.Globalization;

namespace CloudSim.Net.Experiments.Validation;

/// <summary>Something that was published or measured: what results are compared with, and what numbers are taken from.</summary>
/// <param name="Id">What rows and numbers cite it by.</param>
/// <param name="Run">
/// What it was measured in: one experiment of one paper on one system, or one series of measurements. Who looked at one of its facts has
/// seen them all.
/// </param>
/// <param name="Experiment">
/// The run with those of all other systems beside it: the bars of one benchmark in a figure, its base among them.
/// </param>
/// <param name="System">What was measured.</param>
/// <param name="Metric">Which quantity.</param>
/// <param name="Value">Its value as the source has it: a number, a range, a word.</param>
/// <param name="Unit">Its unit.</param>
/// <param name="Conditions">Under which conditions.</param>
/// <param name="Source">The paper, document or data.</param>
/// <param name="Confidence">How surely the value is the source's.</param>
public sealed record Fact(string Id, string Run, string Experiment, string System, string Metric, string Value, string Unit,
    string Conditions, string Source, string Confidence)
{
    /// <summary>The value as a number; null where it is none.</summary>
    public double? Number => double.TryParse(Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
