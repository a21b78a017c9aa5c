namespace CloudSim.Net.Datacenter.Recording;

/// <summary>What the hosts of a rack did together in one interval: a row of <c>rack.csv</c>; see <see cref="HostSample"/>.</summary>
/// <param name="TimeS">The end of the interval, in seconds since the start of the simulation.</param>
/// <param name="Rack">The rack's number.</param>
/// <param name="Hosts">Its hosts.</param>
/// <param name="CpuPct">CPU time, in % of one CPU.</param>
/// <param name="StealPct">Time without a CPU, in % of one CPU.</param>
/// <param name="MemoryMib">Memory in use at the end of the interval, in MiB.</param>
/// <param name="PowerW">Power of the hosts whose power is known, in W; null if of none it is.</param>
/// <param name="Guests">Guests at the end of the interval.</param>
public readonly record struct RackSample(
    double TimeS, long Rack, long Hosts, double CpuPct, double StealPct, double MemoryMib, double? PowerW, long Guests);
