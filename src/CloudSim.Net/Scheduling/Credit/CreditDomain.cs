namespace CloudSim.Net.Scheduling.Credit;

/// <summary>A domain (<c>csched_dom</c>): what its vCPUs are entitled to together.</summary>
internal sealed class CreditDomain(int weight)
{
    public readonly List<CreditVcpu> Active = [];
    public int Weight = weight;

    /// <summary>Percent of one CPU; 0 = no cap.</summary>
    public int Cap;
    public long NrPeriods, NrThrottled, ThrottledNs;

    // cpu.stat as far as Xen has such counters: hand-outs while capped, those that left a vCPU parked, time parked.
    public CpuStat Counted(CpuStat stat, long now)
    {
        var throttled = ThrottledNs;
        foreach (var vcpu in Active)
            if (vcpu.Parked)
                throttled += now - vcpu.ParkedSince;
        return stat with { NrPeriods = NrPeriods, NrThrottled = NrThrottled, ThrottledNs = throttled };
    }
}
