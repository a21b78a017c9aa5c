using CloudSim.Net.Scheduling.Caching;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling;

/// <content>What it finds in caches and TLBs when it gets a CPU again.</content>
public sealed partial class CpuTask
{
    internal CacheFootprint? Footprint;

    /// <summary>
    /// Memory that it touches over and over while it runs: 0 B to 4 PiB. What others have displaced of it in the caches of its CPU is
    /// brought in again when the task next gets the CPU, as <see cref="Overhead"/>; on another core, or another last-level cache, nothing
    /// of it is there. 0 B: a few pages, so that a switch costs what it costs by itself. A change counts from the next slice on. The fluid
    /// scheduler, without time slices, takes no notice.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Outside that range.</exception>
    /// <exception cref="InvalidOperationException">The scheduler is that of no machine, so that nobody knows its caches.</exception>
    public Bytes WorkingSet
    {
        get;
        set
        {
            Units.Check.Memory(value, nameof(WorkingSet));
            if (value == field)
                return;
            Scheduler.CatchUp();
            Footprint ??= Scheduler.Footprint();
            field = value;
        }
    }
}
