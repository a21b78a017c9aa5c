namespace CloudSim.Net.Scheduling.Credit;

/// <summary>A vCPU (<c>csched_unit</c>): a task as the credit scheduler sees it.</summary>
internal sealed class CreditVcpu(CpuTask task, CreditDomain domain)
{
    private const long Millisecond = 1_000_000;

    public readonly CpuTask Task = task;
    public readonly CreditDomain Domain = domain;
    public long Credit;
    public CreditPriority Priority = CreditPriority.Under;
    public bool Active, Parked, Queued, Counted;
    public long ParkedSince;
    private long owed;

    // burn_credits: whole credits, rounded; the remainder is kept.
    public void Burn(long delta, int perMillisecond)
    {
        owed += delta;
        var credits = ((owed * perMillisecond) + (Millisecond / 2)) / Millisecond;
        owed -= credits * Millisecond / perMillisecond;
        Credit -= credits;
    }
}
