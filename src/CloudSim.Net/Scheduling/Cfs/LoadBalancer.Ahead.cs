using CloudSim.Net.Scheduling.LoadTracking;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>Balancing ahead of time, over rounds that are passed at once.</summary>
internal sealed partial class LoadBalancer
{
    private DomainState[]? domainsBefore;
    private (LoadAverage Load, LoadAverage Runnable, Utilization Utilization, Utilization RealTime)[]? averagesBefore;

    // What follows may be taken back.
    public void Record()
    {
        domainsBefore ??= new DomainState[domains.Length];
        averagesBefore ??= new (LoadAverage, LoadAverage, Utilization, Utilization)[domains.Length];
        domains.CopyTo(domainsBefore, 0);
        foreach (var cpu in scheduler.Processors)
            averagesBefore[cpu.Index] = (cpu.Root.Average, cpu.Runnable, cpu.Utilization, cpu.RealTimeAverage);
        scheduler.Skew.Record();
    }

    public void Keep() => scheduler.Skew.Keep();

    public void TakeBack()
    {
        if (domainsBefore == null)
            return;
        domainsBefore.CopyTo(domains, 0);
        foreach (var cpu in scheduler.Processors)
            (cpu.Root.Average, cpu.Runnable, cpu.Utilization, cpu.RealTimeAverage) = averagesBefore![cpu.Index];
        scheduler.Skew.TakeBack();
    }

    // Does the balancing of the ticks after one instant up to another; returns the end, or the last tick before balancing would move a
    // task.
    public long QuietUntil(long from, long to)
    {
        var end = Jiffies(to);
        for (var jiffies = Jiffies(from) + 1; jiffies <= end;)
        {
            var next = long.MaxValue;
            var now = TimeOf(jiffies);
            foreach (var cpu in scheduler.Processors)
            {
                var seen = jiffies;
                if (IsDue(cpu, ref seen))
                {
                    if (FindBusiest(cpu, cpu.IsIdle, now, out _, out _) != null)
                        return TimeOf(jiffies - 1);
                    NothingFound(ref domains[cpu.Index]);
                    domains[cpu.Index].LastBalance = seen;
                }

                next = Math.Min(next, domains[cpu.Index].LastBalance + domains[cpu.Index].Ticks(!cpu.IsIdle));
            }

            jiffies = Math.Max(jiffies + 1, next);
        }

        return to;
    }

    private long Jiffies(long now) => (now + rules.KernelTime) / rules.Tick;

    private long TimeOf(long jiffies) => PerCpuScheduler.AlarmTime((jiffies * rules.Tick) - rules.KernelTime);
}
