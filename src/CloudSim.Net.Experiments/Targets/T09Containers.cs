using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Targets;

/// <summary>T09: what the parts of a container's start cost, with and without its image on the host, and what a sandbox costs.</summary>
public static class T09Containers
{
    private static readonly WorkProfile EmptyCall = new() { Name = "empty system call", SystemCalls = 1 };

    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new("T09")
    {
        { "memory runc empty", () => Memory(RuncContainer.Platform) },
        { "memory runsc empty", () => Memory(GVisorPtrace.Platform) },
        { "syscall runsc-ptrace / runc", () => Total(GVisorPtrace.Platform, EmptyCall) / Total(RuncContainer.Platform, EmptyCall) },
        { "redis GET runsc / runc", () => GVisor2020.RedisGets(GVisorPtrace.Platform) / GVisor2020.RedisGets(RuncContainer.Platform),
            "32 us more for a GET than with runc is less than one traced call of 38 us, so that calls of many connections must go together in a way that the source does not describe" },
        { "sysbench cpu runsc / runc", () => Total(RuncContainer.Platform, GVisor2020.SysbenchCpu) / Total(GVisorPtrace.Platform, GVisor2020.SysbenchCpu) },
        { "pooled/bind SOCK vs Docker at concurrency 1", () => Start(Oakes2018.Docker, 1) / Start(Oakes2018.Sock, 1) },
        { "share of start spent in pull (cold cache, median HelloBench-like image)", () => Share(HelloBench.Docker(HelloBench.Median), "pull") },
        { "lazy pull data read", LazyShare },
        { "lazy pull deployment speed-up", () => Ready(HelloBench.Docker(HelloBench.Median)) / Ready(HelloBench.Lazy) },
        { "Borg-like package share", () => Share(HelloBench.Borg, "packages") },
        { "second image sharing k of n layers", SharedLayers },
        { "SOCK vs Docker at concurrency 10", () => Start(Oakes2018.Docker, 10) / Start(Oakes2018.Sock, 10) },
    };

    private static double Total(Platform platform, WorkProfile work) => platform.Bill(work, GVisor2020.Machine).Total.Count;

    private static Answer Memory(Platform platform) => platform.Resident(Bytes.Zero, Bytes.Zero, Bytes.Zero).Count / 1e6;

    private static (Host Host, Guest Guest) Started(Platform platform)
    {
        var sim = new Simulation();
        var host = new Host(sim, HelloBench.Machine, new RandomStreams(1));
        return (host, Start(host, platform));
    }

    private static Guest Start(Host host, Platform platform)
    {
        host.TryAdmit(platform, new GuestSpec(256.MiB, 1.MiB), out var guest, out _);
        host.Simulation.Run(guest!.Start());
        return guest;
    }

    private static double Ready(Platform platform) => Milliseconds(Started(platform).Guest);

    private static double Milliseconds(Guest guest) => guest.Time(EndPoint.RequestToReady)!.Value.TotalMilliseconds;

    private static Answer Share(Platform platform, string phase)
    {
        var guest = Started(platform).Guest;
        return 100 * guest.Steps.Single(s => s.Phase == phase).Duration.TotalMilliseconds / Milliseconds(guest);
    }

    // What came over the network, of the files that the image holds.
    private static Answer LazyShare() => 100 * (Started(HelloBench.Lazy).Host.Nic.Received / HelloBench.Files);

    // A second image that shares k layers with the first brings the others over the network and no more; a third start brings none.
    private static Answer SharedLayers()
    {
        var (host, first) = Started(HelloBench.Docker(HelloBench.Median));
        var (before, all) = (host.Nic.Received, HelloBench.Median.Count);
        var warm = new List<double>();
        var exact = true;
        for (var k = 0; k <= all; k++)
        {
            List<(string, Bytes Size)> layers = [.. HelloBench.Median.Take(k), .. Enumerable.Range(k, all - k).Select(i => ($"other {k} {i}", HelloBench.Median[i].Size))];
            Start(host, HelloBench.Docker(layers));
            exact &= host.Nic.Received - before == layers.Skip(k).Aggregate(Bytes.Zero, (sum, l) => sum + l.Size);
            before = host.Nic.Received;
            warm.Add(Milliseconds(Start(host, HelloBench.Docker([.. layers.Select(l => (l.Item1, l.Size))]))));
            exact &= host.Nic.Received == before;
        }
        var flat = warm.Max() / warm.Min() < 1.3 && warm.Max() < Milliseconds(first);
        return Answer.Statement(exact && flat, exact ? $"exact; warm starts {warm.Min():0} to {warm.Max():0} ms" : "other layers were pulled");
    }

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
