using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Workloads;

/// <summary>What the same work costs more on a platform than on another.</summary>
/// <param name="CpuPercent">Host CPU time beyond the other's, all tasks of the guest together, in percent.</param>
/// <param name="ElapsedPercent">Elapsed time beyond the other's, in percent.</param>
public sealed record Overhead(double CpuPercent, double ElapsedPercent)
{
    /// <summary>Runs a batch job alone on a host, once on each platform, with the same random draws.</summary>
    /// <param name="model">The machine.</param>
    /// <param name="platform">The platform measured.</param>
    /// <param name="yardstick">The platform compared with.</param>
    /// <param name="spec">What the guest is given.</param>
    /// <param name="profile">One unit of the job.</param>
    /// <param name="units">Number of units; positive.</param>
    /// <param name="streams">Makes the random streams of one run.</param>
    /// <param name="scheduler">The machine's CPU scheduler; null for a platform's own, else CFS.</param>
    public static Overhead Measure(
        HostModel model, Platform platform, Platform yardstick, GuestSpec spec, WorkProfile profile, long units,
        Func<StreamScope> streams, SchedulerKind? scheduler = null)
    {
        var (cpu, elapsed) = Run(model, platform, spec, profile, units, streams(), scheduler);
        var (cpuThere, elapsedThere) = Run(model, yardstick, spec, profile, units, streams(), scheduler);
        return new Overhead(100 * (cpu / cpuThere - 1), 100 * (elapsed / elapsedThere - 1));
    }

    private static (TimeSpan Cpu, TimeSpan Elapsed) Run(
        HostModel model, Platform platform, GuestSpec spec, WorkProfile profile, long units, StreamScope streams, SchedulerKind? scheduler)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, model, streams, scheduler);
        var guest = host.Admit(platform, spec);
        var start = sim.Now;
        sim.Run(new BatchJob(guest, profile).Run(units));
        return (guest.CpuTime, sim.Now - start);
    }
}
