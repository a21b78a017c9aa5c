using CloudSim.Net.Calibration;

namespace CloudSim.Net.Hardware;

/// <summary>CPUs from classic x86 to today, each a data file: what the generations of hardware assist changed, in cycles.</summary>
public static class CpuModels
{
    /// <summary>Xeon of 2003 (NetBurst): classic x86, the machine of the Xen paper.</summary>
    public static CpuModel Prestonia(Parameters parameters) => CpuModel.Named(parameters, "XeonPrestonia", "Xeon 2.4 GHz (2003)");

    /// <summary>Pentium 4 672 (2005): the first VT-x.</summary>
    public static CpuModel Prescott(Parameters parameters) => CpuModel.Named(parameters, "Pentium4Prescott", "Pentium 4 672 (Prescott)");

    /// <summary>Core 2 Duo (2006): the second VT-x.</summary>
    public static CpuModel Merom(Parameters parameters) => CpuModel.Named(parameters, "Core2Merom", "Core 2 Duo E6700 (Merom)");

    /// <summary>Xeon 5400 (2008): Intel's last without nested page tables.</summary>
    public static CpuModel Penryn(Parameters parameters) => CpuModel.Named(parameters, "Core2Penryn", "Xeon X5450 (Penryn)");

    /// <summary>Opteron of 2008: AMD's nested page tables (RVI), control blocks in plain memory.</summary>
    public static CpuModel Barcelona(Parameters parameters) => CpuModel.Named(parameters, "OpteronBarcelona", "Opteron 8356 (Barcelona)");

    /// <summary>Xeon 5500 (2009): nested page tables and a tagged TLB.</summary>
    public static CpuModel Nehalem(Parameters parameters) => CpuModel.Named(parameters, "XeonNehalem", "Xeon X5570 (Nehalem)");

    /// <summary>Xeon 5600 (2010).</summary>
    public static CpuModel Westmere(Parameters parameters) => CpuModel.Named(parameters, "XeonWestmere", "Xeon X5670 (Westmere)");

    /// <summary>Xeon E5 (2012).</summary>
    public static CpuModel SandyBridge(Parameters parameters) =>
        CpuModel.Named(parameters, "XeonSandyBridge", "Xeon E5-2665 (Sandy Bridge)");

    /// <summary>Xeon Scalable, first generation (2017): posted interrupts, shadow VMCS.</summary>
    public static CpuModel Skylake(Parameters parameters) => CpuModel.Named(parameters, "XeonPlatinum8175M", "Xeon Platinum 8175M");

    /// <summary>Xeon Scalable, fourth generation (2023).</summary>
    public static CpuModel SapphireRapids(Parameters parameters) =>
        CpuModel.Named(parameters, "XeonPlatinum8488C", "Xeon Platinum 8488C (Sapphire Rapids)");

    /// <summary>All of them, by year.</summary>
    public static IReadOnlyList<CpuModel> All(Parameters parameters) =>
    [
        Prestonia(parameters),
        Prescott(parameters),
        Merom(parameters),
        Penryn(parameters),
        Barcelona(parameters),
        Nehalem(parameters),
        Westmere(parameters),
        SandyBridge(parameters),
        Skylake(parameters),
        SapphireRapids(parameters),
    ];
}
