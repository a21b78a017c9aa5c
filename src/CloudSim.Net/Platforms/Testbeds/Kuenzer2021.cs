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
    public static Platform Osv { get; } = Firecracker.On("OSv",
        Kernel("OSv", "osv_image", "osv_heap", "osv_touched", "osv_boot"), Sheet.Count("osv_devices"));

    /// <summary>Lupine without kernel mode Linux, on Firecracker; timed from the start call.</summary>
    public static Platform Lupine { get; } = Firecracker.On("Lupine",
        Kernel("Lupine", "lupine_image", "lupine_heap", "lupine_touched", "lupine_boot"), Sheet.Count("lupine_devices"));

    /// <summary>Alpine Linux on Firecracker; timed from the start call.</summary>
    public static Platform Alpine { get; } = Firecracker.On("Alpine",
        Kernel("Alpine", "alpine_image", "alpine_heap", "alpine_touched", "alpine_boot"), Sheet.Count("alpine_devices"));

    /// <summary>Rumprun on Solo5.</summary>
    public static Platform Rumprun { get; } = OnSolo5(
        Kernel("Rumprun", "rumprun_image", "rumprun_heap", "rumprun_touched", "rumprun_boot"));

    /// <summary>HermiTux on its own monitor, uhyve, as small as Solo5.</summary>
    public static Platform HermiTux { get; } = OnSolo5(
        Kernel("HermiTux", "hermitux_image", "hermitux_heap", "hermitux_touched", "hermitux_boot"));

    /// <summary>
    /// The least memory that a guest of this system needs to say hello: its kernel and image, and what they allocate on
    /// the way. In the order of the published figure.
    /// </summary>
    public static IReadOnlyList<(string System, Bytes Memory)> Least { get; } =
    [
        ("Unikraft", Sheet.Bytes("unikraft_image").Value + Sheet.Bytes("unikraft_heap")), ("Docker", Sheet.Bytes("docker_image").Value + Sheet.Bytes("docker_heap")),
        ("Rumprun", Rumprun.Kernel!.IdleBase), ("HermiTux", HermiTux.Kernel!.IdleBase), ("Lupine", Lupine.Kernel!.IdleBase), ("OSv", Osv.Kernel!.IdleBase),
        ("Linux microVM", Alpine.Kernel!.IdleBase),
    ];

    /// <summary>Guest time of Unikraft's hello world when it builds its page table at boot: pages of 2 MiB, one entry each.</summary>
    /// <param name="memory">Memory of the guest.</param>
    public static TimeSpan DynamicPageTable(Bytes memory) =>
        Sheet.Duration("table_base").Value + (Sheet.Cycles("table_entry").Value * memory.Pages(2.MiB)).At(Machine.Cpu.Clock);

    // Boot is the kernel's own time, less the pages that it touches for the first time.
    private static GuestKernel Kernel(string name, string image, string heap, string touched, string boot) => GuestKernel.Unikraft with
    {
        Name = name, Library = null, Family = name, Image = Sheet.Bytes(image), BootTouched = Sheet.Bytes(touched),
        Boot = new WorkProfile { Name = name, Kernel = Cycles.Of(Sheet.Duration(boot), 3.6.GHz) },
        IdleBase = Sheet.Bytes(image).Value + Sheet.Bytes(heap), UsedBase = Sheet.Bytes(image).Value + Sheet.Bytes(heap), Sheet = Sheet,
    };

    private static Platform OnSolo5(GuestKernel kernel)
    {
        var solo5 = UnikernelOnSolo5.Platform;
        return solo5 with { Name = kernel.Name, Kernel = kernel, Boot = [.. solo5.Boot.SkipLast(1), Phases.Kernel(kernel)] };
    }
}
