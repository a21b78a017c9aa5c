using System.Globalization;
using CloudSim.Net.Experiments.Figures;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>What was computed against what was published, as one figure: every row that is a number, or several.</summary>
public static class Agreement
{
    private const double Band = 0.25;

    /// <summary>
    /// Draws the rows. A row that misses and is more than a quarter off has its name beside it. Statements, bounds and what was published
    /// as zero have no place on logarithmic axes and are left out; the subtitle says how many. A ratio to native is drawn as an overhead.
    /// </summary>
    /// <param name="rows">The rows.</param>
    /// <param name="score">What the title says.</param>
    /// <exception cref="ArgumentException">No row is a number.</exception>
    public static Figure Figure(IReadOnlyList<TargetRow> rows, PredictedScore score)
    {
        var points = rows.SelectMany(Points).ToList();
        var shown = points.Select(p => p.Row).Distinct().Count();
        return Figures.Figure.Agreement(
            $"{score.Held} of {score.Of} predicted results hold; a model without any overhead gets {score.NullHeld} of them right",
            new Axis("Published (each in its own unit)", Log: true), new Axis("Simulated (same unit)", Log: true), Band,
            points.Select(p => p.Point), [.. RowClass.All.OrderBy(Order)],
            $"{shown} of {rows.Count} rows, those that are numbers; ratios to native as overheads in percent; dashed: {100 * Band:0} % " +
            $"more, or as many times less; each row is judged by its own tolerance; named: misses outside the band");
    }

    // In the order of marks: filled, hollow, grey, crosses.
    private static int Order(string itsClass) => itsClass switch
    {
        RowClass.Predicted => 0, RowClass.Calibrated => 1, RowClass.Input => 2, _ => 3,
    };

    private static IEnumerable<(TargetRow Row, AgreementPoint Point)> Points(TargetRow row)
    {
        var (expected, found) = (Numbers(row.Expected, " : "), Numbers(row.Simulated, " / "));
        if (expected is null || found is null || expected.Count != found.Count || expected.Any(e => e <= 0))
            yield break;
        var ratio = row.Tolerance.Contains("ratio");
        foreach (var (published, simulated) in expected.Zip(found))
        {
            var (e, f) = row.Unit.StartsWith("x ", StringComparison.Ordinal) ? Overheads(published, simulated) : (published, simulated);
            if (e <= 0)
                continue;
            var far = !row.Pass && (f > e * (1 + Band) || f * (1 + Band) < e);
            yield return (row, new(row.Class, e, ratio ? f / found[0] * expected[0] : f, far ? $"{row.Target} {row.Quantity}" : null));
        }
    }

    // What ratios are off 1, in percent; below zero if the simulated one is off to the other side.
    private static (double, double) Overheads(double published, double simulated) =>
        (Math.Round(100 * Math.Abs(1 - published), 9), 100 * (1 - simulated) * Math.Sign(1 - published));

    // Null for what is no number, or a bound.
    private static List<double>? Numbers(string text, string between)
    {
        var numbers = new List<double>();
        foreach (var part in text.Split([between, " / "], StringSplitOptions.None))
            if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
                return null;
            else
                numbers.Add(number);
        return numbers;
    }
}
