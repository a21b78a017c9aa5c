using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A Linux system of a kernel and its programs, part by part: what it holds once it has booted, and the least memory in which it boots.
/// Descriptors of all pages and the reserve for emergencies grow with the memory that it is given, so that the sizes are fixed points.
/// </summary>
public sealed record LinuxSystem
{
    /// <summary>The data file behind what is common to all systems.</summary>
    public static ParameterSheet Common { get; } = ParameterSheet.Beside<LinuxSystem>();

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

    /// <summary>The data file behind the figures.</summary>
    public required ParameterSheet Sheet { get; init; }

    /// <summary>A minimal Debian 8: systemd and the services of a server.</summary>
    public static LinuxSystem Debian { get; } = Read("Debian", ParameterSheet.Named("DebianSystem"));

    /// <summary>Tinyx: a kernel for one application, which runs from its initial RAM disk.</summary>
    public static LinuxSystem Tinyx { get; } = Read("Tinyx", ParameterSheet.Named("TinyxSystem"));

    /// <summary>Alpine Linux with a kernel in the configuration of a microVM.</summary>
    public static LinuxSystem Alpine { get; } = Read("Alpine", ParameterSheet.Named("AlpineSystem"));

    /// <summary>Lupine: a kernel of what one application needs, and the application as its init.</summary>
    public static LinuxSystem Lupine { get; } = Read("Lupine", ParameterSheet.Named("LupineSystem"));

    /// <summary>What it holds after its boot, if nothing that it read had to go.</summary>
    public Bytes Booted => Given(Bytes.Max(Peak, Running(FilesRead)));

    /// <summary>
    /// The least memory in which it boots and runs: what cannot be given up, at the worst moment; and the kernel must find memory at the
    /// address that it was linked for.
    /// </summary>
    public Bytes Least => Bytes.Max(Common.Bytes("load_address").Value + Kernel, Given(Bytes.Max(Peak, Running(FilesInUse))));

    private Bytes Threads => Common.Bytes("kernel_stack").Value * (KernelThreads + Processes);

    // The RAM disk and its contents, before any program runs.
    private Bytes Peak => Kernel + Archive + Unpacked;

    private Bytes Running(Bytes files) => Kernel + Modules + Slab + Threads + (Common.Bytes("page_tables") + Private) * Processes + files
        + (RunsFromMemory ? Unpacked : Bytes.Zero);

    // The memory of which so much is left beside what the kernel sets aside at the start.
    private static Bytes Given(Bytes held)
    {
        var fixedPart = Common.Bytes("low_memory").Value + Common.Bytes("per_cpu") + held;
        var given = fixedPart;
        for (var i = 0; i < 20; i++)
            given = fixedPart + given * Common.Ratio("descriptor_share") + new Bytes((long)(1024 * Math.Sqrt(16 * given.KiB)));
        return given;
    }

    private static LinuxSystem Read(string name, ParameterSheet p) => new()
    {
        Name = name, Kernel = p.Bytes("kernel"), Modules = p.Bytes("modules"), Slab = p.Bytes("slab"),
        KernelThreads = p.Count("kernel_threads"),
        Processes = p.Count("processes"), Private = p.Bytes("private"), FilesInUse = p.Bytes("files_in_use"),
        FilesRead = p.Bytes("files_read"),
        Archive = p.Bytes("archive"), Unpacked = p.Bytes("unpacked"), RunsFromMemory = p.Count("runs_from_memory") > 0, Sheet = p,
    };
}
