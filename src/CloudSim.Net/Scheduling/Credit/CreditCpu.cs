using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Credit;

/// <summary>One CPU under the credit scheduler: a queue in order of priority, first in, first out within each.</summary>
internal sealed class CreditCpu(CreditScheduler scheduler, int index) : Processor(scheduler, index)
{
    private readonly List<CreditVcpu> queue = [];
    private long turnStart, turnEnd = long.MaxValue;
    private int sortedRound;

    public override bool WantsTick => Curr != null;

    protected override long TurnEnd => turnEnd;

    // csched_vcpu_wake: with credits left it is boosted. A parked vCPU does not even join.
    public override void Enqueue(CpuTask task, bool initial)
    {
        var vcpu = (CreditVcpu)task.State;
        if (vcpu.Parked)
            return;
        if (vcpu.Priority == CreditPriority.Under && scheduler.Tunables.Boost)
            vcpu.Priority = CreditPriority.Boost;
        Insert(vcpu);
    }

    public override void Dequeue(CpuTask task)
    {
        var vcpu = (CreditVcpu)task.State;
        if (vcpu.Queued)
            queue.Remove(vcpu);
        if (vcpu.Counted)
            NrTasks--;
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
        if (running != null && Now - turnStart < scheduler.RateLimitNs)
        {
            turnEnd = turnStart + scheduler.RateLimitNs;
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

        turnEnd = long.MaxValue;
        if (best == null)
            return null;
        queue.Remove(best);
        best.Queued = false;
        if (best.Task != running)
            turnStart = Now;
        turnEnd = Now + scheduler.SliceNs;
        return best.Task;
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

    // __runq_insert: behind all that have the same or a higher priority.
    private void Insert(CreditVcpu vcpu)
    {
        var at = queue.Count;
        while (at > 0 && queue[at - 1].Priority < vcpu.Priority)
            at--;
        queue.Insert(at, vcpu);
        if (!vcpu.Counted)
            NrTasks++;
        vcpu.Queued = vcpu.Counted = true;
    }

    // csched_runq_sort: stable, since the hand-out has changed priorities.
    private void Sort()
    {
        for (var i = 1; i < queue.Count; i++)
        {
            var vcpu = queue[i];
            var at = i;
            for (; at > 0 && queue[at - 1].Priority < vcpu.Priority; at--)
                queue[at] = queue[at - 1];
            queue[at] = vcpu;
        }
    }
}
