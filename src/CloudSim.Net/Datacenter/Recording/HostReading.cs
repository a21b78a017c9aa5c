using CloudSim.Net.Datacenter.Power;

namespace CloudSim.Net.Datacenter.Recording;

/// <summary>A host and its counters at the end of the last interval.</summary>
/// <param name="Node">The host.</param>
/// <param name="Rack">The place of its rack among those that have a host.</param>
internal sealed record HostReading(Node Node, int Rack)
{
    private readonly PowerMeter? meter = Node.Host.Model.Power is null ? null : PowerMeter.Of(Node.Host);
    private long cpuNs, stealNs;
    private double joules;

    /// <summary>What it did since the last call; since its begin for the first one.</summary>
    public HostTotals Next()
    {
        var host = Node.Host;
        var (cpu, steal) = (host.Scheduler.BusyNs, host.Scheduler.StealNsOf(host.Scheduler.Root));
        var energy = meter?.Energy.Value ?? 0;
        var totals = new HostTotals
        {
            Hosts = 1, CpuNs = cpu - cpuNs, StealNs = steal - stealNs, Memory = host.Memory.Current.Count,
            Guests = Math.Max(Node.Allocations.Count, host.Guests.Count),
            Open = Node.IsOpen && host.IsAwake ? 1 : 0, Asleep = host.IsAwake ? 0 : 1, Joules = meter is null ? null : energy - joules,
        };
        (cpuNs, stealNs, joules) = (cpu, steal, energy);
        return totals;
    }
}
