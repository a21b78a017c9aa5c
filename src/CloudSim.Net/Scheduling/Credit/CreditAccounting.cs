namespace CloudSim.Net.Scheduling.Credit;

/// <summary>Hands out credits every time slice (<c>csched_acct</c>).</summary>
internal sealed class CreditAccounting(CreditScheduler scheduler)
{
    private readonly List<CreditDomain> active = [];
    private readonly List<CreditVcpu> batch = [];
    private long weight, balance;

    public bool AnyActive => active.Count > 0;

    public long PerSlice { get; } = scheduler.SliceNs * scheduler.Tunables.CreditsPerMs / 1_000_000;

    /// <summary>How often credits were handed out: run queues sort themselves on the tick after.</summary>
    public int Rounds { get; private set; }

    // __csched_unit_acct_start: found running on a tick. The newest goes to the head of the lists.
    public void Start(CreditVcpu vcpu)
    {
        vcpu.Active = true;
        vcpu.Domain.Active.Insert(0, vcpu);
        if (!active.Contains(vcpu.Domain))
            active.Insert(0, vcpu.Domain);
    }

    public void Run()
    {
        foreach (var domain in active)
            domain.Active.RemoveAll(HasLeft);
        active.RemoveAll(domain => domain.Active.Count == 0);
        weight = active.Sum(WeightOf);
        if (active.Count == 0)
        {
            balance = 0;
            return;
        }

        var total = scheduler.Cpus * PerSlice - Math.Min(balance, 0);
        var (weightLeft, surplus, newBalance) = (weight, false, 0L);
        for (var i = 0; i < active.Count; i++)
        {
            var domain = active[i];
            var vcpus = domain.Active.Count;
            var mine = WeightOf(domain);
            weightLeft -= mine;
            // No domain can use more than its vCPUs or its cap allow; what it leaves goes to those after it.
            var peak = vcpus * PerSlice + (balance < 0 ? RoundUp(-balance * mine, weight) : 0);
            var cap = RoundUp(domain.Cap * PerSlice, 100);
            if (domain.Cap != 0)
                peak = Math.Min(peak, cap);
            var fair = RoundUp(total * mine, weight);
            if (fair < peak)
                surplus = true;
            else
            {
                if (weightLeft > 0)
                    total += RoundUp((fair - peak) * weight, weightLeft);
                if (surplus)
                {
                    // Who could not use its part comes first next time.
                    active.RemoveAt(i);
                    active.Insert(0, domain);
                }

                fair = peak;
            }

            newBalance += Give(domain, RoundUp(fair, vcpus), domain.Cap == 0 ? long.MaxValue : RoundUp(cap, vcpus));
        }

        balance = newBalance;
        active.RemoveAll(domain => domain.Active.Count == 0);
        Rounds++;
    }

    private static long RoundUp(long a, long b) => (a + b - 1) / b;

    private long WeightOf(CreditDomain domain) => (long)domain.Weight * (scheduler.Tunables.WeightPerVcpu ? domain.Active.Count : 1);

    // The new credits of each vCPU decide on its priority; with a cap one that is too far behind is parked.
    private long Give(CreditDomain domain, long credits, long cap)
    {
        var sum = 0L;
        batch.Clear();
        batch.AddRange(domain.Active);
        var parked = false;
        foreach (var vcpu in batch)
        {
            vcpu.Credit += credits;
            if (vcpu.Credit < 0)
            {
                vcpu.Priority = CreditPriority.Over;
                // Who has preemption off, and holds a lock that others spin for, is parked at a later hand-out.
                if (!vcpu.Parked && vcpu.Credit < -cap && vcpu.Task.PreemptCount == 0)
                    Park(vcpu);
                vcpu.Credit = Math.Max(vcpu.Credit, -PerSlice);
            }
            else
            {
                vcpu.Priority = CreditPriority.Under;
                if (vcpu.Parked)
                    Unpark(vcpu);
                if (vcpu.Credit > PerSlice)
                {
                    // It does not use what it gets: no more until it runs on a tick again.
                    Stop(vcpu);
                    vcpu.Credit /= 2;
                }
            }

            parked |= vcpu.Parked;
            sum += vcpu.Credit;
        }

        domain.NrPeriods += domain.Cap > 0 ? 1 : 0;
        domain.NrThrottled += parked ? 1 : 0;
        return sum;
    }

    // csched_unit_remove
    private bool HasLeft(CreditVcpu vcpu)
    {
        if (vcpu.Task.Status != TaskState.Exited)
            return false;
        vcpu.Active = false;
        if (vcpu.Parked)
            Unpark(vcpu);
        return true;
    }

    private static void Stop(CreditVcpu vcpu)
    {
        vcpu.Active = false;
        vcpu.Domain.Active.Remove(vcpu);
    }

    private void Park(CreditVcpu vcpu)
    {
        vcpu.Parked = true;
        vcpu.ParkedSince = scheduler.NowNs;
        scheduler.Processors[Math.Max(vcpu.Task.Cpu, 0)].Park(vcpu);
    }

    private void Unpark(CreditVcpu vcpu)
    {
        vcpu.Parked = false;
        vcpu.Domain.ThrottledNs += scheduler.NowNs - vcpu.ParkedSince;
        if (vcpu.Task.Status == TaskState.Runnable)
            scheduler.Processors[vcpu.Task.Cpu].Unpark(vcpu);
    }
}
