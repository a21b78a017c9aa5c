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
    public static HostModel Machine { get; } = HostModel.Named("CoreDesktop2018",
        CpuModels.Skylake with { Name = "i7-9700K", Clock = 3.6.GHz });

    /// <summary>OSv with a read-only file system, on Firecracker; timed from the start call.</summary>
    public static Platform Osv { get; } = Firecracker.On("OSv",
        Kernel("OSv", Sheet.Bytes("osv_image"), Sheet.Bytes("osv_image").Value + Sheet.Bytes("osv_heap"), "osv_touched", "osv_boot"),
        Sheet.Count("osv_devices"));

    /// <summary>Lupine without kernel mode Linux, on Firecracker; timed from the start call.</summary>
    public static Platform Lupine { get; } = Firecracker.On("Lupine",
        Kernel("Lupine", Sheet.Bytes("lupine_image"), LinuxSystem.Lupine.Booted, "lupine_touched", "lupine_boot"),
        Sheet.Count("lupine_devices"));

    /// <summary>Alpine Linux on Firecracker; timed from the start call.</summary>
    public static Platform Alpine { get; } = Firecracker.On("Alpine",
        Kernel("Alpine", Sheet.Bytes("alpine_image"), LinuxSystem.Alpine.Booted, "alpine_touched", "alpine_boot"),
        Sheet.Count("alpine_devices"));

    /// <summary>Rumprun on Solo5.</summary>
    public static Platform Rumprun { get; } = OnSolo5(
        Kernel("Rumprun", Sheet.Bytes("rumprun_image"), Sheet.Bytes("rumprun_image").Value + Sheet.Bytes("rumprun_heap"), "rumprun_touched",
            "rumprun_boot"));

    /// <summary>HermiTux on its own monitor, uhyve, as small as Solo5.</summary>
    public static Platform HermiTux { get; } = OnSolo5(
        Kernel("HermiTux", Sheet.Bytes("hermitux_image"), Sheet.Bytes("hermitux_image").Value + Sheet.Bytes("hermitux_heap"),
            "hermitux_touched", "hermitux_boot"));

    /// <summary>
    /// The least memory that a guest of this system needs to say hello: its kernel and image, and what they allocate on
    /// the way; of the Linux systems part by part. In the order of the published figure.
    /// </summary>
    public static IReadOnlyList<(string System, Bytes Memory)> Least { get; } =
    [
        ("Unikraft", Sheet.Bytes("unikraft_image").Value + Sheet.Bytes("unikraft_heap")),
        ("Docker", Sheet.Bytes("docker_image").Value + Sheet.Bytes("docker_heap")),
        ("Rumprun", Rumprun.Kernel!.IdleBase), ("HermiTux", HermiTux.Kernel!.IdleBase), ("Lupine", LinuxSystem.Lupine.Least),
        ("OSv", Osv.Kernel!.IdleBase),
        ("Linux microVM", LinuxSystem.Alpine.Least),
    ];

    /// <summary>Guest time of Unikraft's hello world when it builds its page table at boot: pages of 2 MiB, one entry each.</summary>
    /// <param name="memory">Memory of the guest.</param>
    public static TimeSpan DynamicPageTable(Bytes memory) =>
        Sheet.Duration("table_base").Value + (Sheet.Cycles("table_entry").Value * memory.Pages(2.MiB)).At(Machine.Cpu.Clock);

    // Boot is the kernel's own time, less the pages that it touches for the first time.
    private static GuestKernel Kernel(string name, Bytes image, Bytes idle, string touched, string boot) => GuestKernel.Unikraft with
    {
        Name = name, Library = null, Family = name, Image = image, BootTouched = Sheet.Bytes(touched),
        Boot = new WorkProfile { Name = name, Kernel = Cycles.Of(Sheet.Duration(boot), 3.6.GHz) },
        IdleBase = idle, UsedBase = idle, Sheet = Sheet,
    };

    private static Platform OnSolo5(GuestKernel kernel) => UnikernelOnSolo5.Platform with { Name = kernel.Name, Kernel = kernel };
}
