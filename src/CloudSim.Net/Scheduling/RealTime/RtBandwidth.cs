namespace CloudSim.Net.Scheduling.RealTime;

/// <summary>
/// The limit of all real-time tasks of a CPU (<c>rt_bandwidth</c>): so much time in each period, what a slice overran is paid back in the
/// next.
/// </summary>
internal sealed class RtBandwidth
{
    private readonly RtQueue[] queues;
    private readonly Alarm timer;
    private readonly long runtime;
    private readonly TimeSpan period;

    public RtBandwidth(CpuScheduler scheduler, RtQueue[] queues, RealTimeTunables tunables)
    {
        this.queues = queues;
        period = tunables.Period;
        runtime = tunables.Runtime is { } limit && limit < period ? limit.Ticks * 100 : long.MaxValue;
        timer = new Alarm(scheduler.Simulation, OnPeriod, CpuScheduler.TimerPriority);
    }

    // start_rt_bandwidth: periods begin when the first task wakes, and end when no CPU has one and all is paid back.
    public void Start()
    {
        if (runtime < long.MaxValue && !timer.IsSet)
            timer.Set(period);
    }

    // sched_rt_runtime_exceeded, as time is charged: on a tick or a switch.
    public void Account(RtQueue queue, long delta)
    {
        queue.Time += delta;
        if (queue.Throttled || queue.Time <= runtime)
            return;
        queue.Throttled = true;
        queue.Cpu.Resched();
    }

    // do_sched_rt_period_timer
    private void OnPeriod()
    {
        var active = false;
        foreach (var queue in queues)
        {
            queue.Time -= Math.Min(queue.Time, runtime);
            active |= queue.Time > 0 || queue.NrRunning > 0;
            if (!queue.Throttled || queue.Time >= runtime)
                continue;
            queue.Throttled = false;
            if (queue.NrRunning > 0)
                queue.Cpu.Resched();
        }

        if (active)
            timer.Set(period);
    }
}
