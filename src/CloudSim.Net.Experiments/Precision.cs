using System.Globalization;
using CloudSim.Net.Experiments.Output;
using CloudSim.Net.Experiments.Running;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments;

/// <summary>Whether the quantities that a stage names are known well enough in all its cells (<c>--until-ci</c>).</summary>
/// <param name="stage">The stage's name.</param>
/// <param name="share">Half width as a share of the mean.</param>
/// <param name="most">Replications at the most.</param>
/// <param name="until">The quantities of one outcome: a record of numbers.</param>
internal sealed class Precision<TCell, TOutcome>(string stage, double share, int most, Func<TOutcome, object> until)
{
    private readonly SequentialRule rule = new(share, most);

    /// <summary>How many replications of each cell there shall be: the same of all, so that cells can be paired.</summary>
    public int Next(int runs, IReadOnlyList<Result<TCell, TOutcome>> results) =>
        rule.Next(runs, () => Known(results).Select(k => k.Estimate));

    /// <summary>One line that says whether it was reached, and if not what is known worst.</summary>
    public string Verdict(IReadOnlyList<Result<TCell, TOutcome>> results)
    {
        var known = Known(results).ToList();
        var runs = known.Count == 0 ? 0 : known[0].Estimate.Count;
        var asked = $"±{Percent(share)} of the mean";
        if (rule.IsReached)
        {
            var none = known.Count(k => double.IsNaN(k.Estimate.HalfWidth));
            return $"{stage}: {asked} reached after {runs:N0} runs" +
                (none > 0 ? $", but for {none:N0} of {known.Count:N0} that have no value" : "");
        }
        var wide = known.Where(k => !rule.IsNarrow(k.Estimate)).ToList();
        var what = wide.Count == 0 ? "narrow enough at the last look only" : Worst(wide.MaxBy(k => Width(k.Estimate)));
        return $"{stage}: {asked} not reached after {runs:N0} runs: {wide.Count:N0} of {known.Count:N0} are wider, {what}";
    }

    private static string Worst((TCell Cell, string Name, Estimate Estimate) wide) =>
        $"{wide.Name} of {CellName(wide.Cell!)} {(Width(wide.Estimate) is var width && double.IsPositiveInfinity(width)
            ? "has no interval" : $"is known to ±{Percent(width)}")}";

    // Of a record "Cell { Platform = Firecracker, Number = 10 }" what stands in the braces.
    private static string CellName(object cell)
    {
        var (name, at) = (Formatting.Name(cell), Formatting.Name(cell).IndexOf("{ ", StringComparison.Ordinal));
        return at >= 0 && name.EndsWith(" }", StringComparison.Ordinal) ? name[(at + 2)..^2] : name;
    }

    private static double Width(Estimate estimate) =>
        Math.Abs(estimate.HalfWidth / estimate.Mean) is var width && double.IsNaN(width) ? double.PositiveInfinity : width;

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.###} %");

    private IEnumerable<(TCell Cell, string Name, Estimate Estimate)> Known(IReadOnlyList<Result<TCell, TOutcome>> results)
    {
        foreach (var cell in results.ByCell())
        {
            var values = cell.Outcomes.Select(until).ToList();
            foreach (var column in Column.Of(values[0].GetType()).Where(c => c.IsNumber && c.Parts.Count == 1))
                yield return (cell.Cell, column.Name, Estimate.Of(values.Select(value => Convert.ToDouble(
                    column.Get(value) ?? double.NaN, CultureInfo.InvariantCulture))));
        }
    }
}
