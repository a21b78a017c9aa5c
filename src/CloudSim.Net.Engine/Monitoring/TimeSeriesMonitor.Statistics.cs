using System.Text;

namespace CloudSim.Net.Engine;

/// <summary>The statistics.</summary>
public sealed partial class TimeSeriesMonitor
{
    /// <summary>The time that counts, in default steps.</summary>
    public double TotalTimeD => UpToNow(totalTime: true);

    /// <summary>The time that counts.</summary>
    public TimeSpan TotalTime => environment.ToTimeSpan(TotalTimeD);

    /// <inheritdoc/>
    public double Min
    {
        get
        {
            CountTime();
            return min;
        }
    }

    /// <inheritdoc/>
    public double Max
    {
        get
        {
            CountTime();
            return max;
        }
    }

    /// <summary>The sum of level times duration, in default steps.</summary>
    public double Area => UpToNow(totalTime: false);

    double INumericMonitor.Sum => Area;

    /// <inheritdoc/>
    public double Mean => TotalTimeD > 0 ? area / totalTime : Current;

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
    /// <param name="histMin">Where the first bin begins; at the smallest level if null.</param>
    /// <param name="binWidth">How wide each bin is; if null, such that all fit.</param>
    public string Summarize(bool withHistogram = true, int maxBins = 20, double? histMin = null, double? binWidth = null)
    {
        var text = new StringBuilder();
        text.Append("Time series: ").Append(Name).Append('\n');
        text.Append("Time     ").Append(Formatter.Format15(TotalTimeD)).Append('\n');
        text.Append("Mean     ").Append(Formatter.Format15(Mean)).Append('\n');
        text.Append("StdDev   ").Append(Formatter.Format15(StdDev)).Append('\n');
        text.Append("Minimum  ").Append(Formatter.Format15(Min)).Append('\n');
        if (Collect)
        {
            text.Append("25 %     ").Append(Formatter.Format15(GetPercentile(0.25))).Append('\n');
            text.Append("Median   ").Append(Formatter.Format15(GetMedian())).Append('\n');
            text.Append("75 %     ").Append(Formatter.Format15(GetPercentile(0.75))).Append('\n');
        }
        text.Append("Maximum  ").Append(Formatter.Format15(Max)).Append('\n');
        if (Collect && withHistogram && totalTime > 0)
            Histogram.Append(text, series.Select(e => (e.Level, e.Duration)), Min, Max, maxBins, histMin, binWidth);
        return text.ToString();
    }

    string IMonitor.Summarize() => Summarize();

    /// <summary>The name and the level now.</summary>
    public override string ToString() => $"{Name}: {Formatter.Format12(Current).Trim()}";

    private double UpToNow(bool totalTime)
    {
        CountTime();
        return totalTime ? this.totalTime : area;
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
