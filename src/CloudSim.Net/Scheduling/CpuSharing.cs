namespace CloudSim.Net.Scheduling;

/// <summary>How the tasks of a machine share its CPUs in a simulation.</summary>
public enum CpuSharing
{
    /// <summary>
    /// In time slices, as Linux does it: <see cref="Cfs.CfsScheduler"/>. Exact for latencies; costs an event or more a slice.
    /// </summary>
    Slices,

    /// <summary>In time slices, as Xen does it: <see cref="Credit.CreditScheduler"/>.</summary>
    Credit,

    /// <summary>As a fluid, all at once in proportion to their weights: <see cref="Fluid.FluidScheduler"/>. For large studies.</summary>
    Fluid,
}
