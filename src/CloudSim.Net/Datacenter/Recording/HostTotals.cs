namespace CloudSim.Net.Datacenter.Recording;

/// <summary>What one host or several did in an interval.</summary>
internal struct HostTotals
{
    public long Hosts, CpuNs, StealNs, Memory, Guests, Open, Asleep;

    /// <summary>Energy of those whose power is known; null if of none it is.</summary>
    public double? Joules;

    public void Add(in HostTotals other)
    {
        Hosts += other.Hosts;
        CpuNs += other.CpuNs;
        StealNs += other.StealNs;
        Memory += other.Memory;
        Guests += other.Guests;
        Open += other.Open;
        Asleep += other.Asleep;
        if (other.Joules is { } joules)
            Joules = (Joules ?? 0) + joules;
    }
}
