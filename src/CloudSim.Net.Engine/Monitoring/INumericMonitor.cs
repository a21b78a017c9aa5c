namespace CloudSim.Net.Engine;

/// <summary>A monitor of numbers.</summary>
public interface INumericMonitor : IMonitor
{
    /// <summary>Whether it keeps every number, which median and percentiles need.</summary>
    bool Collect { get; }

    /// <summary>The smallest.</summary>
    double Min { get; }

    /// <summary>The largest.</summary>
    double Max { get; }

    /// <summary>The sum; over time, the area.</summary>
    double Sum { get; }

    /// <summary>The mean.</summary>
    double Mean { get; }

    /// <summary>The standard deviation.</summary>
    double StdDev { get; }

    /// <summary>The last.</summary>
    double Last { get; }

    /// <summary>The median; not a number unless it collects.</summary>
    double GetMedian();

    /// <summary>The value below which this share lies; not a number unless it collects.</summary>
    /// <param name="p">The share, 0 to 1.</param>
    double GetPercentile(double p);
}
