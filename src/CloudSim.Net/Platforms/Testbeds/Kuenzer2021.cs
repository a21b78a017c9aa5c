using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The machine of Kuenzer et al. (EuroSys 2021): an i7-9700K of eight cores at 3.6 GHz, 32 GB. The guests are the platforms named unikernel.</summary>
public static class Kuenzer2021
{
    /// <summary>The machine.</summary>
    public static HostModel Machine { get; } = HostModel.Named("CoreDesktop2018", CpuModels.Skylake with { Name = "i7-9700K", Clock = 3.6.GHz });
}
