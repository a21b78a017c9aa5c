namespace CloudSim.Net.Experiments.Validation.Schedulers;

/// <summary>
/// Durations in nanoseconds, with the percentiles as the reference defines them (README.md of cfs-linux-6.1): the value at index
/// floor(q n) of the sorted sample.
/// </summary>
internal sealed class Samples
{
    private readonly List<long> values = [];
    private bool sorted;

    public int Count => values.Count;

    public void Add(long ns)
    {
        values.Add(ns);
        sorted = false;
    }

    public void AddAll(Samples others)
    {
        values.AddRange(others.values);
        sorted = false;
    }

    /// <summary>A percentile by the reference's rule, of a sorted list that is not empty.</summary>
    /// <param name="sorted">The values in ascending order.</param>
    /// <param name="share">From 0 to 1.</param>
    public static T At<T>(IReadOnlyList<T> sorted, double share) =>
        sorted[Math.Min((int)((decimal)share * sorted.Count), sorted.Count - 1)];

    // count, mean_us, p50_us, max_us ...; null for a name it does not know.
    public double? Statistic(string name)
    {
        if (name == "count")
            return values.Count;
        if (values.Count == 0)
            return null;
        if (!sorted)
            values.Sort();
        sorted = true;
        return name switch
        {
            "mean_us" => values.Average() / 1000,
            "max_us" => values[^1] / 1000.0,
            ['p', .. var rest] when rest.EndsWith("_us", StringComparison.Ordinal) && int.TryParse(rest[..^3], out var percent)
                => At(values, percent / 100.0) / 1000.0,
            _ => null,
        };
    }
}
