using CloudSim.Net.Units;

namespace CloudSim.Net.Workloads.Arrivals;

/// <summary>
/// Batch arrivals: at each arrival of a process come several requests at the same instant, a number with a geometric distribution (at least
/// one), as where each user's page asks for several things.
/// </summary>
/// <param name="Of">When bursts come.</param>
/// <param name="MeanSize">Requests of a burst in the mean; 1 or more.</param>
public sealed record Bursts(IArrivals Of, double MeanSize) : IArrivals
{
    /// <summary>When bursts come.</summary>
    public IArrivals Of { get; init => field = Check.NotNull(value); } = Check.NotNull(Of);

    /// <summary>Requests of a burst in the mean; 1 or more.</summary>
    public double MeanSize { get; init => field = Check.Between(value, 1, 1e9); } = Check.Between(MeanSize, 1, 1e9);

    /// <inheritdoc/>
    public IEnumerable<TimeSpan> Times(RandomStream random)
    {
        foreach (var time in Of.Times(random))
        {
            do
                yield return time;
            while (random.NextDouble() * MeanSize >= 1);
        }
    }
}
