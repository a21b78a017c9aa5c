namespace CloudSim.Net.Engine;

/// <summary>The summary.</summary>
public sealed partial class SampleMonitor
{
    /// <summary>The statistics as text for people, with a histogram if it collects.</summary>
    /// <param name="withHistogram">Whether to draw one.</param>
    /// <param name="maxBins">How many bins at most; what lies above counts in the last.</param>
    /// <param name="histMin">The upper bound of the first bin; the smallest number if null.</param>
    /// <param name="binWidth">How wide each other bin is; if null, such that all fit.</param>
    public string Summarize(bool withHistogram = true, int maxBins = 20, double? histMin = null, double? binWidth = null)
    {
        var some = samples.Where(s => s != 0).ToList();
        double mean = some.Count > 1 ? some.Average() : double.NaN;
        double deviation = some.Count > 2 ? Math.Sqrt(some.Sum(s => (s - mean) * (s - mean)) / (some.Count - 1.0)) : double.NaN;
        var summary = new Summary("Statistics", Name);
        summary.Line("Count", Count, Collect ? some.Count : double.NaN, Collect ? Count - some.Count : double.NaN);
        summary.Line("Mean", Mean, mean);
        summary.Line("Std.dev", StdDev, deviation);
        summary.Spread(
            Min,
            some.DefaultIfEmpty(double.NaN).Min(),
            Max,
            some.DefaultIfEmpty(double.NaN).Max(),
            Collect ? p => (GetPercentile(p), Percentiles.OfSamples(some, p)) : null);
        if (Collect && withHistogram)
            Histogram.OfSamples(summary.Text, samples, histMin ?? Min, Max, maxBins, binWidth ?? ((Max - Min) / maxBins));
        return summary.Text.ToString();
    }
}
