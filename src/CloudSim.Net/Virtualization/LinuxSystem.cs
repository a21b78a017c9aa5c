using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A Linux system of a kernel and its programs, part by part: what it holds once it has booted, and the least memory in which it boots.
/// Descriptors of all pages and the reserve for emergencies grow with the memory that it is given, so that the sizes are fixed points.
/// </summary>
public sealed record LinuxSystem : IParameterized
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Kernel image in memory: code, constants, data and zeroed data, sections that are freed after the boot left out.</summary>
    public required Bytes Kernel { get; init => field = Check.Memory(value); }

    /// <summary>Kernel modules that are loaded.</summary>
    public required Bytes Modules { get; init => field = Check.Memory(value); }

    /// <summary>Objects of the kernel's slab allocator after the boot.</summary>
    public required Bytes Slab { get; init => field = Check.Memory(value); }

    /// <summary>Threads of the kernel, each with its stack.</summary>
    public required double KernelThreads { get; init => field = Check.Amount(value); }

    /// <summary>Processes: init, services, consoles, the application.</summary>
    public required double Processes { get; init => field = Check.Amount(value); }

    /// <summary>Private memory of a process, mean over them.</summary>
    public required Bytes Private { get; init => field = Check.Memory(value); }

    /// <summary>Pages of programs and libraries that stay in use.</summary>
    public required Bytes FilesInUse { get; init => field = Check.Memory(value); }

    /// <summary>Pages of all files that are read while it boots: they stay cached as long as nobody wants the memory.</summary>
    public required Bytes FilesRead { get; init => field = Check.Memory(value); }

    /// <summary>Initial RAM disk as loaded, compressed; freed when it is unpacked.</summary>
    public required Bytes Archive { get; init => field = Check.Memory(value); }

    /// <summary>The same unpacked.</summary>
    public required Bytes Unpacked { get; init => field = Check.Memory(value); }

    /// <summary>Whether the unpacked files are the root file system and stay.</summary>
    public required bool RunsFromMemory { get; init; }

    /// <summary>Address for which the kernel is linked: memory must reach beyond it.</summary>
    public required Bytes LoadAddress { get; init => field = Check.Memory(value); }

    /// <summary>Stack of a thread in the kernel.</summary>
    public required Bytes KernelStack { get; init => field = Check.Memory(value); }

    /// <summary>Page tables of a process, mean over them.</summary>
    public required Bytes PageTables { get; init => field = Check.Memory(value); }

    /// <summary>What it leaves to the firmware and to trampolines: most of the first MiB.</summary>
    public required Bytes LowMemory { get; init => field = Check.Memory(value); }

    /// <summary>What it sets aside at the start: areas of one CPU, hash tables, page tables of the direct map.</summary>
    public required Bytes PerCpu { get; init => field = Check.Memory(value); }

    /// <summary>Page descriptors: their share of the memory.</summary>
    public required double DescriptorShare { get; init => field = Check.Share(value); }

    /// <summary>Every number that it was made of.</summary>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>A minimal Debian 8: systemd and the services of a server.</summary>
    public static LinuxSystem Debian(Parameters parameters) => Read(parameters, nameof(Debian));

    /// <summary>Tinyx: a kernel for one application, which runs from its initial RAM disk.</summary>
    public static LinuxSystem Tinyx(Parameters parameters) => Read(parameters, nameof(Tinyx));

    /// <summary>Alpine Linux with a kernel in the configuration of a microVM.</summary>
    public static LinuxSystem Alpine(Parameters parameters) => Read(parameters, nameof(Alpine));

    /// <summary>Lupine: a kernel of what one application needs, and the application as its init.</summary>
    public static LinuxSystem Lupine(Parameters parameters) => Read(parameters, nameof(Lupine));

    /// <summary>What it holds after its boot, if nothing that it read had to go.</summary>
    public Bytes Booted => Given(Bytes.Max(Peak, Running(FilesRead)));

    /// <summary>
    /// The least memory in which it boots and runs: what cannot be given up, at the worst moment; and the kernel must find memory at the
    /// address that it was linked for.
    /// </summary>
    public Bytes Least => Bytes.Max(LoadAddress + Kernel, Given(Bytes.Max(Peak, Running(FilesInUse))));

    private Bytes Threads => KernelStack * (KernelThreads + Processes);

    // The RAM disk and its contents, before any program runs.
    private Bytes Peak => Kernel + Archive + Unpacked;

    private Bytes Running(Bytes files) => Kernel + Modules + Slab + Threads + (PageTables + Private) * Processes + files
        + (RunsFromMemory ? Unpacked : Bytes.Zero);

    // The memory of which so much is left beside what the kernel sets aside at the start.
    private Bytes Given(Bytes held)
    {
        var fixedPart = LowMemory + PerCpu + held;
        var given = fixedPart;
        for (var i = 0; i < 20; i++)
            given = fixedPart + given * DescriptorShare + new Bytes((long)(1024 * Math.Sqrt(16 * given.KiB)));
        return given;
    }

    private static LinuxSystem Read(Parameters parameters, string name) => parameters.Make(name, set =>
    {
        var (p, common) = (set[$"{name}System"], set.Beside<LinuxSystem>());
        return new LinuxSystem
        {
            Name = name, Kernel = p.Bytes("kernel"), Modules = p.Bytes("modules"), Slab = p.Bytes("slab"),
            KernelThreads = p.Count("kernel_threads"),
            Processes = p.Count("processes"), Private = p.Bytes("private"), FilesInUse = p.Bytes("files_in_use"),
            FilesRead = p.Bytes("files_read"),
            Archive = p.Bytes("archive"), Unpacked = p.Bytes("unpacked"), RunsFromMemory = p.Count("runs_from_memory") > 0,
            LoadAddress = common.Bytes("load_address"), KernelStack = common.Bytes("kernel_stack"),
            PageTables = common.Bytes("page_tables"), LowMemory = common.Bytes("low_memory"), PerCpu = common.Bytes("per_cpu"),
            DescriptorShare = common.Ratio("descriptor_share"), Uses = set.Uses,
        };
    });
}
