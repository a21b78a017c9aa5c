using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Scheduling.Domains;

/// <summary>
/// The clocks of a machine's cores, as speeds of the tasks on them: a core that was long idle runs slowly for a while, and the more cores
/// of a socket are busy, the lower all of them turbo, in steps of 100 MHz (the CPU's turbo ratios). Tasks that run are timed anew when a
/// step is passed. The part of its time that a task waits for memory (<see cref="CpuTopology.MemoryShare"/>) does not change with the
/// clock.
/// </summary>
internal sealed class CoreClocks
{
    private const double Step = 1e8;

    private readonly CpuTopology topology;
    private readonly IVariableSpeedCpu[] cpus;
    private readonly CpuScheduler scheduler;
    private readonly long coldAfterNs, rampNs, slow;
    private readonly long[] speeds, idleSince, slowUntil;
    private readonly int[] busyCores, busyThreads;
    private readonly Alarm?[] ramps;

    public CoreClocks(CpuScheduler scheduler, IVariableSpeedCpu[] cpus, ClockGovernor governor, Frequency clock)
    {
        (this.scheduler, this.cpus, topology) = (scheduler, cpus, scheduler.Topology);
        coldAfterNs = governor.ColdAfter.Ticks * 100;
        rampNs = governor.Ramp.Ticks * 100;
        slow = Speed(governor.Slowest.Hertz);
        var cores = topology.Cores / topology.Sockets;
        speeds = [.. Enumerable.Range(0, cores + 1).Select(busy => Speed(Clock(busy)))];
        busyCores = new int[topology.Sockets];
        busyThreads = new int[topology.Cores];
        idleSince = new long[topology.Cores];
        Array.Fill(idleSince, long.MinValue / 2);
        if (governor.OneCore.Hertz < clock.Hertz)
            throw new InputException("clock_one_core", null, $"{governor.OneCore} for a single core is below {clock} for all",
                "set it to the clock of the CPU or higher");
        slowUntil = new long[topology.Cores];
        ramps = new Alarm?[topology.Cores];

        // Waiting for memory takes as long at any clock.
        long Speed(double hertz) => CpuSpeed.Faster(1 / (((1 - topology.MemoryShare) * clock.Hertz / hertz) + topology.MemoryShare));

        // Evenly from one core to all, on the nearest step between them.
        double Clock(int busy)
        {
            var share = cores > 1 ? Math.Max(0, busy - 1) / (cores - 1.0) : 0;
            var even = governor.OneCore.Hertz - (share * (governor.OneCore.Hertz - clock.Hertz));
            return Math.Clamp(Math.Round(even / Step) * Step, clock.Hertz, governor.OneCore.Hertz);
        }
    }

    public long SpeedOf(int cpu) =>
        scheduler.NowNs < slowUntil[topology.CoreOf(cpu)] ? slow : speeds[busyCores[topology.SocketOf(cpu)]];

    // A CPU has become busy or idle.
    public void Change(int cpu, bool isBusy)
    {
        var (core, socket) = (topology.CoreOf(cpu), topology.SocketOf(cpu));
        busyThreads[core] += isBusy ? 1 : -1;
        if (busyThreads[core] != (isBusy ? 1 : 0))
            return;
        if (!isBusy)
            idleSince[core] = scheduler.NowNs;
        else if (scheduler.NowNs - idleSince[core] >= coldAfterNs)
            Slow(core);
        var before = speeds[busyCores[socket]];
        busyCores[socket] += isBusy ? 1 : -1;
        if (speeds[busyCores[socket]] == before)
            return;
        for (var other = 0; other < cpus.Length; other++)
            if (topology.SocketOf(other) == socket && topology.CoreOf(other) != core)
                Retime(other);
    }

    private void Slow(int core)
    {
        slowUntil[core] = scheduler.NowNs + rampNs;
        (ramps[core] ??= new Alarm(scheduler.Simulation, () =>
        {
            for (var cpu = core; cpu < cpus.Length; cpu += topology.Cores)
                Retime(cpu);
        })).Set(new TimeSpan(rampNs / 100));
    }

    private void Retime(int cpu)
    {
        if (cpus[cpu].Running is { Status: TaskState.Running })
            cpus[cpu].Retime();
    }
}
