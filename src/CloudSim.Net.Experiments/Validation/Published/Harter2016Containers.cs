using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Images;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>T09: what the parts of a container's start cost, with and without its image on the host, and what a sandbox costs.</summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Harter2016Containers(Parameters p)
{
    private static readonly WorkProfile EmptyCall = new() { Name = "empty system call", SystemCalls = 1 };

    private Image Median => HelloBench.Image(p, "app");

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T09")
    {
        { "memory runc empty", () => Memory(RuncContainer.Of(p)) },
        { "memory runsc empty", () => Memory(GVisorPtrace.Of(p)) },
        { "syscall runsc-ptrace / runc", () => Total(GVisorPtrace.Of(p), EmptyCall) / Total(GVisor2020.Container(p), EmptyCall) },
        { "redis GET runsc / runc", () => GVisor2020.RedisGets(p, GVisorPtrace.Of(p)) / GVisor2020.RedisGets(p, GVisor2020.Container(p)),
            "32 us more for a GET than with runc is less than one traced call of 38 us, so that calls of many connections must go " +
                "together in a way that the source does not describe" },
        { "sysbench cpu runsc / runc",
            () => Total(GVisor2020.Container(p), GVisor2020.SysbenchCpu(p)) / Total(GVisorPtrace.Of(p), GVisor2020.SysbenchCpu(p)) },
        { "pooled/bind SOCK vs Docker at concurrency 1", () => Start(Oakes2018.Docker(p), 1) / Start(Oakes2018.Sock(p), 1) },
        { "share of start spent in pull (cold cache, median HelloBench-like image)", () => ColdStart.Of(p, Median) is var start
            ? 100 * (start.Pull / start.Total) : 0 },
        { "lazy pull data read",
            "the share that a start reads is a property of the program and goes into HelloBench.csv; which files a program opens is not " +
            "modelled" },
        { "lazy pull deployment speed-up", () => ColdStart.Of(p, Median).Total / ColdStart.Of(p, Median, lazily: true).Total },
        { "Borg-like package share", PackageShare },
        { "second image sharing k of n layers", SharedLayers },
        { "SOCK vs Docker at concurrency 10", () => Start(Oakes2018.Docker(p), 10) / Start(Oakes2018.Sock(p), 10) },
    }
    .Construction("layers are found by their digests, by the rule itself", "second image sharing k of n layers");

    private double Total(Platform platform, WorkProfile work) => platform.Cost(work, GVisor2020.Machine(p)).Total.Count;

    private static Answer Memory(Platform platform) => platform.Resident(Bytes.Zero, Bytes.Zero, Bytes.Zero).Count / 1e6;

    private Answer PackageShare()
    {
        var sim = new Simulation();
        var host = new Host(sim, Borg2015.Machine(p), new RandomStreams(1));
        host.TryAdmit(Borg2015.Task(p), new GuestSpec(256.MiB, 1.MiB), out var guest, out _);
        sim.Run(guest!.Start());
        return 100
            * (guest.Steps.Where(s => s.Kind == StepKind.Package)
                .Sum(s => s.Duration.TotalSeconds) / guest.Time(EndPoint.RequestToReady)!.Value.TotalSeconds);
    }

    // An image that shares its first k layers with one that is there brings the others and no more; one that is there starts alike whatever
    // its size.
    private Answer SharedLayers()
    {
        var (exact, median) = (true, Median);
        for (var k = 0; k <= median.Layers.Count; k++)
        {
            Image second =
                new([.. median.Layers.Take(k), .. median.Layers.Skip(k).Select((l, i) => Layer.Of($"other {k} {i}", l.Size, 100, 0.4))]);
            var missing = second.Layers.Skip(k).Aggregate(Bytes.Zero, (sum, l) => sum + l.Compressed);
            exact &= ColdStart.Of(p, second, present: Median).Moved == missing;
        }
        Image Sized(double mib) => new([Layer.Of("one", mib.MiB, 1000, 0.4)]);
        double[] warm =
            [.. new[] { 1.0, 100, 2000 }.Select(mib => ColdStart.Of(p, Sized(mib), present: Sized(mib)).Total.TotalMilliseconds)];
        return Answer.Statement(exact && warm.Max() - warm.Min() < 0.02 * warm.Min(),
            $"{(exact ? "exact" : "other layers were pulled")}; warm starts {warm.Min():0} to {warm.Max():0} ms");
    }

    // Mean time of creations, so many at once.
    private double Start(Platform platform, int atOnce)
    {
        var sim = new Simulation();
        var host = new Host(sim, Oakes2018.Machine(p), new RandomStreams(1));
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
