using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>The type of virtualization that a platform belongs to, told from its mechanisms.</summary>
public static class VirtualizationType
{
    /// <summary>The name of its super-kind: an unmodified kernel on virtual hardware.</summary>
    public const string Full = "full virtualization";

    /// <summary>The type's name, by the first mechanism that decides it.</summary>
    public static string Of(Platform platform) =>
        platform.SharesKernel ? Isolates(platform) ? "containers" : "no virtualization"
        : IsUserSpaceKernel(platform) ? "containers on a user-space kernel"
        : platform.Kernel!.Library is not null ? "unikernels"
        : platform.Cpu.Routes.NeedsChangedKernel ? "paravirtualization"
        : platform.Cpu.Needs >= Hardware.CpuGeneration.HardwareAssist ? "hardware-assisted virtualization"
        : $"{Full}, in software";

    /// <summary>What a guest is called in the field: a container, a microVM, a virtual machine.</summary>
    public static string System(Platform platform) =>
        platform.Kernel is null || platform.Kernel.Library is not null ? Of(platform) : platform.IsPc ? "virtual machines" : "microVMs";

    /// <summary>Whether a kernel that is a program of the host serves its system calls.</summary>
    public static bool IsUserSpaceKernel(Platform platform) => platform.Kernel is null && !platform.SharesKernel;

    /// <summary>
    /// Whether it gives an unmodified kernel a virtual machine like a real one: with the help of the hardware, or in software.
    /// </summary>
    public static bool IsFull(Platform platform) => platform.Kernel is { Library: null } && !platform.Cpu.Routes.NeedsChangedKernel;

    /// <summary>Whether it keeps guests apart: by a kernel of their own, or by namespaces. A bare process has neither.</summary>
    public static bool Isolates(Platform platform) =>
        !platform.SharesKernel || platform.Boot.Any(step => step.Kind == StepKind.Namespaces);

    /// <summary>The types of these platforms, each once; none if there are none.</summary>
    public static string Of(IEnumerable<Platform> platforms) =>
        string.Join("; ", platforms.Select(Of).Distinct().DefaultIfEmpty("none"));
}
