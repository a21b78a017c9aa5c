namespace CloudSim.Net.Engine;

/// <summary>Percentiles of what monitors have collected.</summary>
internal static class Percentiles
{
    /// <summary>The mean of the two samples between which the share lies, if it lies exactly between two; else the sample in which it lies.</summary>
    public static double OfSamples(List<double> samples, double p)
    {
        Check(p);
        if (samples.Count == 0)
            return double.NaN;
        var sorted = samples.ToArray();
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
        var sorted = series.Where(e => e.Duration > 0).OrderBy(e => e.Level).ToArray();
        if (sorted.Length == 0)
            return double.NaN;
        double goal = p * sorted.Sum(e => e.Duration);
        double passed = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            passed += sorted[i].Duration;
            if (passed == goal && i + 1 < sorted.Length)
                return (sorted[i].Level + sorted[i + 1].Level) / 2;
            if (passed > goal)
                return sorted[i].Level;
        }
        return sorted[^1].Level;
    }

    private static void Check(double p)
    {
        if (!(p is >= 0 and <= 1))
            throw new ArgumentException($"A share must be from 0 to 1 ({p}).", nameof(p));
    }
}
