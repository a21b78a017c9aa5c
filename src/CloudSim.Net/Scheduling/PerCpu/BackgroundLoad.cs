namespace CloudSim.Net.Scheduling.PerCpu;

/// <summary>
/// Many short wake-ups as one demand: what idle guests' kernels do, too little and too often to be an event each. It is the limit of many
/// such wake-ups: they find an idle CPU as long as there is one (as a waking task does), and beyond what those can do they take their part
/// of the busy ones, all alike. So it costs nothing while CPUs come and go and some are left over, and one look at each CPU where its part
/// of them changes.
/// </summary>
internal sealed class BackgroundLoad(PerCpuScheduler scheduler, Processor[] cpus)
{
    // What runs competes with it: it never takes more of a CPU.
    public const double Most = 0.9;

    private long total, since, takenBefore;
    private double rate, clock, idleNs;
    private int idle = scheduler.IdleCpus.Count;

    // The part of each busy CPU that it takes, in units of 2^-20.
    public long Share { get; private set; }

    // CPU time so far for each nanosecond in a second that is demanded, in nanoseconds.
    public double Clock => total == 0 ? clock : clock + ((OnIdle + scheduler.TakenNs + Uncharged() - takenBefore) / total);

    // CPU time on CPUs that had nothing else to do.
    public double IdleNs => idleNs + OnIdle;

    // CPUs with nothing else to do that it takes.
    public double CpusOfIdle => Math.Min(rate, idle);

    private double OnIdle => CpusOfIdle * (scheduler.ClockNs - since);

    public void Demand(long more) => Change(idle, total + more, -1);

    // A CPU has become busy or idle.
    public void CpusChanged(int nowIdle, int cpu)
    {
        if (rate <= Math.Min(idle, nowIdle))
            idle = nowIdle;
        else
            Change(nowIdle, total, cpu);
    }

    private void Change(int nowIdle, long nowTotal, int switching)
    {
        var onIdle = OnIdle;
        idleNs += onIdle;
        since = scheduler.ClockNs;
        var nowRate = Math.Min(nowTotal / 1e9, Most * cpus.Length);
        var share = ShareOf(nowRate, nowIdle);
        var (isOther, before) = (share != Share, Share);
        Share = share;
        // What they have done so far is charged at the share of before, and goes to those who demanded it then.
        foreach (var cpu in cpus)
            if (cpu.Index == switching || cpu.Running is not { Status: TaskState.Running })
                continue;
            else if (isOther)
                cpu.Retime();
            else if (before > 0 && nowTotal != total)
                cpu.ChargeRunning();

        if (total > 0)
            clock += (onIdle + scheduler.TakenNs - takenBefore) / total;
        (takenBefore, total, rate, idle) = (scheduler.TakenNs, nowTotal, nowRate, nowIdle);
    }

    private long ShareOf(double demand, int nowIdle)
    {
        var busy = cpus.Length - nowIdle;
        return busy == 0 || demand <= nowIdle ? 0 : (long)(Math.Min(Most, (demand - nowIdle) / busy) * CpuSpeed.Full);
    }

    private long Uncharged()
    {
        long sum = 0;
        if (Share > 0)
            foreach (var cpu in cpus)
                sum += cpu.Running?.TakenSince(scheduler.ClockNs) ?? 0;
        return sum;
    }
}
