using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Requirements;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Questions;

/// <summary>A guest that was started on a machine of its own, or why it could not be.</summary>
/// <param name="Guest">The guest that runs; null if it was refused.</param>
/// <param name="Refusal">Why it was refused; null if it runs.</param>
internal sealed record Boots(Guest? Guest, string? Refusal)
{
    /// <summary>Starts a guest on a machine where nothing else runs, and waits until its program does.</summary>
    public static Boots Of(CourseModels models, Platform platform, HostModel machine)
    {
        if (platform.Incompatibility(machine.Cpu) is not null)
            return new(null, Feasibility.Of(new GuestNeeds { Name = "a guest" }, new() { Cpu = machine.Cpu }, platform).Reason);
        var sim = new Simulation();
        var host = Host.For(platform, sim, machine, models.Streams, platform.Scheduler ?? models.Scheduler);
        if (!host.TryAdmit(platform, GuestSizes.For(platform), out var guest, out var boundBy))
            return new(null, $"the machine has not enough {boundBy}");
        sim.Run(guest!.Start());
        return new(guest, null);
    }

    /// <summary>Each phase with its time, several to a line.</summary>
    public static IEnumerable<string> Phases(Guest guest) =>
        guest.Steps.Chunk(4).Select(four => string.Join("; ", four.Select(s => $"{s.Title} {Ms(s.Duration)}")));

    /// <summary>All phases together.</summary>
    public static TimeSpan Time(Guest guest) => guest.Steps.Aggregate(TimeSpan.Zero, (sum, step) => sum + step.Duration);

    public static string Ms(TimeSpan time) => $"{time.TotalMilliseconds:#,0.0} ms";
}
