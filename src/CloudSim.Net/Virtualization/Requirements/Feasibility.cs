using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>
/// Which platforms can run a guest on a host, and why the others cannot. Each rule is a function of its own that knows one mechanism; the
/// first that forbids is the reason.
/// </summary>
public static class Feasibility
{
    private static readonly Version SentryInterface = new(4, 4);

    private static readonly (string Name, Func<GuestNeeds, HostOffers, Platform, string?> Forbids)[] Rules =
    [
        ("nesting", Nesting),
        ("CPU generation", Generation),
        ("instruction set", InstructionSets),
        ("own kernel", OwnKernel),
        ("kernel mode", KernelMode),
        ("boot", Boot),
        ("system", SystemInterface),
        ("kernel version", KernelVersions),
        ("kernel modules", Modules),
        ("rebuild", Rebuild),
        ("processes", Processes),
        ("fork", Fork),
        ("second application", SecondApplication),
    ];

    /// <summary>Names of the rules, in the order in which they are asked.</summary>
    public static IEnumerable<string> RuleNames => Rules.Select(r => r.Name);

    /// <summary>A verdict for each platform, in order.</summary>
    public static IEnumerable<Verdict> Of(GuestNeeds guest, HostOffers host, IEnumerable<Platform> platforms) =>
        platforms.Select(p => Of(guest, host, p));

    /// <summary>The verdict for one platform.</summary>
    public static Verdict Of(GuestNeeds guest, HostOffers host, Platform platform)
    {
        foreach (var (name, forbids) in Rules)
            if (forbids(guest, host, platform) is { } reason)
                return new Verdict(guest, platform, name, reason);
        return new Verdict(guest, platform, null, null);
    }

    /// <summary>
    /// Why guests that are each feasible cannot run side by side on one host; null if they can. A kernel that is shared holds one version
    /// of a module.
    /// </summary>
    public static string? IncompatibilityTogether(IReadOnlyList<GuestNeeds> guests, HostOffers host, Platform platform)
    {
        // Each alone on a host whose kernel has what it needs.
        foreach (var guest in guests)
            if (Of(guest, host with { Modules = [.. guest.Modules, .. host.Modules] }, platform).Reason is { } alone)
                return $"{guest}: {alone}";
        if (!platform.SharesKernel)
            return null;
        var needed = from guest in guests from module in guest.Modules where module.Version is not null select (guest, module);
        var clash = needed.GroupBy(n => n.module.Name).FirstOrDefault(g => g.Select(n => n.module.Version).Distinct().Count() > 1);
        return clash is null ? null
            : $"all share one kernel, and it holds one version of {clash.Key}, not " +
                $"{string.Join(" for ", clash.Select(n => $"{n.module.Version} ({n.guest})"))}";
    }

    private static bool HasMachine(Platform platform) => !platform.SharesKernel && !IsSentry(platform) && platform.Kernel?.Library is null;

    private static bool IsSentry(Platform platform) => platform.Kernel is null && platform.Cpu.Routes == Virtualizer.UserSpaceKernel;

    // The techniques must find what they need in the machine that the platform around the host presents.
    private static string? Nesting(GuestNeeds guest, HostOffers host, Platform platform) =>
        host.Inside is { } outer && NestedPlatform.Incompatibility(platform, outer) is { } reason
            ? $"the host is a guest of {outer}: {reason}" : null;

    // The first thing that is missing, from the first generation on.
    private static string? Generation(GuestNeeds guest, HostOffers host, Platform platform)
    {
        CpuGeneration[] needs = host.Inside is { } outer
            ? [PresentedMachine.LeastHost(platform, outer)!.Value] : [platform.Cpu.Needs, platform.Memory.Needs, platform.Io.Needs];
        foreach (var need in needs.Order())
            if (!host.Cpu.Offers(need))
                return $"it needs {Title(need)}, which {host.Cpu.Name} does not offer{(host.Inside is null ? "" : " for a guest's guest")}";
        return null;

        static string Title(CpuGeneration generation) => generation switch
        {
            CpuGeneration.HardwareAssist => "guest mode (VT-x, AMD-V)",
            CpuGeneration.NestedPaging => "nested page tables (EPT, RVI)",
            _ => "an IOMMU that passes devices through (VT-d)",
        };
    }

    private static string? InstructionSets(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.Cpu.Routes == Virtualizer.Emulation ? null
        : host.Isa != Isa.X86
            && (platform.Cpu.Routes == Virtualizer.BinaryTranslation || platform.Cpu.Routes == Virtualizer.Paravirtualization)
            ? $"{platform.Cpu.Name} here is for the rings of {Isa.X86}, and the host's CPU is {host.Isa}"
        : guest.Isa == host.Isa ? null
        : $"instructions run directly on the host's CPU, which is {host.Isa}, not {guest.Isa}: only an emulator does them in software";

    private static string? OwnKernel(GuestNeeds guest, HostOffers host, Platform platform) => !guest.BringsKernel ? null
        : platform.SharesKernel ? "the host's kernel is shared: there is no machine on which another could boot"
        : IsSentry(platform) ? "the platform's own kernel serves the system calls: no other takes its place"
        : platform.Kernel?.Library is not null ? "the kernel is a library linked with the program: it boots no operating system"
        : null;

    private static string? Boot(GuestNeeds guest, HostOffers host, Platform platform) =>
        HasMachine(platform) && !platform.IsPc && (guest.NeedsPc || (guest.System != "Linux" && !guest.KernelCanBeChanged))
            ? "there is no firmware and no PC: the kernel is loaded by the VMM and must know its few devices" : null;

    // The guest's kernel on the dual-mode machine, by the routes of the platform's technique.
    private static string? KernelMode(GuestNeeds guest, HostOffers host, Platform platform)
    {
        if (!HasMachine(platform))
            return null;
        var changed = guest.KernelCanBeChanged || (!guest.BringsKernel && guest.System == "Linux");
        var routes = changed ? platform.Cpu.Routes : platform.Cpu.Routes.OnUnchangedKernel;
        var boot = KernelProgram.Boot.Select(p => (host.Instructions(p.Instruction), p.Operand));
        return DualModeMachine.FirstWrong(routes, boot) is { } wrong
            ? $"the kernel is not changed for it and runs in ring {(int)routes.KernelRing}: {wrong}" : null;
    }

    private static string? SystemInterface(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.SharesKernel && guest.System != host.System ? $"the shared kernel is {host.System}, not {guest.System}"
        : IsSentry(platform) && host.System != "Linux" ? $"the kernel in user space is a program for Linux, and the host runs {host.System}"
        : IsSentry(platform) && guest.System != "Linux" ? $"the kernel in user space offers Linux's system calls, not {guest.System}'s"
        : platform.Kernel?.Library is not null && guest.System != "Linux"
            ? $"the library offers the C library's interface, not {guest.System}'s"
        : null;

    private static string? KernelVersions(GuestNeeds guest, HostOffers host, Platform platform) =>
        guest.KernelVersion is not { } needed || guest.BringsKernel ? null
        : platform.SharesKernel && host.KernelVersion < needed ? $"the shared kernel is {host.KernelVersion}, {needed} is needed"
        : IsSentry(platform) && SentryInterface < needed
            ? $"the kernel in user space offers the system calls of {SentryInterface}, {needed} is needed"
        : null;

    private static string? Modules(GuestNeeds guest, HostOffers host, Platform platform)
    {
        if (guest.Modules.Count == 0)
            return null;
        if (IsSentry(platform) || platform.Kernel?.Library is not null)
            return $"its kernel loads no modules: {guest.Modules[0]} cannot be had";
        if (!platform.SharesKernel)
            return null;
        var missing = guest.Modules.FirstOrDefault(n => !host.Modules.Any(m => m.Satisfies(n)));
        return missing is null ? null
            : host.Modules.FirstOrDefault(m => m.Name == missing.Name) is { } other
                ? $"the shared kernel holds {other} for everybody, {missing} is needed"
                : $"the shared kernel has no module {missing}, and no guest may load one into it";
    }

    private static string? Rebuild(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.Kernel?.Library is null || guest.CanBeRebuilt ? null : "the program would have to be linked anew with the library";

    private static string? Processes(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.Kernel?.Library is not { AddressSpaces: 1 } || !guest.ManyProcesses ? null : "one address space holds one process";

    private static string? Fork(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.Kernel?.Library is not { AddressSpaces: 1 } || !guest.Forks ? null : "fork copies an address space, and there is but one";

    private static string? SecondApplication(GuestNeeds guest, HostOffers host, Platform platform) =>
        platform.Kernel?.Library is not { AddressSpaces: 1 } || !guest.TakesSecondApplication
            ? null : "the program is part of the image: another one means a rebuild";
}
