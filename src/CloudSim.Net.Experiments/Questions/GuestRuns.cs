using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>Guests that questions start and ask.</summary>
internal static class GuestRuns
{
    /// <summary>A machine for guests of a platform, in a simulation of its own.</summary>
    public static Host Machine(CourseModels models, Platform platform, HostModel? model = null) =>
        Host.For(platform, new Simulation(), model ?? models.AdvancedMachine, models.Streams,
            platform.Scheduler ?? models.Scheduler);

    /// <summary>The guest's own kernel.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static GuestKernel Kernel(Platform platform) => platform.Kernel
        ?? throw new ArgumentException($"{platform} has no kernel of its own that could be asked", nameof(platform));

    /// <summary>A machine whose guests can share one CPU: they are bound to it, or it has no other where nothing can be bound.</summary>
    public static Host OneCpu(CourseModels models, Platform platform) => Machine(models, platform,
        models.Scheduler == SchedulerKind.Fluid ? models.AdvancedMachine with { Cores = 1 } : models.AdvancedMachine);

    /// <summary>Binds a guest to the first CPU, if there are others.</summary>
    public static void Bind(Guest guest)
    {
        if (guest.Host.Model.Topology.Cpus > 1)
            guest.Cgroup.Cpu.Affinity = CpuSet.Of(0);
    }

    /// <summary>Starts a guest and waits until its program begins.</summary>
    public static Guest Boot(Host host, Platform platform, GuestSpec? spec = null)
    {
        if (!host.TryAdmit(platform, spec ?? GuestSizes.For(platform), out var guest, out var boundBy))
            throw new InputException(platform.Name, null, $"does not fit on {host.Model.Name}: {boundBy}", "a machine with more of it");
        host.Simulation.Run(guest!.Start());
        return guest;
    }

    /// <summary>Starts a guest on a machine where nothing else runs; or why it cannot be.</summary>
    public static (Guest? Guest, string? Refusal) Try(CourseModels models, Platform platform, HostModel machine)
    {
        if (platform.Incompatibility(machine.Cpu) is not null)
            return (null, Feasibility.Of(new GuestNeeds { Name = "a guest" }, new() { Cpu = machine.Cpu }, platform).Reason);
        var host = Machine(models, platform, machine);
        if (!host.TryAdmit(platform, GuestSizes.For(platform), out var guest, out var boundBy))
            return (null, $"the machine has not enough {boundBy}");
        host.Simulation.Run(guest!.Start());
        return (guest, null);
    }

    /// <summary>
    /// The mean start of so many guests, one after the other, phase by phase: those of one kind and title are one phase. A start before
    /// them, which reads files from disk, does not count.
    /// </summary>
    public static IReadOnlyList<BootStep> MeanBoot(CourseModels models, Platform platform, int boots)
    {
        var host = Machine(models, platform);
        Boot(host, platform).Stop();
        var phases = new List<BootStep>();
        for (var i = 0; i < boots; i++)
        {
            var guest = Boot(host, platform);
            phases.AddRange(guest.Steps);
            guest.Stop();
        }
        return [.. phases.GroupBy(s => (s.Kind, s.Title))
            .Select(g => new BootStep(g.Key.Kind, g.Key.Title, g.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Duration) / boots))];
    }

    /// <summary>How long a guest's start took.</summary>
    public static TimeSpan Time(Guest guest) => Sum(guest.Steps);

    /// <summary>The whole of a start.</summary>
    public static TimeSpan Sum(IEnumerable<BootStep> phases) => phases.Aggregate(TimeSpan.Zero, (sum, s) => sum + s.Duration);

    /// <summary>Each phase with its time, several to a line.</summary>
    public static IEnumerable<string> Phases(Guest guest) => guest.Steps.Chunk(4).Select(four => string.Join("; ", four.Select(Of)));

    /// <summary>A phase and its time.</summary>
    public static string Of(BootStep phase) => $"{phase.Title}: {Ms(phase.Duration)}";

    /// <summary>A time in milliseconds.</summary>
    public static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:#,0.0} ms";
}
