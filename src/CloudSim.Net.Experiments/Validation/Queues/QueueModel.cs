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
/// A queue of theory as a service in a guest that has a machine to itself: as many workers as servers, on as many virtual and real CPUs. A
/// mean request takes <see cref="Mean"/> of CPU time, the platform's cost included, so that the load is what theory calls so.
/// </summary>
/// <param name="Parameters">The numbers that machine and platform are made from.</param>
public sealed record QueueModel(Parameters Parameters)
{
    /// <summary>The guest's platform; a container if left out.</summary>
    public Func<Parameters, Platform> Platform { get; init; } = RuncContainer.Of;

    /// <summary>CPUs of the machine, virtual CPUs of the guest.</summary>
    public int Cpus { get; init; } = 1;

    /// <summary>Workers of the service, as many as <see cref="Cpus"/> if left out. Many share the CPUs.</summary>
    public int? Workers { get; init; }

    /// <summary>The law of the service times, of mean 1.</summary>
    public Law Service { get; init; } = Law.Exponential(1);

    /// <summary>Mean service time: long against what a switch and a wake-up take.</summary>
    public TimeSpan Mean { get; init; } = 20.Milliseconds;

    /// <summary>An open load, Poisson's.</summary>
    /// <param name="load">Utilization, below 1.</param>
    /// <param name="requests">How many requests are observed, after a tenth more to warm up.</param>
    /// <param name="random">Where it draws from.</param>
    public QueueRun Open(double load, int requests, StreamScope random)
    {
        var (service, warmUp) = (Serve(random), requests / 10);
        var sim = service.Guest.Host.Simulation;
        var rate = load * Cpus / Mean.TotalSeconds;
        var clients = Clients.Open(sim, service, RateCurve.Constant(rate), random.Scope("clients"));
        sim.Run(Durations.OfSeconds(warmUp / rate));
        return Observe(service, clients, Durations.OfSeconds(requests / rate));
    }

    /// <summary>Users who think and ask.</summary>
    /// <param name="users">How many.</param>
    /// <param name="think">How long they think, in mean services.</param>
    /// <param name="services">For how many mean services they are observed, after a tenth more to warm up.</param>
    /// <param name="random">Where it draws from.</param>
    public QueueRun Closed(int users, Law think, int services, StreamScope random)
    {
        var service = Serve(random);
        var sim = service.Guest.Host.Simulation;
        var seconds = Law.Of(think.Name, think.Mean * Mean.TotalSeconds, think.Cv, stream => think.Draw(stream) * Mean.TotalSeconds);
        var clients = Clients.Closed(sim, service, users, seconds, random.Scope("clients"));
        sim.Run(Mean * (services / 10));
        return Observe(service, clients, Mean * services);
    }

    /// <summary>When jobs of so long a time end that begin together, each on a thread of its own.</summary>
    /// <param name="jobs">How many.</param>
    /// <param name="work">CPU time of each.</param>
    /// <param name="random">Where the guest draws from.</param>
    /// <returns>Time until the last has ended.</returns>
    public TimeSpan Jobs(int jobs, TimeSpan work, StreamScope random)
    {
        var guest = Boot(random);
        var (sim, begin) = (guest.Host.Simulation, guest.Host.Simulation.Now);
        var demand = new ServiceDemand((long)work.TotalNanoseconds, 0, TimeSpan.Zero, 0, Bytes.Zero);
        var (left, end) = (jobs, TimeSpan.Zero);
        for (var i = 0; i < jobs; i++)
            guest.Execute(demand, () => end = --left == 0 ? sim.Now - begin : end, guest.CreateThread($"job {i}"));
        sim.Run(2 * jobs * work);
        return end;
    }

    private QueueRun Observe(Service service, Clients clients, TimeSpan length)
    {
        var sim = service.Guest.Host.Simulation;
        var (begin, arrived, delayed, completed) = (sim.Now, service.Arrived, service.Delayed, service.Completed);
        var responses = new List<double>();
        clients.Responded = response =>
        {
            if (response.Started >= begin)
                responses.Add(response.Time / Mean);
        };
        var window = service.Observe(TimeSpan.Zero, length);
        sim.Run(length);
        var (share, throughput) = ((service.Delayed - delayed) / (double)(service.Arrived - arrived), service.Completed - completed);
        // All that came within are waited for, so that none is left out because it takes long.
        clients.Stop();
        while (clients.Pending > 0)
            sim.Run(Mean);
        return new QueueRun(responses, share, window.MeanNumber, throughput / (length / Mean));
    }

    private Service Serve(StreamScope random)
    {
        var guest = Boot(random);
        var unit = new WorkProfile { Name = "unit", User = new Cycles(1e9) };
        return new Service(guest, new()
        {
            Work = unit.Times(Mean.TotalNanoseconds / guest.Demand(unit).Cpu), Factor = Service, Workers = Workers ?? Cpus,
        });
    }

    private Guest Boot(StreamScope random)
    {
        var (sim, platform) = (new Simulation(), Platform(Parameters));
        var machine = HostModel.RackServer(Parameters) with { Topology = CpuTopology.Uniform(Cpus) };
        var host = Host.For(platform, sim, machine, random);
        if (!host.TryAdmit(platform, GuestSizes.For(platform) with { VCpus = Cpus }, out var guest, out var boundBy))
            throw new InvalidOperationException($"{platform.Name} does not fit: {boundBy}");
        sim.Run(guest!.Start());
        return guest;
    }
}
