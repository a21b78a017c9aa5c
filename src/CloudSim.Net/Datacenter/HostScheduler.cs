using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Datacenter;

/// <summary>The one place where a scheduler's name becomes a scheduler: with the machine's cost of a switch and of a tick.</summary>
public static class HostScheduler
{
    /// <summary>What a machine has if neither the user nor its platform nor the version of its kernel says otherwise.</summary>
    public const SchedulerKind Default = SchedulerKind.Cfs;

    /// <summary>
    /// The scheduler of a machine for guests of this platform: what was asked for, else the platform's own, else that of the machine's
    /// kernel (<see cref="Of(HostModel)"/>).
    /// </summary>
    public static SchedulerKind Of(Platform platform, SchedulerKind? asked, HostModel? model = null) =>
        asked ?? platform.Scheduler ?? (model == null ? Default : Of(model));

    /// <summary>The scheduler of the machine's kernel: EEVDF from Linux 6.6 on, CFS before, and where no version is said.</summary>
    public static SchedulerKind Of(HostModel model) => model.KernelVersion >= EevdfTunables.First ? SchedulerKind.Eevdf : Default;

    /// <summary>Whose rules a scheduler of this kind follows where a machine says no version: the system that it was set beside.</summary>
    public static string KernelOf(SchedulerKind kind) => kind switch
    {
        SchedulerKind.Eevdf => "Linux 6.12 (EEVDF)",
        SchedulerKind.Credit => "Xen 3.0 to 4.11 (credit)",
        SchedulerKind.Fluid => "Linux 6.1 (shares of CFS as a fluid)",
        _ => "Linux 6.1 (CFS)",
    };

    /// <summary>Why this machine cannot have that scheduler; null if it can.</summary>
    public static string? Incompatibility(SchedulerKind kind, HostModel model) => kind switch
    {
        SchedulerKind.Credit when !model.Topology.IsUniform =>
            $"{model.Name}: {nameof(CreditScheduler)} takes all CPUs as alike ({model.Topology})",
        SchedulerKind.Eevdf when model.KernelVersion is { } version && version < EevdfTunables.First =>
            $"{model.Name}: its Linux {model.KernelVersion} has CFS, EEVDF came with {EevdfTunables.First}",
        SchedulerKind.Cfs when model.KernelVersion >= EevdfTunables.First =>
            $"{model.Name}: its Linux {model.KernelVersion} has EEVDF, in the place of CFS since {EevdfTunables.First}",
        _ => null,
    };

    // The bandwidth limits follow the version of the kernel, where one is said.
    internal static CfsTunables CfsOf(HostModel model)
    {
        var tunables = CfsTunables.For(model.Parameters, model.Topology.Cpus);
        return model.KernelVersion is not { } kernel ? tunables
            : tunables.WithQuotaRulesOf(kernel < CfsTunables.Oldest ? CfsTunables.Oldest : kernel);
    }

    /// <summary>A scheduler of this kind for the machine's CPUs.</summary>
    /// <param name="kind">Which scheduler.</param>
    /// <param name="simulation">The simulation.</param>
    /// <param name="model">The machine as bought.</param>
    /// <param name="random">The machine's random numbers: the order of its CPUs' ticks is drawn from them.</param>
    /// <exception cref="NotSupportedException">The machine cannot have it.</exception>
    public static CpuScheduler Create(SchedulerKind kind, Simulation simulation, HostModel model, StreamScope random)
    {
        if (Incompatibility(kind, model) is { } reason)
            throw new NotSupportedException(reason);
        var (change, tick) = (model.Cpu.ContextSwitch.At(model.Cpu.Clock), model.Cpu.Interrupt.At(model.Cpu.Clock));
        return kind switch
        {
            SchedulerKind.Cfs =>
                new CfsScheduler(simulation, model.Topology, Host.Tunables(model) with { SkewSeed = random["tick skew"].Seed }),
            SchedulerKind.Eevdf => new EevdfScheduler(simulation, model.Topology,
                EevdfTunables.For(model.Parameters, model.Topology.Cpus, model.KernelVersion) with
                {
                    ContextSwitchCost = change, TickCost = tick, Seed = random["period phase"].Seed,
                }),
            SchedulerKind.Credit => new CreditScheduler(simulation, model.Topology,
                new CreditTunables(model.Parameters) { ContextSwitchCost = change, TickCost = tick }),
            SchedulerKind.Fluid => new FluidScheduler(simulation, model.Topology),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no scheduler has this number"),
        };
    }
}
