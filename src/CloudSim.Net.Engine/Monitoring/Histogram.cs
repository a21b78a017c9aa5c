using System.Globalization;
using System.Text;

namespace CloudSim.Net.Engine;

/// <summary>Histograms as text.</summary>
internal static class Histogram
{
    private const int Width = 40;

    /// <summary>One line a bin: where it begins, its weight, and a bar.</summary>
    public static void Append(
        StringBuilder text, IEnumerable<(double Value, double Weight)> data, double min, double max, int maxBins, double? histMin, double? binWidth)
    {
        double start = histMin ?? min;
        double width = binWidth ?? (max > start ? (max - start) / Math.Max(1, maxBins) : 1);
        var bins = new double[Math.Max(1, maxBins)];
        foreach (var (value, weight) in data)
            bins[(int)Math.Clamp((value - start) / width, 0, bins.Length - 1)] += weight;
        int last = Array.FindLastIndex(bins, b => b > 0);
        double most = bins.Max();
        for (int i = 0; i <= last; i++)
        {
            var bar = new string('*', (int)Math.Round(Width * bins[i] / most));
            text.Append(CultureInfo.InvariantCulture, $"{Formatter.Format12(start + (i * width))} {Formatter.Format12(bins[i])} {bar}").Append('\n');
        }
    }
}
