namespace CloudSim.Net.Statistics;

/// <summary>
/// Count, mean, variance and extremes of a stream of values in constant memory (Welford's recurrence);
/// two streams merge into one (Chan's formula).
/// </summary>
public sealed class Moments
{
    private double mean;
    private double squares;

    /// <summary>How many values.</summary>
    public long Count { get; private set; }

    /// <summary>The mean; NaN before the first value.</summary>
    public double Mean => Count == 0 ? double.NaN : mean;

    /// <summary>The sample variance (divisor n - 1); NaN with fewer than two values.</summary>
    public double Variance => Count < 2 ? double.NaN : squares / (Count - 1);

    /// <summary>The sample standard deviation; NaN with fewer than two values.</summary>
    public double StandardDeviation => Math.Sqrt(Variance);

    /// <summary>The smallest value; NaN before the first.</summary>
    public double Min { get; private set; } = double.NaN;

    /// <summary>The largest value; NaN before the first.</summary>
    public double Max { get; private set; } = double.NaN;

    /// <summary>The sum of the values.</summary>
    public double Sum => mean * Count;

    /// <summary>Takes one value.</summary>
    public void Add(double value)
    {
        Count++;
        var difference = value - mean;
        mean += difference / Count;
        squares += difference * (value - mean);
        Min = Count == 1 ? value : Math.Min(Min, value);
        Max = Count == 1 ? value : Math.Max(Max, value);
    }

    /// <summary>Takes every value that another stream took.</summary>
    public void Merge(Moments other)
    {
        if (other.Count == 0)
            return;
        var total = Count + other.Count;
        var difference = other.mean - mean;
        squares += other.squares + difference * difference * Count * other.Count / total;
        mean += difference * other.Count / total;
        Min = Count == 0 ? other.Min : Math.Min(Min, other.Min);
        Max = Count == 0 ? other.Max : Math.Max(Max, other.Max);
        Count = total;
    }
}
