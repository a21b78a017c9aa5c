namespace CloudSim.Net.Datacenter.Recording;

/// <summary>What a whole datacenter did in one interval: a row of <c>datacenter.csv</c>; see <see cref="HostSample"/>.</summary>
/// <param name="TimeS">The end of the interval, in seconds since the start of the simulation.</param>
/// <param name="Hosts">Its hosts.</param>
/// <param name="HostsOpen">Those that take requests at the end of the interval.</param>
/// <param name="HostsAsleep">Those that sleep at the end of the interval, or are on their way there or back.</param>
/// <param name="CpuPct">CPU time, in % of one CPU.</param>
/// <param name="StealPct">Time without a CPU, in % of one CPU.</param>
/// <param name="MemoryMib">Memory in use at the end of the interval, in MiB.</param>
/// <param name="PowerW">Power of the hosts whose power is known, in W; null if of none it is.</param>
/// <param name="Guests">Guests that stand or start on a host at the end of the interval.</param>
/// <param name="Waiting">Requests that wait for a place at the end of the interval.</param>
/// <param name="Ended">Requests that ended after they had a place, since the series began.</param>
/// <param name="Refused">Requests that were refused, or whose start failed, since the series began.</param>
public readonly record struct DatacenterSample(
    double TimeS, long Hosts, long HostsOpen, long HostsAsleep, double CpuPct, double StealPct, double MemoryMib, double? PowerW,
    long Guests, long Waiting, long Ended, long Refused);
