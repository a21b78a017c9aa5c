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
    private long residual;

    // burn_credits: whole credits; the remainder is kept for the next time.
    public void Burn(long delta, int perMillisecond)
    {
        var (credits, rest) = Math.DivRem((delta * perMillisecond) + residual, Millisecond);
        Credit -= credits;
        residual = rest;
    }
}
