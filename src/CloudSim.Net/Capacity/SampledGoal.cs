using CloudSim.Net.Statistics;

namespace CloudSim.Net.Capacity;

/// <summary>A goal that is measured window by window, until it is clear whether it is met.</summary>
/// <param name="goal">The goal: a share of guest time, or of requests, must be below its bound.</param>
internal sealed class SampledGoal(Goal goal)
{
    private readonly BoundedMeanTest test = new(1 - goal.Share);
    private readonly List<(double Value, double Weight)> values = [];
    private double weight;

    public Goal Goal => goal;

    public long Windows => test.Count;

    /// <summary>Whether it is clear, with this confidence.</summary>
    public bool IsDecided(double confidence) => Math.Max(test.ConfidenceBelow, test.ConfidenceAbove) >= confidence;

    /// <summary>Takes what a window's guests, or requests, have; each counts as many as the others.</summary>
    /// <param name="measured">Shares of time, or seconds.</param>
    /// <param name="missing">How many more there are that the host could not take: they miss the goal.</param>
    public void Add(IReadOnlyList<double> measured, int missing)
    {
        var all = measured.Count + missing;
        if (all == 0)
            return;
        test.Add((measured.Count(value => value >= goal.Bound) + missing) / (double)all);
        foreach (var value in measured)
            values.Add((value, 1.0 / all));
        if (missing > 0)
            values.Add((double.PositiveInfinity, (double)missing / all));
        weight += 1;
    }

    /// <summary>What was measured so far.</summary>
    public GoalResult Result()
    {
        values.Sort((a, b) => a.Value.CompareTo(b.Value));
        var met = IsDecided(0.5) ? test.ConfidenceBelow > test.ConfidenceAbove : !(test.Mean > test.Bound);
        var confidence = Math.Max(0, met ? test.ConfidenceBelow : test.ConfidenceAbove);
        // Windows are independent, the guests of one are not: the interval of a quantile by the ranks of so many windows.
        var spread = 1.96 * Math.Sqrt(goal.Share * (1 - goal.Share) / Math.Max(1, weight));
        return new(goal, met, confidence, Quantile(goal.Share), Quantile(goal.Share - spread), Quantile(goal.Share + spread));
    }

    private double Quantile(double share)
    {
        var (left, unit) = (Math.Clamp(share, 0, 1) * weight, goal.BoundInUnit / goal.Bound);
        foreach (var (value, part) in values)
            if ((left -= part) <= 1e-9)
                return value * unit;
        return values.Count > 0 ? values[^1].Value * unit : double.NaN;
    }
}
