using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Targets;

/// <summary>T09: what a container's start and its sandbox cost. Image pulls are the container engine's.</summary>
public static class T09Containers
{
    private static readonly WorkProfile EmptyCall = new() { Name = "empty system call", SystemCalls = 1 };

    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new("T09")
    {
        { "memory runc empty", () => Memory(RuncContainer.Platform) },
        { "memory runsc empty", () => Memory(GVisorPtrace.Platform) },
        { "syscall runsc-ptrace / runc", () => Total(GVisorPtrace.Platform, EmptyCall) / Total(RuncContainer.Platform, EmptyCall), "needs the system-call cost of that host (1,939 ns with its mitigations), where our CPU takes 72 ns" },
        { "sysbench cpu runsc / runc", () => Total(RuncContainer.Platform, WorkProfiles.CpuBound) / Total(GVisorPtrace.Platform, WorkProfiles.CpuBound) },
        { "pooled/bind SOCK vs Docker at concurrency 1", () => Start(Oakes2018.Docker, 1) / Start(Oakes2018.Sock, 1) },
        { "SOCK vs Docker at concurrency 10", () => Start(Oakes2018.Docker, 10) / Start(Oakes2018.Sock, 10) },
    };

    private static double Total(Platform platform, WorkProfile work) => platform.Bill(work, HostModel.RackServer).Total.Count;

    private static Answer Memory(Platform platform) => platform.Resident(Bytes.Zero, Bytes.Zero, Bytes.Zero).Count / 1e6;

    // Mean time of creations, so many at once.
    private static double Start(Platform platform, int atOnce)
    {
        var sim = new Simulation();
        var host = new Host(sim, Oakes2018.Machine, new RandomStreams(1));
        var times = new List<double>();
        for (var i = 0; i < atOnce; i++)
            sim.Process(Create());
        sim.Run();
        return times.Average();

        IEnumerable<Event> Create()
        {
            for (var n = 0; n < 20; n++)
            {
                if (!host.TryAdmit(platform, new GuestSpec(256.MiB, 1.MiB), out var guest, out var boundBy))
                    throw new InvalidOperationException($"{platform.Name}: {boundBy}");
                yield return guest!.Start();
                times.Add(guest.Time(EndPoint.RequestToReady)!.Value.TotalMilliseconds);
                yield return guest.Shutdown();
            }
        }
    }
}
