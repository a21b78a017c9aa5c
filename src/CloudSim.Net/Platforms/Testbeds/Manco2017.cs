using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The machines, guests and toolstacks of Manco et al. (SOSP 2017).</summary>
public static class Manco2017
{
    /// <summary>The machine of the boot times: one Xeon E5-1630 v3 of four cores at 3.7 GHz, 128 GB.</summary>
    public static HostModel Workstation { get; } = HostModel.Named("XeonWorkstation2014",
        CpuModels.SandyBridge with { Name = "Xeon E5-1630 v3", Clock = 3.7.GHz });

    /// <summary>The machine of the density: four Opterons 6376 of sixteen cores at 2.3 GHz, 128 GB.</summary>
    public static HostModel ManyCores { get; } = HostModel.Named("OpteronServer2012",
        CpuModels.SandyBridge with { Name = "Opteron 6376", Clock = 2.3.GHz });

    /// <summary>The daytime unikernel, made by xl.</summary>
    public static Platform Xl { get; } = LightVm.On("xl", XenToolstack.Xl(), GuestKernel.MiniOs, 1);

    /// <summary>The same by chaos with the store.</summary>
    public static Platform Chaos { get; } = LightVm.On("chaos [XS]", XenToolstack.Chaos(), GuestKernel.MiniOs, 1);

    /// <summary>The same by chaos without a store.</summary>
    public static Platform Noxs { get; } = LightVm.On("chaos [noxs]", XenToolstack.Noxs(), GuestKernel.MiniOs, 1);

    /// <summary>The same by the split toolstack: LightVM.</summary>
    public static Platform Split { get; } = LightVm.Platform;

    /// <summary>A unikernel that does nothing and has no device, by the split toolstack.</summary>
    public static Platform Noop { get; } = LightVm.On("noop", XenToolstack.Split(devices: 0), GuestKernel.MiniOs, 0);

    /// <summary>A Debian guest, by xl.</summary>
    public static Platform Debian { get; } = LightVm.On("Debian", XenToolstack.Xl(), GuestKernel.DistributionLinux, 2);

    /// <summary>A Linux with the drivers and programs of one application only, by the split toolstack.</summary>
    public static Platform Tinyx { get; } = LightVm.On("Tinyx", XenToolstack.Split(), GuestKernel.Tinyx, 1);
}
