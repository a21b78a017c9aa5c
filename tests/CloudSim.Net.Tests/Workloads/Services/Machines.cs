using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads.Services;

namespace CloudSim.Net.Tests.Workloads.Services;

/// <summary>Services on machines without overhead that matters.</summary>
internal static class Machines
{
    public static Host Host(int cpus) => new(new Simulation(),
        HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1));

    public static Guest Process(this Host host) => host.Boot(BareMetal.Of(P), new GuestSpec(512.MiB, 1.MiB));

    public static WorkProfile Work(double ms) =>
        new() { Name = "work", User = Cycles.Of(ms.Milliseconds, HostModel.RackServer(P).Cpu.Clock) };

    /// <summary>A service of so long a request in a process of its own.</summary>
    public static Service Serve(this Host host, double ms, Func<ServiceSpec, ServiceSpec>? change = null)
    {
        ServiceSpec spec = new() { Work = Work(ms) };
        return new Service(host.Process(), change?.Invoke(spec) ?? spec);
    }

    /// <summary>Sends so many requests now, runs on, and gives status and sojourn of each in ms.</summary>
    public static List<(ReplyStatus Status, double Ms)> Ask(this Service service, int requests)
    {
        var (sim, begin) = (service.Guest.Host.Simulation, service.Guest.Host.Simulation.Now);
        var replies = new (ReplyStatus, double)[requests];
        for (var i = 0; i < requests; i++)
        {
            var number = i;
            service.Submit(reply => replies[number] = (reply.Status, Math.Round((sim.Now - begin).TotalMilliseconds, 1)));
        }
        sim.Run(10.Seconds);
        return [.. replies];
    }
}
