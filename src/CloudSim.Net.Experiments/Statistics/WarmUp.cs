namespace CloudSim.Net.Experiments.Statistics;

/// <summary>
/// Takes the warm-up away from observations in the order of their time, such as the response times of one run: a system that begins empty
/// is faster at first than it stays.
/// </summary>
/// <remarks>
/// MSER: the truncation point minimizes the variance of the mean of what is left, sum of squares over squared number (K. P. White Jr., An
/// effective truncation heuristic for bias reduction in simulation output, Simulation 69(6), 1997, 323-334). MSER-5 does so with means of
/// five observations (White, Cobb and Spratt, A comparison of five steady-state truncation heuristics for simulation, Proc. Winter
/// Simulation Conf. 2000, 755-760), which also say that a point in the second half means a series that is too short. The last five means
/// are no candidates: so few are equal by chance (Hoad, Robinson and Davies, Automating warm-up length estimation, J. Operational Research
/// Society 61, 2010, 1389-1403).
/// </remarks>
public static class WarmUp
{
    private const int Fewest = 10, Last = 5;

    /// <summary>Takes away what MSER says, of means of five (MSER-5).</summary>
    /// <param name="values">The observations in order of time; at least 50 for an answer.</param>
    /// <param name="batch">How many observations make one mean; 5 for MSER-5, 1 for MSER.</param>
    /// <exception cref="ArgumentOutOfRangeException">A mean of no observation.</exception>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static Steady Remove(IEnumerable<double> values, int batch = 5)
    {
        ArgumentNullException.ThrowIfNull(values);
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        List<double> all = [.. values];
        if (all.FindIndex(v => !double.IsFinite(v)) is >= 0 and var wrong)
            throw new ArgumentException($"observation {wrong} is {all[wrong]}: a mean needs numbers", nameof(values));
        var means = Enumerable.Range(0, all.Count / batch).Select(i => all.GetRange(i * batch, batch).Average()).ToList();
        if (means.Count < Fewest)
            return new(0, all, true);
        var point = Point(means);
        return new(point * batch, [.. all.Skip(point * batch)], 2 * point > means.Count);
    }

    /// <summary>Takes away what was observed before a time.</summary>
    /// <param name="samples">The observations with their times, in order.</param>
    /// <param name="warmUp">The time; what was observed at it stays.</param>
    /// <exception cref="ArgumentException">The times are not in order.</exception>
    public static Steady Before(TimeSpan warmUp, IEnumerable<(TimeSpan Time, double Value)> samples)
    {
        ArgumentNullException.ThrowIfNull(samples);
        List<(TimeSpan Time, double Value)> all = [.. samples];
        for (var i = 1; i < all.Count; i++)
            if (all[i].Time < all[i - 1].Time)
                throw new ArgumentException($"observation {i} is of {all[i].Time}, the one before of {all[i - 1].Time}", nameof(samples));
        var from = all.FindIndex(s => s.Time >= warmUp) is >= 0 and var first ? first : all.Count;
        return new(from, [.. all.Skip(from).Select(s => s.Value)], from == all.Count);
    }

    // From the end: mean and sum of squares of what is left, by Welford's recurrence.
    private static int Point(List<double> means)
    {
        var (best, least, mean, squares) = (0, double.PositiveInfinity, 0.0, 0.0);
        for (var (from, n) = (means.Count - 1, 1); from >= 0; from--, n++)
        {
            var difference = means[from] - mean;
            mean += difference / n;
            squares += difference * (means[from] - mean);
            var statistic = squares / n / n;
            if (n > Last && statistic <= least)
                (best, least) = (from, statistic);
        }
        return best;
    }
}
