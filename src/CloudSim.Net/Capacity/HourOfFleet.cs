namespace CloudSim.Net.Capacity;

/// <summary>What all hosts of a fleet have in an hour of the trace.</summary>
/// <param name="Asked">CPU seconds that guests want.</param>
/// <param name="Given">CPU seconds that they get.</param>
/// <param name="Energy">Joules; NaN where the power of the host model is unknown.</param>
public readonly record struct HourOfFleet(double Asked, double Given, double Energy)
{
    /// <summary>Seconds of an hour.</summary>
    public const double Seconds = 3600;

    internal HourOfFleet Plus(double asked, double given, double energy) => new(Asked + asked, Given + given, Energy + energy);
}
