namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What a detector of overload knows of a node.</summary>
/// <param name="demand">What its guests want now, as a share of its capacity; may exceed 1.</param>
/// <param name="history">The same at the last readings, the newest first, of the guests that it has now.</param>
/// <param name="ahead">Intervals in which the largest of its guests is moved away, rounded up.</param>
public readonly ref struct NodeReading(double demand, ReadOnlySpan<double> history, int ahead)
{
    /// <summary>What its guests want now, as a share of its capacity; may exceed 1.</summary>
    public double Demand { get; } = demand;

    /// <summary>The same at the last readings, the newest first, of the guests that it has now.</summary>
    public ReadOnlySpan<double> History { get; } = history;

    /// <summary>Intervals in which the largest of its guests is moved away, rounded up.</summary>
    public int Ahead { get; } = ahead;
}
