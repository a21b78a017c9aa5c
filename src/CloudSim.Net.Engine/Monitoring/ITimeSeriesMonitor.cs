namespace CloudSim.Net.Engine;

/// <summary>A monitor of a level that counts as long as it lasts, such as the length of a queue.</summary>
public interface ITimeSeriesMonitor : INumericMonitor
{
    /// <summary>Lowers the level by this much.</summary>
    void Decrease(double value);

    /// <summary>Raises the level by this much.</summary>
    void Increase(double value);

    /// <summary>Sets the level.</summary>
    void UpdateTo(double value);
}
