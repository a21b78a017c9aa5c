global using static CloudSim.Net.Tests.Defaults;
using CloudSim.Net.Calibration;

namespace CloudSim.Net.Tests;

/// <summary>The numbers that tests make things of: those of the data files.</summary>
internal static class Defaults
{
    public static Parameters P => Parameters.Default;
}
