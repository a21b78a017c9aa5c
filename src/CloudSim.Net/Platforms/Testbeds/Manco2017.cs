using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The machines, guests and toolstacks of Manco et al. (SOSP 2017).</summary>
public static class Manco2017
{
    /// <summary>The machine of the boot times: one Xeon E5-1630 v3 of four cores at 3.7 GHz, 128 GB.</summary>
    public static HostModel Workstation(Parameters parameters) => parameters.Make("Manco2017.Workstation",
        p => HostModel.Named(p, "XeonWorkstation2014", CpuModels.SandyBridge(p) with { Name = "Xeon E5-1630 v3", Clock = 3.7.GHz }));

    /// <summary>The machine of the density: four Opterons 6376 of sixteen cores at 2.3 GHz, 128 GB.</summary>
    public static HostModel ManyCores(Parameters parameters) => parameters.Make("Manco2017.ManyCores",
        p => HostModel.Named(p, "OpteronServer2012", CpuModels.SandyBridge(p) with { Name = "Opteron 6376", Clock = 2.3.GHz }));

    /// <summary>The daytime unikernel, made by xl.</summary>
    public static Platform Xl(Parameters parameters) => parameters.Make("Manco2017.Xl",
        p => LightVm.On(p, "xl", XenToolstack.Xl(p), GuestKernel.MiniOs(p), LightVm.NetworkFrontEnd));

    /// <summary>The same by chaos with the store.</summary>
    public static Platform Chaos(Parameters parameters) => parameters.Make("Manco2017.Chaos",
        p => LightVm.On(p, "chaos [XS]", XenToolstack.Chaos(p), GuestKernel.MiniOs(p), LightVm.NetworkFrontEnd));

    /// <summary>The same by chaos without a store.</summary>
    public static Platform Noxs(Parameters parameters) => parameters.Make("Manco2017.Noxs",
        p => LightVm.On(p, "chaos [noxs]", XenToolstack.Noxs(p), GuestKernel.MiniOs(p), LightVm.NetworkFrontEnd));

    /// <summary>The same by the split toolstack: LightVM.</summary>
    public static Platform Split(Parameters parameters) => LightVm.Of(parameters);

    /// <summary>A unikernel that does nothing and has no device, by the split toolstack.</summary>
    public static Platform Noop(Parameters parameters) => parameters.Make("Manco2017.Noop",
        p => LightVm.On(p, "noop", XenToolstack.Split(p, devices: 0), GuestKernel.MiniOs(p)));

    /// <summary>A Debian guest, by xl.</summary>
    public static Platform Debian(Parameters parameters) => parameters.Make("Manco2017.Debian",
        p => LightVm.On(p, "Debian", XenToolstack.Xl(p), GuestKernel.DistributionLinux(p), LightVm.NetworkFrontEnd,
            new("block front end", 1)));

    /// <summary>A Linux with the drivers and programs of one application only, by the split toolstack.</summary>
    public static Platform Tinyx(Parameters parameters) => parameters.Make("Manco2017.Tinyx",
        p => LightVm.On(p, "Tinyx", XenToolstack.Split(p), GuestKernel.Tinyx(p), LightVm.NetworkFrontEnd));
}
