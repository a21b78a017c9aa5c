using CloudSim.Net.Scheduling.Caching;

namespace CloudSim.Net.Scheduling.PerCpu;

/// <content>What caches and TLBs lose between two time slices of a task.</content>
public abstract partial class PerCpuScheduler
{
    // From the first task with a working set on.
    internal CacheReloads? Caches;

    internal override CacheFootprint Footprint() => (Caches ??= new CacheReloads(
        CachesOf?.Invoke() ?? throw new InvalidOperationException("the scheduler knows no caches: its CPUs belong to no machine"),
        Topology)).Create();
}
