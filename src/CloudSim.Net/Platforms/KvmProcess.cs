using CloudSim.Net.Calibration;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms;

/// <summary>
/// The end of a VMM on KVM: its process frees the guest's pages and what maps them, then KVM takes leave of the memory
/// manager. That waits twice for all who walk the table of notifiers (<c>__mmu_notifier_release</c>,
/// <c>mmu_notifier_unregister</c>, each a <c>synchronize_srcu</c>), in a domain that every VM of the host shares.
/// </summary>
public static class KvmProcess
{
    private const string Notifiers = "mmu_notifier";

    /// <summary>The data file behind the figures.</summary>
    public static ParameterSheet Sheet { get; } = ParameterSheet.Named(nameof(KvmProcess));

    /// <summary>The phases.</summary>
    public static IReadOnlyList<BootPhase> Exit { get; } =
    [
        new BootPhase("free guest memory", Free),
        Phases.Synchronize("leave the memory manager", Notifiers, (int)Sheet.Count("grace_periods").Value),
        Phases.HostCpu("destroy the virtual machine", Sheet.Cycles("destroy"), 0),
    ];

    private static IEnumerable<Event> Free(IBootSite site)
    {
        yield return site.HostWork(Sheet.Cycles("free_page").Value * site.Resident.Pages(4.KiB));
    }
}
