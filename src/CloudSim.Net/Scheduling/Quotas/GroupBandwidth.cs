using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Quotas;

/// <summary>The pool of runtime of a limited group (<c>cfs_bandwidth</c>), refilled at the end of each period.</summary>
internal sealed class GroupBandwidth
{
    // The period of a group without a limit, within which the kernel draws the phase (init_cfs_bandwidth).
    public const long UnlimitedPeriod = 100_000_000;

    public readonly List<QueueBandwidth> ThrottledQueues = [];
    public readonly long Slice;
    public long Quota, Period, Burst, Runtime, RuntimeSnap;
    public long NrPeriods, NrThrottled, ThrottledTime, NrBursts, BurstTime;

    private readonly PerCpuScheduler scheduler;
    private readonly TaskGroup group;
    private readonly BandwidthRules rules;
    private readonly Alarm periodTimer, slackTimer;
    private readonly long phase;
    private long periodEnd;
    private bool active, idle, slackStarted;
    private int timerCpu, epoch;

    // Periods end at this phase and multiples of the period after it, on the kernel's clock.
    public GroupBandwidth(PerCpuScheduler scheduler, TaskGroup group, BandwidthRules rules, long phase = 0)
    {
        (this.scheduler, this.group, this.rules, this.phase) = (scheduler, group, rules, phase);
        Slice = rules.Slice;
        periodTimer = new Alarm(scheduler.Simulation, OnPeriod, CpuScheduler.TimerPriority);
        slackTimer = new Alarm(scheduler.Simulation, OnSlack, CpuScheduler.TimerPriority);
    }

    // tg_set_cfs_bandwidth: a changed limit starts with a full pool.
    public void Set(long quota, long period, long burst)
    {
        Stop();
        (Quota, Period, Burst) = (quota, period, burst);
        Refill();
        Start(0);
    }

    public void Stop()
    {
        active = false;
        periodTimer.Cancel();
        slackTimer.Cancel();
        slackStarted = false;
        while (ThrottledQueues.Count > 0)
            Unthrottle(ThrottledQueues[0]);
    }

    // __assign_cfs_rq_runtime: takes what the queue lacks to the target; true if it may run.
    public bool Assign(QueueBandwidth queue, long target)
    {
        Start(queue.Queue.Cpu);
        queue.Epoch = epoch;
        if (Runtime > 0)
        {
            var amount = Math.Min(Runtime, target - queue.RuntimeRemaining);
            Runtime -= amount;
            queue.RuntimeRemaining += amount;
            idle = false;
        }

        return queue.RuntimeRemaining > 0;
    }

    // throttle_cfs_rq: takes the group off its parent's queue, after one last try for runtime.
    public bool Throttle(QueueBandwidth bandwidth)
    {
        if (Assign(bandwidth, 1))
            return false;
        ThrottledQueues.Add(bandwidth);
        bandwidth.Queue.Throttle();
        if (ThrottledQueues.Count == 1)
            group.Throttling?.Invoke(true);
        bandwidth.ThrottledClock = scheduler.ClockNs;
        return true;
    }

    private void Unthrottle(QueueBandwidth bandwidth)
    {
        ThrottledQueues.Remove(bandwidth);
        if (ThrottledQueues.Count == 0)
            group.Throttling?.Invoke(false);
        ThrottledTime += scheduler.ClockNs - bandwidth.ThrottledClock;
        bandwidth.Queue.Unthrottle(timerCpu);
    }

    // expire_cfs_rq_runtime: what is left of an earlier period's piece; a debt stays.
    public bool HasExpired(QueueBandwidth queue) => rules.Expires && queue.Epoch != epoch && queue.RuntimeRemaining >= 0;

    // return_cfs_rq_runtime and start_cfs_slack_bandwidth.
    public void TakeBack(QueueBandwidth bandwidth)
    {
        var slack = bandwidth.RuntimeRemaining - rules.Keep;
        if (slack <= 0)
            return;
        bandwidth.RuntimeRemaining -= slack;
        if (HasExpired(bandwidth))
            return;
        Runtime += slack;
        if (Runtime <= Slice || ThrottledQueues.Count == 0 || slackStarted || RefreshWithin(rules.SlackPeriod + rules.SlackExpiration))
            return;
        slackStarted = true;
        scheduler.Set(slackTimer, scheduler.ClockNs + rules.SlackPeriod);
    }

    // do_sched_cfs_period_timer.
    private void OnPeriod()
    {
        scheduler.CatchUp();
        NrPeriods++;
        Refill();
        var throttled = ThrottledQueues.Count > 0;
        if (idle && !throttled)
        {
            active = false;
            return;
        }

        periodEnd += Period;
        epoch++;
        scheduler.Set(periodTimer, periodEnd);
        idle = !throttled;
        if (!throttled)
            return;
        NrThrottled++;
        Distribute();
        idle = false;
    }

    // do_sched_cfs_slack_timer.
    private void OnSlack()
    {
        scheduler.CatchUp();
        slackStarted = false;
        if (!RefreshWithin(rules.SlackExpiration) && Runtime > Slice)
            Distribute();
    }

    // distribute_cfs_runtime: pays each debt and one nanosecond more, in the order of throttling.
    private void Distribute()
    {
        var waiting = ThrottledQueues.Count;
        for (var i = 0; i < waiting && Runtime > 0; i++)
        {
            var queue = ThrottledQueues[0];
            if (!rules.Debt)
                queue.RuntimeRemaining = 0;
            var amount = Math.Min(Runtime, 1 - queue.RuntimeRemaining);
            Runtime -= amount;
            queue.RuntimeRemaining += amount;
            queue.Epoch = epoch;
            if (queue.RuntimeRemaining <= 0)
                break;
            Unthrottle(queue);
        }
    }

    // __refill_cfs_bandwidth_runtime: what is left beyond the burst is lost.
    private void Refill()
    {
        Runtime += Quota;
        var saved = RuntimeSnap - Runtime;
        if (saved > 0)
        {
            BurstTime += saved;
            NrBursts++;
        }

        Runtime = Math.Min(Runtime, Quota + Burst);
        RuntimeSnap = Runtime;
    }

    // start_cfs_bandwidth: period ends follow the kernel's clock, from 6.4 on behind an offset; the timer stays on the CPU that starts it.
    private void Start(int cpu)
    {
        if (active)
            return;
        (active, timerCpu) = (true, cpu);
        epoch++;
        var passed = (scheduler.ClockNs + rules.KernelTime - phase) % Period;
        periodEnd = scheduler.ClockNs + Period - (passed < 0 ? passed + Period : passed);
        scheduler.Set(periodTimer, periodEnd);
    }

    private bool RefreshWithin(long time) => active && periodEnd - scheduler.ClockNs < time;
}
