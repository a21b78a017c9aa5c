using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The machine of Kuenzer et al. (EuroSys 2021), an i7-9700K, and the systems that its Unikraft is compared with. Unikraft itself is
/// the platforms named unikernel.
/// </summary>
public static class Kuenzer2021
{
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(Kuenzer2021));

    /// <summary>The machine: eight cores at 3.6 GHz, 32 GB.</summary>
    public static HostModel Machine { get; } = HostModel.Named("CoreDesktop2018", CpuModels.Skylake with { Name = "i7-9700K", Clock = 3.6.GHz });

    /// <summary>OSv with a read-only file system, on Firecracker; timed from the start call.</summary>
    public static Platform Osv { get; } = OnFirecracker("OSv", "osv");

    /// <summary>Lupine without kernel mode Linux, on Firecracker; timed from the start call.</summary>
    public static Platform Lupine { get; } = OnFirecracker("Lupine", "lupine");

    /// <summary>Alpine Linux on Firecracker; timed from the start call.</summary>
    public static Platform Alpine { get; } = OnFirecracker("Alpine", "alpine");

    /// <summary>Rumprun on Solo5.</summary>
    public static Platform Rumprun { get; } = OnSolo5("Rumprun", "rumprun");

    /// <summary>HermiTux on its own monitor, uhyve, as small as Solo5.</summary>
    public static Platform HermiTux { get; } = OnSolo5("HermiTux", "hermitux");

    /// <summary>
    /// The least memory that a guest of this system needs to say hello: its kernel and image, and what they allocate on
    /// the way. In the order of the published figure.
    /// </summary>
    public static IReadOnlyList<(string System, Bytes Memory)> Least { get; } =
    [
        ("Unikraft", Part("unikraft")), ("Docker", Part("docker")), ("Rumprun", Part("rumprun")), ("HermiTux", Part("hermitux")),
        ("Lupine", Part("lupine")), ("OSv", Part("osv")), ("Linux microVM", Part("alpine")),
    ];

    /// <summary>Guest time of Unikraft's hello world when it builds its page table at boot: pages of 2 MiB, one entry each.</summary>
    /// <param name="memory">Memory of the guest.</param>
    public static TimeSpan DynamicPageTable(Bytes memory) =>
        Sheet.Duration("table_base").Value + (Sheet.Cycles("table_entry").Value * memory.Pages(2.MiB)).At(Machine.Cpu.Clock);

    private static Bytes Part(string system) => Sheet.Bytes($"{system}_image").Value + Sheet.Bytes($"{system}_heap");

    private static GuestKernel Kernel(string name, string parameter) => GuestKernel.Unikraft with
    {
        Name = name, Library = null, Family = name, Image = Sheet.Bytes($"{parameter}_image"), BootTouched = Sheet.Bytes($"{parameter}_touched"),
        Boot = new WorkProfile { Name = name, Kernel = Cycles.Of(Sheet.Duration($"{parameter}_boot"), 3.6.GHz) },
        IdleBase = Part(parameter), UsedBase = Part(parameter), Sheet = Sheet,
    };

    private static Platform OnFirecracker(string name, string parameter) =>
        Firecracker.On(name, Kernel(name, parameter), Sheet.Count($"{parameter}_devices"));

    private static Platform OnSolo5(string name, string parameter)
    {
        var solo5 = UnikernelOnSolo5.Platform;
        var kernel = Kernel(name, parameter);
        return solo5 with { Name = name, Kernel = kernel, Boot = [.. solo5.Boot.SkipLast(1), Phases.Kernel(kernel)] };
    }
}
