using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>What a guest needs: a whole operating system, or programs that need one.</summary>
public sealed record GuestNeeds
{
    /// <summary>What it is, for instance <c>unmodified Windows</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Family of the operating system that it is or needs.</summary>
    public string System { get; init; } = "Linux";

    /// <summary>Whether it brings a kernel of its own to boot; else it is a program for whatever kernel of the family it finds.</summary>
    public bool BringsKernel { get; init; }

    /// <summary>Whether that kernel may be changed for a hypervisor (its source is at hand).</summary>
    public bool KernelCanBeChanged { get; init; }

    /// <summary>Whether it must be booted by firmware on a PC, as an installation disk is.</summary>
    public bool NeedsPc { get; init; }

    /// <summary>The least version of a kernel that its programs need; null for any.</summary>
    public Version? KernelVersion { get; init; }

    /// <summary>Kernel modules that it needs loaded.</summary>
    public IReadOnlyList<KernelModule> Modules { get; init => field = Check.NotNull(value); } = [];

    /// <summary>Its instruction set.</summary>
    public Isa Isa { get; init; } = Isa.X86;

    /// <summary>Whether it consists of more than one process.</summary>
    public bool ManyProcesses { get; init; }

    /// <summary>Whether it forks.</summary>
    public bool Forks { get; init; }

    /// <summary>Whether another application must be added to it without making its image anew.</summary>
    public bool TakesSecondApplication { get; init; }

    /// <summary>Whether its program can be linked anew, with a library in place of a kernel.</summary>
    public bool CanBeRebuilt { get; init; }

    /// <summary>
    /// What a program needs to do this work: processes if the work has several at once or makes them, fork if it makes them. Its source is
    /// taken to be at hand; a system call is no need of its own, since a kernel that is a library serves it by a function call.
    /// </summary>
    public static GuestNeeds Of(WorkProfile work) => new()
    {
        Name = work.Name, CanBeRebuilt = true, ManyProcesses = work.Processes > 1 || work.AddressSpaces > 0, Forks = work.AddressSpaces > 0,
    };

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>Guests that a course on virtualization asks about.</summary>
    public static IReadOnlyList<GuestNeeds> Common { get; } =
    [
        new() { Name = "unmodified OS (PC)", System = "Windows", BringsKernel = true, NeedsPc = true, ManyProcesses = true, Forks = false },
        new() { Name = "unmodified Linux kernel", BringsKernel = true, ManyProcesses = true, Forks = true },
        new() { Name = "changed Linux kernel", BringsKernel = true, KernelCanBeChanged = true, ManyProcesses = true, Forks = true },
        new() { Name = "Linux services (fork)", ManyProcesses = true, Forks = true, TakesSecondApplication = true },
        new() { Name = "one Linux program", CanBeRebuilt = true },
        new() { Name = "program with kernel module", Modules = [new("driver", new(2, 0))], ManyProcesses = true },
        new() { Name = "program for a newer kernel", KernelVersion = new(6, 8), ManyProcesses = true },
        new() { Name = "ARM Linux program", Isa = Isa.Arm, ManyProcesses = true },
    ];
}
