using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.DualMode;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Virtualization.Nesting;

/// <summary>Puts one platform inside another.</summary>
public static class NestedPlatform
{
    /// <summary>
    /// A platform as a guest of another one: its techniques run on the machine that the other presents. One outer guest is up already
    /// and holds all inner ones, as a rented virtual machine or the one of a desktop does for its containers.
    /// </summary>
    /// <param name="inner">The platform that runs inside.</param>
    /// <param name="parameters">The set from which is taken what nesting costs.</param>
    /// <param name="outer">The platform around it.</param>
    /// <param name="outerMemory">Memory that the outer guest is given; 2 GiB if left out.</param>
    /// <exception cref="InvalidOperationException">The outer platform offers nothing that the inner one could run on; the message says
    /// what.</exception>
    public static Platform Inside(this Platform inner, Parameters parameters, Platform outer, Bytes? outerMemory = null) =>
        Of(parameters, inner, outer, outerMemory ?? 2.GiB, own: false);

    /// <summary>The same, with an outer guest of its own for each: its start and its memory are part of every start.</summary>
    /// <inheritdoc cref="Inside(Platform, Parameters, Platform, Bytes?)"/>
    public static Platform InsideOwn(this Platform inner, Parameters parameters, Platform outer, Bytes? outerMemory = null) =>
        Of(parameters, inner, outer, outerMemory ?? 2.GiB, own: true);

    private static Platform Of(Parameters parameters, Platform inner, Platform outer, Bytes outerMemory, bool own)
    {
        if (Incompatibility(inner, outer) is { } reason)
            throw new InvalidOperationException($"{inner.Name} cannot run inside {outer.Name}: {reason}");
        var machine = new PresentedMachine(parameters, outer);
        var held = inner.Footprint;
        // What virtualizes nothing leaves its processes to the outer guest's kernel.
        var process = inner is { Cpu: NativeExecution, Memory: NativePaging };
        return inner with
        {
            Name = $"{inner.Name} in {outer.Name}",
            Family = "nested",
            Cpu = process ? outer.Cpu : new NestedCpu(inner.Cpu, machine),
            Memory = process ? outer.Memory : new NestedMemory(inner.Memory, inner.Cpu, machine),
            Io = new NestedIo(inner.Io, machine, new NativeIo(parameters)),
            Outer = outer,
            HasOwnOuter = own,
            IsBacked = process && outer.IsBacked,
            // A process is the outer guest's, and has what checks that one's calls too; a kernel of its own takes its calls itself.
            Filter = !process || outer.Filter is not { } outers ? inner.Filter
                : inner.Filter is { } mine ? mine.In(outers) : outers,
            ShowsTopology = inner.ShowsTopology && outer.ShowsTopology,
            // A container alone in its virtual machine has that machine's kernel for itself, and its memory.
            Kernel = inner.Kernel ?? (own ? outer.Kernel : null),
            Kernels = inner.Kernels + outer.Kernels,
            Boot = own
                ? [.. outer.Start.Where(b => b.Mark is null).Select(b =>
                        b with { Title = $"outer {b.Title}", Run = s => b.Run(OfOuter(s, outer, inner)) }),
                    .. Inside(inner, machine, own)]
                : [.. Inside(inner, machine, own)],
            Footprint = own
                ? held with
                {
                    PerGuest = held.PerGuest + (inner.Kernel is null
                        ? outer.Footprint.PerGuest : outer.Resident(outerMemory, Bytes.Zero, Bytes.Zero)),
                    SharedFile = outer.Footprint.SharedFile, Shared = outer.Footprint.Shared,
                }
                : held with
                {
                    SharedFile = $"{outer.Name} and {held.SharedFile} in it",
                    Shared = outer.Resident(outerMemory, Bytes.Zero, Bytes.Zero) + outer.Footprint.Shared + held.Shared,
                },
            KernelObjects = own ? outer.KernelObjects : inner.KernelObjects,
            Own = [.. inner.Own, .. outer.Uses, .. machine.Uses],
        };
    }

    /// <summary>What the inner platform would need of the outer one and does not find; null if nothing.</summary>
    internal static string? Incompatibility(Platform inner, Platform outer)
    {
        var hypervisor = inner.Cpu.Needs > Hardware.CpuGeneration.Classic
            || inner.Cpu.Routes == Virtualizer.BinaryTranslation || inner.Cpu.Routes == Virtualizer.Paravirtualization;
        return outer.Kernel?.Library is not null ? "its guest is one program in one address space, with no process for a second one"
            : hypervisor && outer.Cpu.Routes.NeedsChangedKernel
                ? "its guest's kernel is not in the kernel mode of any machine, so that no hypervisor can be loaded into it"
            : PresentedMachine.LeastHost(inner, outer) is null
                ? $"it presents a CPU that offers {PresentedMachine.Offers(outer, Enum.GetValues<Hardware.CpuGeneration>().Max())} at most"
            : null;
    }

    private static IEnumerable<Step> Inside(Platform inner, PresentedMachine machine, bool own) =>
        inner.Boot.Select(b => b with { Run = s => b.Run(OfInner(s, inner, machine, own)) });

    // The host as an outer guest's start sees it: what that guest does costs what the outer platform alone makes it cost. What runs inside
    // without a kernel of its own runs on the outer guest's, which then is the one that the platform of both now has. What is timed is the
    // inner guest's start: the outer guest's own points are not its.
    private static StepContext OfOuter(StepContext host, Platform outer, Platform inner)
    {
        var platform = (inner.Kernel is null ? outer.On(host.Platform.Kernel) : outer).WithVCpus(host.Platform.VCpus);
        return host with
        {
            Platform = platform, Marks = _ => { },
            Guest = (work, factor) => host.HostWork(platform.Cost(work, host.Machine).Total * factor, WorkKind.Code),
        };
    }

    // The outer guest as the host of an inner platform's start: all work there has the outer platform's price, files, locks and objects are
    // those of the outer guest's kernel. In an outer guest of its own nobody else holds a lock.
    private static StepContext OfInner(StepContext host, Platform inner, PresentedMachine machine, bool own)
    {
        return host with
        {
            Platform = inner.Kernel is null ? inner : inner.On(host.Platform.Kernel), Cgroup = null,
            Kernel = own ? host.OwnMachine(() => Pricing(machine.Outer, host.Kernel)) : Around(machine.Outer, host.Kernel),
        };
    }

    /// <summary>The kernel of the one outer guest that is up already on this machine and holds all inner ones.</summary>
    internal static MachineKernel Around(Platform outer, MachineKernel host) =>
        host.Within(outer, outer.Name, () => Pricing(outer, host));

    // Where the outer guest itself runs inside another one, the techniques of both make the price.
    private static PlatformPricing Pricing(Platform outer, MachineKernel host) => new(
        host.Pricing is PlatformPricing { Platform: var around } && Incompatibility(outer, around) is null
            ? outer.Inside(host.Parameters, around) : outer, host.Machine);
}
