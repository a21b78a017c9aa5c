using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>
/// A guest's root file system with its init and services: what they hold once the guest is idle, beside its kernel. Platforms that are
/// compared have the same one, else the comparison is one of root file systems.
/// </summary>
public sealed record GuestSystem : IParameterized
{
    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Guest memory touched: programs, their private memory, cached files.</summary>
    public required Bytes Touched { get; init => field = Check.Memory(value); }

    /// <summary>The part of it that is in use, not available to applications.</summary>
    public required Bytes Used { get; init => field = Check.Memory(value); }

    /// <summary>Every number that it was made of.</summary>
    public required IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); }

    /// <summary>No system of its own: the kernel's figures hold all, or a library has none.</summary>
    public static GuestSystem None { get; } = new() { Name = "none", Touched = Bytes.Zero, Used = Bytes.Zero, Uses = [] };

    /// <summary>The root file system of the published comparison of VMMs: that of all platforms that compare.</summary>
    public static GuestSystem MicroVm(Parameters parameters) =>
        parameters.Make(nameof(MicroVm), p => Read(p, "root file system of the comparison of VMMs", "MicroVmSystem"));

    /// <summary>The small read-only image of Kata Containers, as its own measurements have it.</summary>
    public static GuestSystem Kata(Parameters parameters) =>
        parameters.Make(nameof(Kata), p => Read(p, "root file system of Kata Containers", "KataSystem"));

    private static GuestSystem Read(Parameters parameters, string name, string sheet)
    {
        var p = parameters[sheet];
        return new GuestSystem { Name = name, Touched = p.Bytes("touched"), Used = p.Bytes("used"), Uses = parameters.Uses };
    }
}
