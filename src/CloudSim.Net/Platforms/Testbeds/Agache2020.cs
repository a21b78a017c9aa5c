using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The smaller machines on which the artifact of Agache et al. (NSDI 2020) repeats its serial boots; the large one is
/// <see cref="HostModel.M5dMetal"/>.
/// </summary>
public static class Agache2020
{
    /// <summary>A desktop server of 2014: Xeon E3-1226 v3, four cores, 16 GB. Costs in cycles as of the core before it.</summary>
    public static HostModel Haswell(Parameters parameters) => parameters.Make("Agache2020.Haswell",
        p => HostModel.Named(p, "HaswellE3", CpuModels.SandyBridge(p) with { Name = "Xeon E3-1226 v3", Clock = 3.5.GHz }));

    /// <summary>A workstation of 2009: Xeon W3520, four cores of two threads, 12 GB.</summary>
    public static HostModel Nehalem(Parameters parameters) => parameters.Make("Agache2020.Nehalem",
        p => HostModel.Named(p, "NehalemW3520", CpuModels.Nehalem(p) with { Name = "Xeon W3520", Clock = 2.8.GHz }));
}
