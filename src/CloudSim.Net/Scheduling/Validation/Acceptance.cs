namespace CloudSim.Net.Scheduling.Validation;

/// <summary>What must hold for the scheduler to count as that of the measured kernel.</summary>
public static class Acceptance
{
    private static readonly string[] Steady = ["S1", "S2", "S3", "S4", "S7", "S9"];

    /// <summary>Each goal that the comparisons speak about, in words, and whether it is met.</summary>
    public static IEnumerable<(string Goal, bool Met)> Goals(IReadOnlyList<Comparison> all)
    {
        foreach (var family in Steady)
            if (Pick(all, "share_of_one_cpu", c => c.Family == family && c.Cpus == 1) is { Count: > 0 } shares)
                yield return ($"{family}: mean error of shares on one CPU at most 0.00015, largest 0.001",
                    shares.Average(Error) <= 0.00015 && shares.Max(Error) <= 0.001);
        if (Pick(all, "share_of_one_cpu", c => c.Family == "S8") is { Count: > 0 } several)
            yield return ("S8: mean error of shares on several CPUs at most 0.03", several.Average(Error) <= 0.03);
        if (Pick(all, "slice_p50_us", c => c.Cpus == 1) is { Count: > 0 } slices)
            yield return ("median turns equal within 0.1 ms in at least 97 % of the classes on one CPU", slices.Count(c => Error(c) <= 100) >= 0.97 * slices.Count);
        if (Pick(all, "nr_periods_count", c => c.Cpus == 1) is { Count: > 0 } periods)
            yield return ("quota periods on one CPU exact in at least 90 % of the groups", periods.Count(c => c.Error == 0) >= 0.9 * periods.Count);
        if (Pick(all, "throttled_us", _ => true) is { Count: > 0 } throttled)
            yield return ("median error of throttled time at most 1 %", Median(throttled.Select(Relative)) <= 0.01);
        if (Pick(all, "finish_us", _ => true) is { Count: > 0 } finished)
            yield return ("median error of job completions at most 0.2 %", Median(finished.Select(Relative)) <= 0.002);
        foreach (var metric in new[] { "latency_p50_us", "latency_p99_us" })
            if (Pick(all, metric, c => c.Family == "S5") is { Count: > 0 } latency)
                yield return ($"S5: median error of {metric} at most 50 us or 10 %",
                    Median(latency.Select(Error)) <= 50 || Median(latency.Select(Relative)) <= 0.1);
        if (Pick(all, "latency_p99_us", c => c.Family == "S9") is { Count: > 0 } requests)
            yield return ("S9: median error of latency_p99_us at most 1 %", Median(requests.Select(Relative)) <= 0.01);
    }

    private static List<Comparison> Pick(IReadOnlyList<Comparison> all, string metric, Func<Comparison, bool> where) =>
        [.. all.Where(c => c.Metric == metric && where(c))];

    private static double Error(Comparison comparison) => Math.Abs(comparison.Error);

    private static double Relative(Comparison comparison) => Math.Abs(comparison.RelativeError);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
