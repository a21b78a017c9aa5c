namespace CloudSim.Net.Workloads;

/// <summary>
/// A share of the responses with its 95 % interval, from batch means: counts of batches of equal length, so many that they can be taken in
/// pairs while the batches grow. Responses of one batch depend on each other; batches longer than that dependence do not.
/// </summary>
internal sealed class TailShare
{
    /// <summary>Batches.</summary>
    public const int Batches = 20;

    private const double Normal = 1.96, Student = 2.093; // 95 %, the second with one degree of freedom less than there are batches

    private readonly List<(long Late, long All)> batches = [];

    /// <summary>Responses.</summary>
    public long All => batches.Sum(b => b.All);

    /// <summary>Those of them that count.</summary>
    public long Late => batches.Sum(b => b.Late);

    /// <summary>Their share; 0 of none.</summary>
    public double Share => All == 0 ? 0 : (double)Late / All;

    /// <summary>Adds a batch; of twice as many as there shall be, each two become one.</summary>
    public void Add(long late, long all)
    {
        batches.Add((late, all));
        if (batches.Count < 2 * Batches)
            return;
        for (var i = 0; i < Batches; i++)
            batches[i] = (batches[2 * i].Late + batches[2 * i + 1].Late, batches[2 * i].All + batches[2 * i + 1].All);
        batches.RemoveRange(Batches, Batches);
    }

    /// <summary>
    /// The wider on each side of two intervals: that of independent responses (Wilson), which is right where few or none are late, and that
    /// of batch means, which is right where they come together.
    /// </summary>
    public (double Low, double High) Interval()
    {
        if (All == 0)
            return (0, 1);
        var (n, p, z) = ((double)All, Share, Normal * Normal);
        var (middle, half) = ((p + z / (2 * n)) / (1 + z / n), Normal * Math.Sqrt(p * (1 - p) / n + z / (4 * n * n)) / (1 + z / n));
        var means = HalfWidth();
        return (Math.Max(0, Math.Min(middle - half, p - means)), Math.Min(1, Math.Max(middle + half, p + means)));
    }

    // Of a ratio of two sums over batches.
    private double HalfWidth()
    {
        var (p, count) = (Share, batches.Count);
        return count < 2 ? 1 : Student * Math.Sqrt(batches.Sum(b => (b.Late - p * b.All) * (b.Late - p * b.All))
            * count / (count - 1)) / All;
    }
}
