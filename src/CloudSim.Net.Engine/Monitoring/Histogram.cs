using System.Globalization;
using System.Text;

namespace CloudSim.Net.Engine;

/// <summary>
/// A histogram as text, in Sim#'s columns: a line a bin with its upper bound, weight, share and cumulated share, and a bar of one star for
/// two percent.
/// </summary>
internal sealed class Histogram(StringBuilder text, string weights, int width)
{
    private int stars;

    public void Head()
    {
        text.AppendLine().AppendLine("Histogram");
        text.Append("<=".PadRight(16)).Append(weights.PadRight(width + 1)).AppendLine("%     cum%   ");
        text.Append('-', 15).Append(' ').Append('-', width).AppendLine(" ----- ------");
    }

    public void Line(string bound, string weight, double share, double cumulated)
    {
        int before = stars;
        int added = (int)Math.Round(50 * share);
        if (before + added < (int)Math.Round(50 * cumulated))
            added++;
        stars += added;
        text.Append(bound.PadLeft(15)).Append(' ').Append(weight.PadLeft(width));
        text.Append(CultureInfo.CurrentCulture, $" {100 * share,5:F1} {100 * cumulated,5:F1} ");
        text.Append('*', added).AppendLine("|".PadLeft(before + 1));
    }

    /// <summary>Of samples, each of weight 1; bins without samples before the last with one have lines too.</summary>
    public static void OfSamples(StringBuilder text, IReadOnlyList<double> samples, double min, double max, int bins, double width)
    {
        var histogram = new Histogram(text, "count", 10);
        histogram.Head();
        var counts = new SortedDictionary<int, int>();
        foreach (double sample in samples)
        {
            int bin = sample <= min ? 0 : (int)Math.Floor(Math.Min((sample - min + width) / width, bins));
            counts[bin] = counts.GetValueOrDefault(bin) + 1;
        }
        double cumulated = 0;
        int next = 0;
        foreach (var (bin, count) in counts)
        {
            for (; next < bin; next++)
                histogram.Line(Formatter.Format15(min + (next * width)), "0", 0, cumulated);
            double share = count / (double)samples.Count;
            cumulated += share;
            double bound = min + (bin * width);
            histogram.Line(bin == bins && bound < max ? "inf" : Formatter.Format15(bound), $"{count}", share, cumulated);
            next = bin + 1;
        }
    }

    /// <summary>Of levels, weighted by how long they lasted.</summary>
    public static void OfLevels(StringBuilder text, List<(double Level, double Duration, double Cumulated)> levels, double min, double max,
        int bins, double width)
    {
        var histogram = new Histogram(text, "duration", 15);
        histogram.Head();
        if (levels.Count == 0)
            text.AppendLine("no data");
        double total = levels.Count == 0 ? 0 : levels[^1].Cumulated;
        int next = 0;
        for (int bin = 0; bin <= bins && next < levels.Count; bin++)
        {
            double bound = min + (bin * width);
            double duration = 0;
            while (next < levels.Count && (levels[next].Level <= bound || bin == bins))
                duration += levels[next++].Duration;
            bool isOpen = next == levels.Count && bound < max;
            double cumulated = next == 0 ? 0 : levels[next - 1].Cumulated;
            histogram.Line(isOpen ? "inf" : Formatter.Format15(bound), Formatter.Format15(duration), duration / total, cumulated / total);
        }
    }
}
