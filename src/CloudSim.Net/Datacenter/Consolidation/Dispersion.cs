namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>How much values vary, by their order. All sort what they are given, and need at least one value.</summary>
public static class Dispersion
{
    /// <summary>The middle value, or the mean of the two in the middle.</summary>
    public static double Median(Span<double> values)
    {
        values.Sort();
        var middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /// <summary>The median of the distances from the median.</summary>
    public static double MedianAbsoluteDeviation(Span<double> values)
    {
        var median = Median(values);
        foreach (ref var value in values)
            value = Math.Abs(value - median);
        return Median(values);
    }

    /// <summary>
    /// The third quartile less the first. Of n values the quartiles are those of rank (n + 1) / 4 and 3 (n + 1) / 4, rounded to the
    /// nearest, halves up.
    /// </summary>
    public static double InterquartileRange(Span<double> values)
    {
        values.Sort();
        return values[Rank(values.Length, 0.75)] - values[Rank(values.Length, 0.25)];
    }

    private static int Rank(int count, double quantile) => Math.Clamp((int)Math.Floor((quantile * (count + 1)) + 0.5) - 1, 0, count - 1);
}
