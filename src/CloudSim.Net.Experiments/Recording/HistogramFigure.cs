using CloudSim.Net.Experiments.Figures;
using CloudSim.Net.Experiments.Statistics;
using CloudSim.Net.Experiments.Text;

namespace CloudSim.Net.Experiments.Recording;

/// <summary>The figure of histograms: for each the share of values that do not exceed x.</summary>
internal static class HistogramFigure
{
    private const int MostValues = 1000;

    /// <summary>The histograms by name, their buckets in ascending order; null if there is none with a value.</summary>
    public static Figure? Of(IReadOnlyList<(string Name, IReadOnlyList<CountedBucket> Buckets)> histograms, string conditions)
    {
        var series = histograms.Where(h => h.Buckets.Count > 0).Select(h => new Series(h.Name, Values(h.Buckets))).ToList();
        if (series.Count == 0)
            return null;
        var count = histograms.Sum(h => h.Buckets.Sum(b => b.Count));
        var medians = series.Select(s => (s.Name, Value: Quantiles.Of(s.Values).P50)).ToList();
        var (low, high) = (medians.MinBy(m => m.Value), medians.MaxBy(m => m.Value));
        var title = series.Count == 1 ? $"Half of the values of {low.Name} are at most {Formatting.Short(low.Value, 3)} ms"
            : $"Medians: from {Formatting.Short(low.Value, 3)} ms ({low.Name}) to {Formatting.Short(high.Value, 3)} ms ({high.Name})";
        return Figure.Cdf(title, new Axis("Time (ms)", Log: series.All(s => s.Values.All(v => v > 0))), series,
            $"{conditions}; {Formatting.Short(count, 12)} values, each to 0.4 %");
    }

    // Values at equal steps of the share, from the middles of buckets.
    internal static List<double> Values(IReadOnlyList<CountedBucket> buckets)
    {
        var count = buckets.Sum(b => b.Count);
        var steps = (int)Math.Min(count, MostValues);
        var values = new List<double>(steps);
        var (at, seen) = (0, buckets[0].Count);
        for (var i = 0; i < steps; i++)
        {
            var rank = (long)((i + 0.5) * count / steps) + 1;
            while (seen < rank)
                seen += buckets[++at].Count;
            values.Add((buckets[at].FromMs + buckets[at].ToMs) / 2);
        }
        return values;
    }
}
