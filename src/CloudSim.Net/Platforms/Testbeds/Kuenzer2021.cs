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
    /// <summary>The machine: eight cores at 3.6 GHz, 32 GB.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("Kuenzer2021.Machine",
        p => HostModel.Named(p, "CoreDesktop2018", CpuModels.Skylake(p) with { Name = "i7-9700K", Clock = 3.6.GHz }));

    /// <summary>OSv with a read-only file system, on Firecracker; timed from the start call.</summary>
    public static Platform Osv(Parameters parameters) => parameters.Make("Kuenzer2021.Osv", p => Firecracker.On(p, "OSv",
        Kernel(p, "OSv", "osv_image", Sum(p, "osv_image", "osv_heap"), "osv_touched", "osv_boot"), Devices(p, "osv_devices"))
        with { Own = p.Uses });

    /// <summary>Lupine without kernel mode Linux, on Firecracker; timed from the start call.</summary>
    public static Platform Lupine(Parameters parameters) => parameters.Make("Kuenzer2021.Lupine", p => Firecracker.On(p, "Lupine",
        Kernel(p, "Lupine", "lupine_image", LinuxSystem.Lupine(p).Booted, "lupine_touched", "lupine_boot"), Devices(p, "lupine_devices"))
        with { Own = p.Uses });

    /// <summary>Alpine Linux on Firecracker; timed from the start call.</summary>
    public static Platform Alpine(Parameters parameters) => parameters.Make("Kuenzer2021.Alpine", p => Firecracker.On(p, "Alpine",
        Kernel(p, "Alpine", "alpine_image", LinuxSystem.Alpine(p).Booted, "alpine_touched", "alpine_boot"), Devices(p, "alpine_devices"))
        with { Own = p.Uses });

    /// <summary>Rumprun on Solo5.</summary>
    public static Platform Rumprun(Parameters parameters) => parameters.Make("Kuenzer2021.Rumprun", p => OnSolo5(p,
        Kernel(p, "Rumprun", "rumprun_image", Sum(p, "rumprun_image", "rumprun_heap"), "rumprun_touched", "rumprun_boot")));

    /// <summary>HermiTux on its own monitor, uhyve, as small as Solo5.</summary>
    public static Platform HermiTux(Parameters parameters) => parameters.Make("Kuenzer2021.HermiTux", p => OnSolo5(p,
        Kernel(p, "HermiTux", "hermitux_image", Sum(p, "hermitux_image", "hermitux_heap"), "hermitux_touched", "hermitux_boot")));

    /// <summary>
    /// The least memory that a guest of this system needs to say hello: its kernel and image, and what they allocate on
    /// the way; of the Linux systems part by part. In the order of the published figure.
    /// </summary>
    public static IReadOnlyList<(string System, Bytes Memory)> Least(Parameters parameters) =>
    [
        ("Unikraft", Sum(parameters, "unikraft_image", "unikraft_heap")), ("Docker", Sum(parameters, "docker_image", "docker_heap")),
        ("Rumprun", Rumprun(parameters).Kernel!.IdleBase), ("HermiTux", HermiTux(parameters).Kernel!.IdleBase),
        ("Lupine", LinuxSystem.Lupine(parameters).Least), ("OSv", Osv(parameters).Kernel!.IdleBase),
        ("Linux microVM", LinuxSystem.Alpine(parameters).Least),
    ];

    /// <summary>Guest time of Unikraft's hello world when it builds its page table at boot: pages of 2 MiB, one entry each.</summary>
    /// <param name="parameters">The set that the figures are taken from.</param>
    /// <param name="memory">Memory of the guest.</param>
    public static TimeSpan DynamicPageTable(Parameters parameters, Bytes memory)
    {
        var sheet = parameters[nameof(Kuenzer2021)];
        return sheet.Duration("table_base").Value
            + (sheet.Cycles("table_entry").Value * memory.Pages(2.MiB)).At(Machine(parameters).Cpu.Clock);
    }

    private static Bytes Sum(Parameters p, string image, string heap) =>
        p[nameof(Kuenzer2021)].Bytes(image).Value + p[nameof(Kuenzer2021)].Bytes(heap);

    private static GuestDevice[] Devices(Parameters p, string devices) => [new("device", p[nameof(Kuenzer2021)].Count(devices))];

    // Boot is the kernel's own time, less the pages that it touches for the first time.
    private static GuestKernel Kernel(Parameters p, string name, string image, Bytes idle, string touched, string boot)
    {
        var sheet = p[nameof(Kuenzer2021)];
        return GuestKernel.Unikraft(p) with
        {
            Name = name, Library = null, Family = name, Image = sheet.Bytes(image), BootTouched = sheet.Bytes(touched),
            Boot = new WorkProfile { Name = name, Kernel = Cycles.Of(sheet.Duration(boot), 3.6.GHz) },
            IdleBase = idle, UsedBase = idle, Uses = p.Uses,
        };
    }

    private static Platform OnSolo5(Parameters p, GuestKernel kernel) =>
        UnikernelOnSolo5.Of(p) with { Name = kernel.Name, Kernel = kernel };
}
