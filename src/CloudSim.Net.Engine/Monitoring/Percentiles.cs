namespace CloudSim.Net.Engine;

/// <summary>Percentiles of what monitors have collected.</summary>
internal static class Percentiles
{
    /// <summary>
    /// The mean of the two samples between which the share lies, if it lies exactly between two; else the sample in which it lies.
    /// </summary>
    public static double OfSamples(IEnumerable<double> samples, double p)
    {
        Check(p);
        var sorted = samples.ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        Array.Sort(sorted);
        double at = p * sorted.Length;
        int index = (int)at;
        if (index >= sorted.Length)
            return sorted[^1];
        return at == index && index > 0 ? (sorted[index - 1] + sorted[index]) / 2 : sorted[index];
    }

    /// <summary>The same for levels, each counted as long as it lasted.</summary>
    public static double OfLevels(IEnumerable<TimeSeriesMonitor.Entry> series, double p)
    {
        Check(p);
        var levels = Cumulate(series);
        if (levels.Count == 0)
            return double.NaN;
        double goal = p * levels[^1].Cumulated;
        int at = levels.FindIndex(l => l.Cumulated >= goal);
        bool between = levels[at].Cumulated == goal && at + 1 < levels.Count;
        return between ? (levels[at].Level + levels[at + 1].Level) / 2 : levels[at].Level;
    }

    /// <summary>Each level with how long it lasted in all, and how long it or a lower one did; in ascending order.</summary>
    public static List<(double Level, double Duration, double Cumulated)> Cumulate(IEnumerable<TimeSeriesMonitor.Entry> series)
    {
        double cumulated = 0;
        return [.. series.Where(e => e.Duration > 0)
            .GroupBy(e => e.Level, e => e.Duration)
            .OrderBy(g => g.Key)
            .Select(g => (g.Key, Duration: g.Sum()))
            .Select(g => (g.Key, g.Duration, cumulated += g.Duration))];
    }

    private static void Check(double p)
    {
        if (!(p is >= 0 and <= 1))
            throw new ArgumentException($"A share must be from 0 to 1 ({p}).", nameof(p));
    }
}
