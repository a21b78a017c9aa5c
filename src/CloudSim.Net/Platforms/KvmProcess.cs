using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// The end of a VMM on KVM. KVM hears of it as a notifier of the memory manager and zaps all nested entries
/// (<c>__mmu_notifier_release</c>), then the pages
/// are freed, then KVM takes leave (<c>mmu_notifier_unregister</c>). Each of the two waits for all who walk the table of notifiers
/// (<c>synchronize_srcu</c>), in a
/// domain that every VM of the host shares. A machine with KVM's own interval timer waits twice more, in a domain of its own, where the
/// second
/// call comes right after the first and so goes at the pace of the tick.
/// </summary>
public static class KvmProcess
{
    private const string Notifiers = "mmu_notifier";

    /// <summary>The phases, of a machine whose VMM gives it no legacy timer, or models it itself.</summary>
    public static IReadOnlyList<Step> Exit(Parameters parameters) => parameters.Make<IReadOnlyList<Step>>("KvmProcess.Exit", set =>
    {
        var p = set[nameof(KvmProcess)];
        var (zap, free) = (p.Cycles("zap_page").Value, p.Cycles("free_page").Value);
        return
        [
            new Step(StepKind.SystemCall, "zap nested entries", context => Zap(context, zap)),
            Phases.Synchronize("notifiers released", Notifiers, 1),
            new Step(StepKind.SystemCall, "free guest memory", context => Pages(context, free)),
            Phases.Synchronize("leave the memory manager", Notifiers, 1),
            Phases.HostCpu("destroy the virtual machine", p.Cycles("destroy"), 0),
        ];
    });

    /// <summary>The phases, of a machine with KVM's own 8254 (<c>kvm_create_pit</c>).</summary>
    public static IReadOnlyList<Step> ExitWithTimer(Parameters parameters) =>
        parameters.Make<IReadOnlyList<Step>>("KvmProcess.ExitWithTimer", set =>
        {
            var p = set[nameof(KvmProcess)];
            return [.. Exit(set), Phases.Wait("interval timer leaves", p.Duration("timer_shortest"), p.Duration("timer_longest"))];
        });

    /// <summary>A VMM of this data file opens the tap of each interface, under the kernel's routing lock.</summary>
    internal static Step Tap(ParameterSheet vmm) => Phases.ForEachInterface(Phases.Locked("tap device", KernelSteps.RoutingLock,
        Phases.HostCpu("open the tap", vmm, "tap_open", "vmm_sigma") with { Kind = StepKind.NetworkInterface }));

    /// <summary>What a VMM of this data file takes: threads, open files, and a port of the bridge for each interface.</summary>
    internal static IReadOnlyDictionary<KernelObject, int> KernelObjects(ParameterSheet vmm) => new Dictionary<KernelObject, int>
    {
        [KernelObject.BridgePort] = vmm.Whole("bridge_ports"), [KernelObject.Pid] = vmm.Whole("threads"),
        [KernelObject.File] = vmm.Whole("files"),
    };

    /// <summary>What a VMM does, and beside it what each further vCPU of the guest takes: its state in KVM, its thread.</summary>
    internal static Step ForVCpus(Parameters parameters, Step step) =>
        Phases.ForVCpus(step, parameters[nameof(KvmProcess)].Cycles("vcpu_create"));

    /// <summary>Memory of the host for each further vCPU.</summary>
    internal static Bytes VCpuMemory(Parameters parameters) => parameters[nameof(KvmProcess)].Bytes("vcpu_memory");

    private static IEnumerable<Event> Zap(StepContext context, Cycles each)
    {
        using var section = context.Read(Notifiers);
        foreach (var step in Pages(context, each))
            yield return step;
    }

    private static IEnumerable<Event> Pages(StepContext context, Cycles each)
    {
        yield return context.HostWork(each * context.Resident.Pages(4.KiB));
    }
}
