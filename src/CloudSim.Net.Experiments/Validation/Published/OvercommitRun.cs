using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>Guests of many virtual CPUs on one host, all with the same work: a tenth of a second to settle, then a window.</summary>
/// <param name="Host">The machine.</param>
/// <param name="Platform">What carries the guests.</param>
/// <param name="Work">What they do.</param>
/// <param name="VCpus">Virtual CPUs of a guest, each with a thread.</param>
/// <param name="Guests">How many there are.</param>
internal sealed record OvercommitRun(HostModel Host, Platform Platform, LockedProfile Work, int VCpus, int Guests = 1)
{
    /// <summary>The window, in simulated seconds.</summary>
    public double Seconds { get; init; } = 0.2;

    /// <summary>Who schedules the host.</summary>
    public Scheduling.SchedulerKind Scheduler { get; init; } = Scheduling.SchedulerKind.Cfs;

    /// <summary>Replications, each with a seed of its own: whether waiters pile up is a matter of chance.</summary>
    public int Runs { get; init; } = 2;

    /// <summary>Units of work a second, of all guests; the mean of the replications.</summary>
    public double UnitsPerSecond() => Enumerable.Range(1, Runs).Average(Rate);

    private double Rate(int seed)
    {
        var sim = new Simulation();
        var host = new Host(sim, Host, new RandomStreams(seed), Scheduler);
        var programs = new List<SharedMemoryProgram>();
        for (var i = 0; i < Guests; i++)
            sim.Run(Admitted(host).Start());
        foreach (var guest in host.Guests)
            programs.Add(Work.Start(guest, VCpus));
        sim.Run(0.1.Seconds);
        var before = programs.Sum(p => p.Units);
        sim.Run(Seconds.Seconds);
        return (programs.Sum(p => p.Units) - before) / Seconds;
    }

    private Guest Admitted(Host host) => host.TryAdmit(Platform, new(8.GiB, 64.MiB) { VCpus = VCpus }, out var guest, out var boundBy)
        ? guest! : throw new InvalidOperationException($"{Platform.Name}: {boundBy}");
}
