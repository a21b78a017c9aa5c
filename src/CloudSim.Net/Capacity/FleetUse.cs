namespace CloudSim.Net.Capacity;

/// <summary>What a fleet was asked for and gave.</summary>
/// <param name="Asked">CPU seconds that guests with a place want, the platform's cost included.</param>
/// <param name="Starved">Of them, those that their host did not have when they were wanted.</param>
/// <param name="Utilization">Busy time of CPUs, of all that hosts have; 0 to 1.</param>
/// <param name="Energy">Joules of all hosts, idle ones too; NaN where the power of the host model is unknown.</param>
/// <param name="Most">The most that a host is asked for, against what all its CPUs do.</param>
public sealed record FleetUse(double Asked, double Starved, double Utilization, double Energy, double Most);
