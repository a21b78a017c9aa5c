using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>
/// Overloaded is a node of which a line through its last readings says that it will be full when a guest could have left it (LR; Beloglazov
/// and Buyya 2012, sec. 5.3, after Cleveland's loess).
/// </summary>
/// <param name="Safety">What the prediction is multiplied with; full is 1.</param>
/// <param name="Length">Readings that the line goes through, 2 or more.</param>
/// <param name="IsWeighted">Whether newer readings weigh more, by Cleveland's tricube of the distance from the newest: the oldest then
/// weighs nothing.</param>
/// <param name="Otherwise">Who decides while there are fewer.</param>
public sealed record LocalRegression(double Safety, int Length, bool IsWeighted, IOverloadDetector Otherwise) : IOverloadDetector
{
    /// <summary>What the prediction is multiplied with.</summary>
    public double Safety { get; init => field = Check.Amount(value); } = Check.Amount(Safety);

    /// <summary>Readings that the line goes through.</summary>
    public int Length { get; init => field = Check.Between(value, 2, int.MaxValue); } = Check.Between(Length, 2, int.MaxValue);

    /// <summary>Who decides while there are fewer.</summary>
    public IOverloadDetector Otherwise { get; init => field = Check.NotNull(value); } = Check.NotNull(Otherwise);

    /// <inheritdoc/>
    public bool IsOverloaded(in NodeReading node) => node.History.Length < Length ? Otherwise.IsOverloaded(node)
        : Safety * Predict(node.History[..Length], node.Ahead, IsWeighted) >= 1;

    /// <summary>The line's value so many steps after the newest of these, which stands first.</summary>
    internal static double Predict(ReadOnlySpan<double> newestFirst, int ahead, bool isWeighted)
    {
        var (weight, sumX, sumY, sumXx, sumXy) = (0.0, 0.0, 0.0, 0.0, 0.0);
        for (var age = 0; age < newestFirst.Length; age++)
        {
            var w = isWeighted ? Tricube((double)age / (newestFirst.Length - 1)) : 1;
            var (x, y) = (-age, newestFirst[age]);
            weight += w;
            sumX += w * x;
            sumY += w * y;
            sumXx += w * x * x;
            sumXy += w * x * y;
        }

        var spread = (weight * sumXx) - (sumX * sumX);
        var slope = spread > 0 ? ((weight * sumXy) - (sumX * sumY)) / spread : 0;
        return ((sumY - (slope * sumX)) / weight) + (slope * ahead);
    }

    private static double Tricube(double distance) => Math.Pow(1 - Math.Pow(distance, 3), 3);
}
