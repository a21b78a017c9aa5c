namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>The errors of one metric over a family.</summary>
/// <param name="Family">S1..S12.</param>
/// <param name="Cpus"><c>one</c> or <c>several</c>: two boots of the kernel itself differ on several CPUs.</param>
/// <param name="Metric">The column of the reference.</param>
/// <param name="N">How many numbers.</param>
/// <param name="Mean">Mean of the absolute error.</param>
/// <param name="Median">Median of the absolute error.</param>
/// <param name="P95">95th percentile of the absolute error.</param>
/// <param name="Max">Largest absolute error.</param>
/// <param name="RelativeMedian">Median of the absolute relative error.</param>
/// <param name="RelativeP95">95th percentile of the absolute relative error.</param>
/// <param name="Exact">Numbers that are equal.</param>
/// <param name="Passed">Numbers within their tolerance.</param>
public sealed record MetricSummary(
    string Family, string Cpus, string Metric, int N, double Mean, double Median, double P95, double Max,
    double RelativeMedian, double RelativeP95, int Exact, int Passed)
{
    /// <summary>One summary per family, CPUs and metric, in order.</summary>
    public static IReadOnlyList<MetricSummary> Of(IEnumerable<Comparison> comparisons) => [.. comparisons
        .GroupBy(c => (c.Family, Cpus: c.Cpus == 1 ? "one" : "several", c.Metric))
        .OrderBy(group => group.Key.Family, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Cpus, StringComparer.Ordinal)
        .ThenBy(group => group.Key.Metric, StringComparer.Ordinal)
        .Select(group => Summarize(group.Key.Family, group.Key.Cpus, group.Key.Metric, [.. group]))];

    private static MetricSummary Summarize(string family, string cpus, string metric, IReadOnlyList<Comparison> all)
    {
        double[] errors = [.. all.Select(c => Math.Abs(c.Error)).Order()];
        double[] relative = [.. all.Select(c => Math.Abs(c.RelativeError)).Order()];
        return new MetricSummary(
            family, cpus, metric, all.Count, errors.Average(), Samples.At(errors, 0.5), Samples.At(errors, 0.95), errors[^1],
            Samples.At(relative, 0.5), Samples.At(relative, 0.95), all.Count(c => c.Error == 0), all.Count(c => c.Pass));
    }
}
