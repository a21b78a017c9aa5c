namespace CloudSim.Net.Scheduling;

/// <summary>The CPU schedulers that a machine can have, by the names that scripts take (<c>--scheduler</c>).</summary>
public enum SchedulerKind
{
    /// <summary>
    /// In time slices, as Linux did it from 2.6.23 to 6.5: <see cref="Cfs.CfsScheduler"/>. Exact for latencies; costs an event or more a
    /// slice.
    /// </summary>
    Cfs,

    /// <summary>In time slices, as Linux does it since 6.6: <see cref="Eevdf.EevdfScheduler"/>.</summary>
    Eevdf,

    /// <summary>In time slices, as Xen does it: <see cref="Credit.CreditScheduler"/>.</summary>
    Credit,

    /// <summary>As a fluid, all at once in proportion to their weights: <see cref="Fluid.FluidScheduler"/>. For large studies.</summary>
    Fluid,
}
