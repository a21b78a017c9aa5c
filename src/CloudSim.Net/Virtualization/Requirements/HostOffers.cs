using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>What a host offers its guests.</summary>
public sealed record HostOffers
{
    /// <summary>Its CPU; inside another platform, the physical one.</summary>
    public required CpuModel Cpu { get; init => field = Check.NotNull(value); }

    /// <summary>Its instruction set.</summary>
    public Isa Isa { get; init; } = Isa.X86;

    /// <summary>What becomes of each instruction of classic x86 on its CPU, for instance one that traps there: itself.</summary>
    public Func<Instruction, Instruction> Instructions { get; init => field = Check.NotNull(value); } = instruction => instruction;

    /// <summary>Family of its operating system.</summary>
    public string System { get; init; } = "Linux";

    /// <summary>Version of its kernel.</summary>
    public Version KernelVersion { get; init; } = new(6, 1);

    /// <summary>Modules loaded in its kernel.</summary>
    public IReadOnlyList<KernelModule> Modules { get; init => field = Check.NotNull(value); } = [];

    /// <summary>The platform whose guest the host is; null for a physical machine.</summary>
    public Platform? Inside { get; init; }
}
