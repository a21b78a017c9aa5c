using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;

namespace CloudSim.Net.Datacenter;

/// <summary>
/// The scheduler of a guest's own kernel on its virtual CPUs: a host's classes, at the price that the platform gives to a switch, a tick, a
/// halt and an interrupt between CPUs. A library kernel schedules cooperatively: a thread runs until it waits.
/// </summary>
internal static class GuestScheduler
{
    /// <summary>The scheduler, on these threads of the host.</summary>
    public static PerCpuScheduler Create(Guest guest, IReadOnlyList<CpuTask> threads)
    {
        var (host, platform) = (guest.Host, guest.Platform);
        var (model, cpus) = (host.Model, guest.Spec.VCpus);
        var change = Time(platform.Cost(new WorkProfile { Name = "context switch", ContextSwitches = 1 }, model).OnCpu, model);
        var trap = platform.Cpu.Trap(model.Cpu);
        var interrupt = platform.Cpu.Interrupt(model.Cpu);
        var tick = Time(interrupt.OnCpu + trap, model);
        PerCpuScheduler scheduler = platform.Kernel!.Scheduler == SchedulerKind.Eevdf
            ? new EevdfScheduler(host.Simulation, CpuTopology.Uniform(cpus),
                EevdfTunables.For(host.Parameters, cpus, platform.Kernel.Version is var v && v >= EevdfTunables.First ? v : null) with
                {
                    ContextSwitchCost = change, TickCost = tick, Seed = guest.Streams["period phase"].Seed,
                })
            : new CfsScheduler(host.Simulation, CpuTopology.Uniform(cpus),
                Cooperative(platform.Kernel, CfsTunables.For(host.Parameters, cpus)) with
                {
                    ContextSwitchCost = change, TickCost = tick, SkewSeed = guest.Streams["tick skew"].Seed,
                })
            { IsCooperative = platform.Kernel.Library is not null };
        // A virtual CPU's caches are those of a CPU of the machine.
        scheduler.CachesOf = host.Scheduler.CachesOf;
        var halt = platform.Cpu.Halt(model.Cpu);
        scheduler.RunOn(threads, new VirtualCpuCosts(
            Nanoseconds(halt.OnCpu), Nanoseconds(trap), Nanoseconds(interrupt.OnCpu), halt.Exits, Leaves(trap), interrupt.Exits,
            interrupt.Exits + Leaves(trap)));
        if ((platform.PauseLoops ?? Default(platform, host)) is { } rules)
            scheduler.SpinWatch = new DirectedYield(guest, rules, scheduler, [.. threads]);
        return scheduler;

        long Nanoseconds(Cycles cycles) => cycles.NanosecondsAt(model.Cpu.Clock);
    }

    /// <summary>
    /// The turns that virtual CPUs take on one thread of an emulator: round and round, 100 ms for each that has something to run, as long
    /// as a slice of SCHED_RR (TCG_KICK_PERIOD in accel/tcg/tcg-accel-ops-rr.c).
    /// </summary>
    public static PerCpuScheduler Turns(Guest guest, CpuTask thread)
    {
        var basic = CfsTunables.For(guest.Host.Parameters, 1);
        var turns = new CfsScheduler(guest.Host.Simulation, CpuTopology.Uniform(1), basic with
        {
            RealTime = basic.RealTime with { Runtime = null }, ContextSwitchCost = TimeSpan.Zero, TickCost = TimeSpan.Zero,
        });
        turns.RunOn([thread], default);
        return turns;
    }

    /// <summary>The policy and priority of a thread of the guest.</summary>
    public static (TaskPolicy Policy, int Priority) PolicyOf(GuestKernel kernel) =>
        kernel.Library is null ? (TaskPolicy.Normal, 0) : (TaskPolicy.Fifo, 1);

    // KVM's guests in hardware's guest mode: an older CPU, or another technique, does not notice.
    private static PauseLoopExiting? Default(Platform platform, Host host) =>
        platform.Cpu is HardwareAssist ? PauseLoopExiting.Of(host.Parameters) : null;

    // Nothing takes the CPU from a thread that does not wait.
    private static CfsTunables Cooperative(GuestKernel kernel, CfsTunables tunables) => kernel.Library is null ? tunables
        : tunables with { RealTime = tunables.RealTime with { Runtime = null } };

    // An instruction that does not trap does not leave.
    private static double Leaves(Cycles trap) => trap > Cycles.Zero ? 1 : 0;

    private static TimeSpan Time(Cycles cycles, HostModel model) => Durations.OfNanoseconds(cycles.NanosecondsAt(model.Cpu.Clock));
}
