using CloudSim.Net.Experiments.Statistics;

namespace CloudSim.Net.Experiments.Sensitivity;

/// <summary>
/// How far an answer lies apart when all numbers that it was computed with lie anywhere in their ranges. It says how sure the numbers are,
/// not how sure the model.
/// </summary>
/// <param name="P5">5 % of the answers do not exceed it; NaN of fewer than 20.</param>
/// <param name="P50">The median.</param>
/// <param name="P95">95 % of the answers do not exceed it; NaN of fewer than 20.</param>
/// <param name="Count">How many answers.</param>
public readonly record struct Band(double P5, double P50, double P95, int Count)
{
    /// <summary>As few draws as tell the ends.</summary>
    public const int Least = 20;

    /// <summary>The band of these answers, one a draw; those that are not known (NaN) are left out.</summary>
    public static Band Of(IEnumerable<double> answers)
    {
        var known = Quantiles.Of(answers.Where(a => !double.IsNaN(a)));
        return known.Count == 0 ? new(double.NaN, double.NaN, double.NaN, 0)
            : new(known.Count < Least ? double.NaN : known[0.05], known.P50, known.P95, known.Count);
    }
}
