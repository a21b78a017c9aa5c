namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// What a guest, a cgroup, a CPU or a host did in one interval. All values are those of the interval, but for memory, which is that at its
/// end. 100 % is one CPU for the whole interval, so two busy CPUs are 200 %. What does not apply is null.
/// </summary>
/// <param name="TimeS">The end of the interval, in seconds since the start of the simulation.</param>
/// <param name="Entity">What was recorded, by name.</param>
/// <param name="Kind">host, cpu, guest or cgroup.</param>
/// <param name="CpuPct">CPU time, switches and ticks included, in % of one CPU.</param>
/// <param name="StealPct">
/// Time that vCPUs had work and no CPU of the host, in % of one CPU: the run delay of a virtual machine's threads on the host, those of its
/// VMM and devices included; throttled time counts, as in Linux. A guest without a kernel of its own has none (0).
/// </param>
/// <param name="RunDelayPct">Time that tasks were runnable and did not run, summed over tasks, in % of one CPU; throttled time
/// counts.</param>
/// <param name="ThrottledPct">Time from throttle to unthrottle, summed over CPUs, in % of one CPU.</param>
/// <param name="NrThrottled">Periods of the CPU limit at whose end it was throttled.</param>
/// <param name="MemoryMib">Memory: <c>memory.current</c>, of a guest its resident memory on the host; in MiB.</param>
/// <param name="ReadMibPerS">Read from the disk, in MiB a second.</param>
/// <param name="WriteMibPerS">Written to it, in MiB a second.</param>
/// <param name="NetMibPerS">Sent and received by the host's network interface, in MiB a second.</param>
public sealed record Sample(double TimeS, string Entity, string Kind, double CpuPct, double? StealPct, double? RunDelayPct,
    double? ThrottledPct, long? NrThrottled, double? MemoryMib, double? ReadMibPerS, double? WriteMibPerS, double? NetMibPerS)
{
    private const double MiB = 1024 * 1024;

    internal static Sample Of(string entity, string kind, in Counters from, in Counters to)
    {
        var ns = to.AtNs - from.AtNs;
        double? Pct(long? a, long? b) => 100.0 * (b - a) / ns;
        double? Rate(long? a, long? b) => (b - a) / MiB / (ns / 1e9);
        return new(to.AtNs / 1e9, entity, kind, 100.0 * (to.CpuNs - from.CpuNs) / ns, Pct(from.StealNs, to.StealNs),
            Pct(from.RunDelayNs, to.RunDelayNs), Pct(from.ThrottledNs, to.ThrottledNs), to.Throttled - from.Throttled, to.Memory / MiB,
            Rate(from.Read, to.Read), Rate(from.Written, to.Written), Rate(from.Network, to.Network));
    }
}
