namespace CloudSim.Net.Engine;

/// <summary>The statistics.</summary>
public sealed partial class TimeSeriesMonitor
{
    /// <summary>The time that counts, in default steps.</summary>
    public double TotalTimeD => UpToNow(ref totalTime);

    /// <summary>The time that counts.</summary>
    public TimeSpan TotalTime => environment.ToTimeSpan(TotalTimeD);

    /// <inheritdoc/>
    public double Min { get; private set; }

    /// <inheritdoc/>
    public double Max { get; private set; }

    /// <summary>The sum of level times duration, in default steps.</summary>
    public double Area => UpToNow(ref area);

    double INumericMonitor.Sum => Area;

    /// <inheritdoc/>
    public double Mean => UpToNow(ref mean);

    /// <summary>The standard deviation over time.</summary>
    public double StdDev => Math.Sqrt(Variance);

    /// <summary>The variance over time.</summary>
    public double Variance => TotalTimeD > 0 ? squares / totalTime : 0;

    double INumericMonitor.Last => Current;

    /// <summary>The levels with their times, if it collects.</summary>
    public IEnumerable<Entry> Series
    {
        get
        {
            CountTime();
            return series.AsReadOnly();
        }
    }

    /// <inheritdoc/>
    public double GetMedian() => GetPercentile(0.5);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The share is not from 0 to 1.</exception>
    public double GetPercentile(double p) => Percentiles.OfLevels(Series, p);

    /// <summary>The statistics as text for people, with a histogram if it collects.</summary>
    /// <param name="withHistogram">Whether to draw one.</param>
    /// <param name="maxBins">How many bins at most; what lies above counts in the last.</param>
    /// <param name="histMin">The upper bound of the first bin; the smallest level if null.</param>
    /// <param name="binWidth">How wide each other bin is; if null, such that all fit.</param>
    public string Summarize(bool withHistogram = true, int maxBins = 20, double? histMin = null, double? binWidth = null)
    {
        CountTime();
        var some = series.Where(e => e.Level != 0 && e.Duration > 0).ToList();
        double duration = Collect ? some.Sum(e => e.Duration) : double.NaN;
        double someMean = some.Count > 1 ? some.Sum(e => e.Level * e.Duration / duration) : double.NaN;
        double deviation = some.Count > 2
            ? Math.Sqrt(some.Sum(e => e.Duration * (e.Level - someMean) * (e.Level - someMean)) / duration) : double.NaN;
        var summary = new Summary("Time series statistics", Name);
        summary.Line("Duration", totalTime, duration, totalTime - duration);
        summary.Line("Mean", Mean, someMean);
        summary.Line("Std.dev", StdDev, deviation);
        summary.Spread(
            Min,
            some.Select(e => e.Level).DefaultIfEmpty(double.NaN).Min(),
            Max,
            some.Select(e => e.Level).DefaultIfEmpty(double.NaN).Max(),
            Collect ? p => (GetPercentile(p), Percentiles.OfLevels(some, p)) : null);
        if (Collect && withHistogram)
            Histogram.OfLevels(summary.Text, Percentiles.Cumulate(series), histMin ?? Min, Max, maxBins, binWidth
                ?? ((Max - Min) / maxBins));
        return summary.Text.ToString();
    }

    string IMonitor.Summarize() => Summarize();

    /// <summary>The summary.</summary>
    public override string ToString() => Summarize();

    private double UpToNow(ref double value)
    {
        CountTime();
        return value;
    }

    /// <summary>A level and how long it lasted, in default steps.</summary>
    public struct Entry
    {
        /// <summary>When it began, in default steps since the start.</summary>
        public double Date;

        /// <summary>How long it lasted.</summary>
        public double Duration;

        /// <summary>The level.</summary>
        public double Level;
    }
}
