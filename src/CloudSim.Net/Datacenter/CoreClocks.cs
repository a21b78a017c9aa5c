using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// The clocks of a machine's cores: work on a core that was long idle takes longer for a while, and all work takes longer the
/// more cores are busy. Both are charged to the task that runs there.
/// </summary>
internal sealed class CoreClocks
{
    private readonly CpuScheduler scheduler;
    private readonly long coldAfterNs;
    private readonly double slower, lost, turbo, turboStep;
    private readonly long[] idleSince, slowUntil;
    private readonly long rampNs;
    private int busy;

    public CoreClocks(CpuScheduler scheduler, CpuModel cpu, ClockGovernor governor)
    {
        this.scheduler = scheduler;
        coldAfterNs = governor.ColdAfter.Ticks * TimeSpan.NanosecondsPerTick;
        slower = cpu.Clock.Hertz / governor.Slowest.Hertz - 1;
        lost = 1 - governor.Slowest.Hertz / cpu.Clock.Hertz;
        rampNs = governor.Ramp.Ticks * TimeSpan.NanosecondsPerTick;
        turbo = governor.OneCore.Hertz / cpu.Clock.Hertz;
        turboStep = scheduler.Cpus > 1 ? (turbo - 1) / (scheduler.Cpus - 1) : 0;
        idleSince = new long[scheduler.Cpus];
        Array.Fill(idleSince, long.MinValue / 2);
        slowUntil = new long[scheduler.Cpus];
        scheduler.Switched += OnSwitch;
    }

    /// <summary>Time that work of so many nanoseconds at the CPU model's clock takes with the cores that are busy now.</summary>
    public long Scaled(long nanoseconds) => (long)(nanoseconds / (turbo - turboStep * Math.Max(0, busy - 1)));

    /// <summary>More time for work that a task goes on with on the core that it has.</summary>
    public long More(CpuTask task, long nanoseconds) => task.IsRunning ? Take(task.CurrentCpu, nanoseconds) : 0;

    private void OnSwitch(int cpu, CpuTask? off, CpuTask? on)
    {
        if (off is null)
        {
            busy++;
            if (scheduler.NowNs - idleSince[cpu] >= coldAfterNs)
                slowUntil[cpu] = scheduler.NowNs + rampNs;
        }
        if (on is null)
        {
            busy--;
            idleSince[cpu] = scheduler.NowNs;
        }
        else
        {
            on.OverheadLeft += Take(cpu, on.NextMark - on.Consumed);
        }
    }

    // Work at the slow clock until the core is fast, and no more than is left of that time.
    private long Take(int cpu, long work)
    {
        var rest = slowUntil[cpu] - scheduler.NowNs;
        return rest <= 0 ? 0 : (long)Math.Min(work * slower, rest * lost);
    }
}
