using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>What it takes of the host while nobody asks anything of it.</summary>
public sealed partial class Guest
{
    internal const string ServiceFiles = "logs and files of services";

    private DateTime running;

    /// <summary>
    /// CPU time that its kernel's and its VMM's housekeeping demands of this host, in nanoseconds a second, from its program's first
    /// instruction to its end. It is counted in closed form, without an event: on CPUs that are idle, and as a part of all if none is left.
    /// The usage of its cgroup has it.
    /// </summary>
    public long HousekeepingDemand { get; private set; }

    /// <summary>What a guest of this platform demands of such a host, in nanoseconds a second.</summary>
    internal static long DemandOf(Platform platform, HostModel host)
    {
        var cycles = platform.VmmHousekeeping.Count;
        if (platform.Kernel is { Housekeeping: var own } kernel && own.WakeUpsOn(kernel.Cpus) is > 0 and var wakeUps)
            cycles += wakeUps * platform.Cost(own.Work, host).Total.Count;
        return new Cycles(cycles).NanosecondsAt(host.Cpu.Clock);
    }

    private void BeginHousekeeping()
    {
        running = Host.Simulation.Now;
        DemandHousekeeping();
    }

    private void DemandHousekeeping()
    {
        HousekeepingDemand = DemandOf(Platform, Host.Model);
        Group.Background += HousekeepingDemand;
    }

    private void EndHousekeeping()
    {
        Group.Background -= HousekeepingDemand;
        HousekeepingDemand = 0;
    }

    // What it has read and written since it runs is in its page cache, as far as there is room; the host backs it.
    internal ChargeResult KeepFiles()
    {
        var hours = (Host.Simulation.Now - running).TotalHours;
        if (State != GuestState.Running || Platform.Kernel is not { Housekeeping.CachePerHour: { Count: > 0 } hourly })
            return GuestMemory.Nothing;
        var kept = Bytes.Min(new Bytes((long)Math.Min(hourly.Count * hours / 4096, Spec.ConfiguredMemory.Count) * 4096), Room);
        return inner is null ? Memory.KeepFiles(kept)
            : inner.Root.Memory.PageCache.Read(inner.Root, ServiceFiles, Bytes.Max(kept, Memory.Files)).Charge;
    }

    // What its kernel and its program leave to a cache.
    private Bytes Room => Bytes.Max(Bytes.Zero, Spec.ConfiguredMemory - Memory.Ballooned - Spec.ApplicationMemory - Spec.Image
        - Platform.Kernel!.Used(Spec.ConfiguredMemory));
}
