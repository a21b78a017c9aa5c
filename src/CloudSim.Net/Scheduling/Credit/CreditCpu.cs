using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Credit;

/// <summary>One CPU under the credit scheduler: a queue in order of priority, first in, first out within each.</summary>
internal sealed class CreditCpu(CreditScheduler scheduler, int index) : QueueProcessor(scheduler, index)
{
    private readonly List<CreditVcpu> queue = [];
    private long sliceStart, sliceEnd = long.MaxValue;
    private int sortedRound;

    public override bool WantsTick => Curr != null;

    // csched_unit_wake: with credits left it is boosted, unless it only changes its CPU. A parked vCPU does not even join.
    public override void Enqueue(CpuTask task, Arrival arrival)
    {
        var vcpu = (CreditVcpu)task.State;
        if (vcpu.Parked)
            return;
        if (vcpu.Priority == CreditPriority.Under && arrival != Arrival.Moved && scheduler.Tunables.Boost)
            vcpu.Priority = CreditPriority.Boost;
        Insert(vcpu);
    }

    public override void Dequeue(CpuTask task)
    {
        var vcpu = (CreditVcpu)task.State;
        if (vcpu.Queued)
            queue.Remove(vcpu);
        if (vcpu.Counted)
            Count--;
        vcpu.Queued = vcpu.Counted = false;
    }

    // __runq_tickle: an idle CPU comes for it, else it may take this one.
    public override void CheckPreempt(CpuTask task)
    {
        var vcpu = (CreditVcpu)task.State;
        if (!vcpu.Queued)
            return;
        var idle = scheduler.IdleCpus.Next(Index, task.Group.EffectiveAffinity);
        if (idle >= 0)
            scheduler.Processors[idle].Schedule();
        else if (vcpu.Priority > ((CreditVcpu)Curr!.State).Priority)
            Resched();
    }

    public void Park(CreditVcpu vcpu)
    {
        if (Curr == vcpu.Task)
            Schedule(expel: true);
        else
            Dequeue(vcpu.Task);
    }

    public void Unpark(CreditVcpu vcpu)
    {
        Insert(vcpu);
        Joined(vcpu.Task);
    }

    public CreditVcpu? FirstAbove(CreditPriority priority, int cpu)
    {
        foreach (var vcpu in queue)
        {
            if (vcpu.Priority <= priority)
                return null;
            if (vcpu.Task.Group.EffectiveAffinity is not { } allowed || allowed.Contains(cpu))
                return vcpu;
        }

        return null;
    }

    // csched_schedule: the first of the queue; before one without credits runs, one with credits is sought elsewhere.
    protected override CpuTask? PickNext(CpuTask? running)
    {
        if (running != null && Now - sliceStart < scheduler.RateLimitNs)
        {
            sliceEnd = sliceStart + scheduler.RateLimitNs;
            return running;
        }

        if (running != null)
            Insert((CreditVcpu)running.State);
        var best = queue.Count > 0 ? queue[0] : null;
        if (best is not { Priority: > CreditPriority.Over } && scheduler.Steal(this, best?.Priority ?? CreditPriority.Idle) is { } stolen)
        {
            Insert(stolen);
            best = stolen;
        }

        sliceEnd = long.MaxValue;
        if (best == null)
            return null;
        queue.Remove(best);
        best.Queued = false;
        if (best.Task != running)
            sliceStart = Now;
        sliceEnd = Now + scheduler.SliceNs;
        return best.Task;
    }

    // Who holds a spinlock keeps the CPU beyond its slice: the switch that is wanted happens when he gives it up.
    protected override long AlarmFor(long end) => (sliceEnd <= Now && NeedResched) || sliceEnd < Now ? end
        : Math.Min(end, sliceEnd);

    // What else falls on this instant, as a hand-out of credits, comes before the switch (Xen's timer softirq before its schedule softirq).
    protected override void OnEarly()
    {
        if (Now >= sliceEnd)
            Resched();
        else
            Arm();
    }

    protected override void Ran(CpuTask task, long delta) => ((CreditVcpu)task.State).Burn(delta, scheduler.Tunables.CreditsPerMs);

    // csched_tick and csched_vcpu_acct: a boost lasts until a tick; who runs on a tick takes part in the hand-out.
    protected override void OnTick()
    {
        var vcpu = (CreditVcpu)Curr!.State;
        if (vcpu.Priority == CreditPriority.Boost)
            vcpu.Priority = CreditPriority.Under;
        if (!vcpu.Active)
            scheduler.Accounting.Start(vcpu);
        if (sortedRound == scheduler.Accounting.Rounds)
            return;
        sortedRound = scheduler.Accounting.Rounds;
        Sort();
    }

    // __runq_insert: before the first that has a lower priority, also while a hand-out has changed priorities and no tick has sorted yet.
    private void Insert(CreditVcpu vcpu)
    {
        var at = 0;
        while (at < queue.Count && queue[at].Priority >= vcpu.Priority)
            at++;
        queue.Insert(at, vcpu);
        if (!vcpu.Counted)
            Count++;
        vcpu.Queued = vcpu.Counted = true;
    }

    // csched_runq_sort: who has credits moves before who has none; both keep their order.
    private void Sort()
    {
        var under = 0;
        for (var i = 0; i < queue.Count; i++)
        {
            var vcpu = queue[i];
            if (vcpu.Priority < CreditPriority.Under)
                continue;
            queue.RemoveAt(i);
            queue.Insert(under++, vcpu);
        }
    }
}
