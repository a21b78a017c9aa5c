namespace CloudSim.Net.Datacenter.Recording;

/// <summary>
/// What a guest did on a host in one interval: a row of <c>guest.csv</c>. Values are means over the whole interval, also where it stood
/// there for a part of it, so those of the guests of a host sum up to what they used of it. A guest that moves has a row for each host.
/// </summary>
/// <param name="TimeS">The end of the interval, in seconds since the start of the simulation.</param>
/// <param name="Guest">The request's name.</param>
/// <param name="Host">The host's name.</param>
/// <param name="CpuPct">CPU time with its overhead, in % of one CPU; null if its sandbox does not tell (<see cref="IMeasured"/>).</param>
/// <param name="StealPct">Steal time of its virtual CPUs, in % of one CPU; null likewise.</param>
/// <param name="MemoryMib">Memory that it holds on the host at the end of the interval, in MiB; null likewise.</param>
/// <param name="State">Where it is in its life at the end of the interval, or when it left the host.</param>
public readonly record struct GuestSample(
    double TimeS, string Guest, string Host, double? CpuPct, double? StealPct, double? MemoryMib, AllocationState State);
