using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Laws;
using CloudSim.Net.Workloads.Services;

namespace CloudSim.Net.Experiments.Validation.Queues;

/// <summary>
/// Requests to many leaves, and to replicas of one, as services. What a leaf takes is an input: a law of a time without CPU. What comes out
/// is what fan-out, hedges and queues make of it.
/// </summary>
/// <param name="Parameters">The numbers that machine and platform are made from.</param>
public sealed record FanOutModel(Parameters Parameters)
{
    /// <summary>Response times in ms of requests, one after the other, to so many leaves at once, each as slow as this law says.</summary>
    /// <param name="leaves">How many.</param>
    /// <param name="leaf">Time of a leaf, in ms.</param>
    /// <param name="requests">How many requests.</param>
    /// <param name="random">Where it draws from.</param>
    public IReadOnlyList<double> All(int leaves, Law leaf, int requests, StreamScope random)
    {
        var host = Machine(random);
        Backend one = Leaf(host, leaf, workers: leaves);
        var root = new Service(Boot(host), new() { Work = Nothing, Calls = [new Call(1, [.. Enumerable.Repeat(one, leaves)])] });
        var times = new List<double>();
        var clients = Clients.Closed(host.Simulation, root, 1, Law.Constant(1e-3), random.Scope("clients"));
        clients.Responded = response => times.Add(response.Time.TotalMilliseconds);
        while (times.Count < requests)
            host.Simulation.Run(1.Seconds);
        return times;
    }

    /// <summary>Requests that come at random to two replicas, of which each does one after the other.</summary>
    /// <param name="perSecond">Requests a second, of both.</param>
    /// <param name="leaf">Service time, in ms.</param>
    /// <param name="hedge">The second copy; null for none.</param>
    /// <param name="workers">How many a replica does at a time.</param>
    /// <param name="requests">How many requests.</param>
    /// <param name="random">Where it draws from.</param>
    /// <returns>The response times in ms, and copies for each request.</returns>
    public (IReadOnlyList<double> Ms, double Copies) Pair(double perSecond, Law leaf, Hedge? hedge, int workers, int requests,
        StreamScope random)
    {
        var host = Machine(random);
        Service[] replicas = [Leaf(host, leaf, workers), Leaf(host, leaf, workers)];
        var times = new List<double>(requests);
        var clients = Clients.Open(host.Simulation, new Backend(replicas, hedge), RateCurve.Constant(perSecond), random.Scope("clients"));
        clients.Responded = response => times.Add(response.Time.TotalMilliseconds);
        Array.ForEach(replicas, replica => replica.Observe(TimeSpan.Zero, Durations.OfSeconds(requests / perSecond)));
        host.Simulation.Run(Durations.OfSeconds(requests / perSecond));
        clients.Stop();
        host.Simulation.Run(60.Seconds);
        return (times, replicas.Sum(replica => replica.Arrived) / (double)clients.Requests);
    }

    private static WorkProfile Nothing => new() { Name = "nothing" };

    private static Service Leaf(Host host, Law law, int workers) => new(Boot(host), new()
    {
        Name = "leaf", Work = new WorkProfile { Name = "leaf", Wait = 1.Milliseconds }, Factor = law, Workers = workers,
    });

    private Host Machine(StreamScope random) =>
        new(new Simulation(), HostModel.RackServer(Parameters) with { Topology = CpuTopology.Uniform(4) }, random);

    private static Guest Boot(Host host)
    {
        var platform = BareMetal.Of(host.Parameters);
        if (!host.TryAdmit(platform, GuestSizes.For(platform), out var guest, out var boundBy))
            throw new InvalidOperationException($"{platform.Name} does not fit: {boundBy}");
        host.Simulation.Run(guest!.Start());
        return guest;
    }
}
