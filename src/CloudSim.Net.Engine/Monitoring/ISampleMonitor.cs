namespace CloudSim.Net.Engine;

/// <summary>A monitor of numbers that count equally, such as waiting times.</summary>
public interface ISampleMonitor : INumericMonitor
{
    /// <summary>Every number, if it collects.</summary>
    IEnumerable<double> Samples { get; }

    /// <summary>Takes notice of a number.</summary>
    void Add(double value);
}
