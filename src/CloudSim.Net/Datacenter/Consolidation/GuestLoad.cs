using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Consolidation;

/// <summary>What a consolidator knows of a guest.</summary>
public sealed class GuestLoad
{
    private readonly double[] history;
    private int readings;

    /// <summary>A guest of which nothing was read yet.</summary>
    /// <param name="allocation">The guest.</param>
    /// <param name="memory">What is copied when it moves.</param>
    /// <param name="most">Cycles a second that it may use at most; positive.</param>
    /// <param name="length">Readings that are kept, 1 or more.</param>
    internal GuestLoad(Allocation? allocation, Bytes memory, double most, int length)
    {
        (Allocation, Memory, Most) = (allocation!, memory, Check.Positive(most));
        history = new double[length];
    }

    /// <summary>The guest.</summary>
    public Allocation Allocation { get; }

    /// <summary>What is copied when it moves.</summary>
    public Bytes Memory { get; private set; }

    /// <summary>Cycles a second that it may use at most.</summary>
    public double Most { get; private set; }

    /// <summary>Cycles a second that it wanted at the last reading.</summary>
    public double Demand { get; private set; }

    /// <summary>The same as a share of what it may use, 0 to 1.</summary>
    public double Utilization => Demand / Most;

    /// <summary>Its utilization at the last readings, the newest first.</summary>
    public ReadOnlySpan<double> History => history.AsSpan(0, readings);

    /// <summary>CPU time that it had had at the last reading, where that is all that is seen of it.</summary>
    internal TimeSpan CpuTime { get; set; }

    internal void Resize(Bytes memory, double most) => (Memory, Most) = (memory, Check.Positive(most));

    internal void Read(double demand)
    {
        Demand = demand;
        readings = Math.Min(readings + 1, history.Length);
        history.AsSpan(0, readings - 1).CopyTo(history.AsSpan(1));
        history[0] = Utilization;
    }
}
