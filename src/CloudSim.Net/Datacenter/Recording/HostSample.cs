namespace CloudSim.Net.Datacenter.Recording;

/// <summary>What a host did in one interval: a row of <c>host.csv</c>. Values are means over the interval, 100 % is one CPU.</summary>
/// <param name="TimeS">The end of the interval, in seconds since the start of the simulation.</param>
/// <param name="Host">The host's name.</param>
/// <param name="CpuPct">CPU time with its overhead, in % of one CPU.</param>
/// <param name="StealPct">Time in which what runs on it could have run and had no CPU, in % of one CPU: on a fluid host beyond what each
/// one's own limit allows, under time slices the run delay of all its tasks, throttled time too.</param>
/// <param name="MemoryMib">Memory in use at the end of the interval, that of the root cgroup, in MiB.</param>
/// <param name="PowerW">Power, in W; null if the power of its model is not known.</param>
/// <param name="Guests">Guests that stand on it or start on it at the end of the interval; if those are more, guests that were launched on
/// the machine itself.</param>
public readonly record struct HostSample(
    double TimeS, string Host, double CpuPct, double StealPct, double MemoryMib, double? PowerW, long Guests);
