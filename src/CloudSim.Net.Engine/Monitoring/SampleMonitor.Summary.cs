using System.Text;

namespace CloudSim.Net.Engine;

/// <summary>The summary.</summary>
public sealed partial class SampleMonitor
{
    /// <summary>The statistics as text for people, with a histogram if it collects.</summary>
    /// <param name="withHistogram">Whether to draw one.</param>
    /// <param name="maxBins">How many bins at most; what lies above counts in the last.</param>
    /// <param name="histMin">Where the first bin begins; at the smallest number if null.</param>
    /// <param name="binWidth">How wide each bin is; if null, such that all fit.</param>
    public string Summarize(bool withHistogram = true, int maxBins = 20, double? histMin = null, double? binWidth = null)
    {
        var text = new StringBuilder();
        text.Append("Samples: ").Append(Name).Append('\n');
        text.Append("Count    ").Append(Formatter.Format15(Count)).Append('\n');
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
        if (Collect && withHistogram && Count > 0)
            Histogram.Append(text, samples.Select(s => (s, 1.0)), Min, Max, maxBins, histMin, binWidth);
        return text.ToString();
    }
}
