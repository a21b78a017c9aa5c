using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Site = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter.Placement;

/// <summary>A datacenter of nodes of any size, all on one machine: what runs on them is not asked here.</summary>
internal sealed class Fleet
{
    private readonly Host host;

    public Fleet(IPlacement placement, QueueRule? queue = null, double cpuOvercommit = 1)
    {
        var sim = new Simulation();
        host = new Host(sim, HostModel.RackServer(P), new RandomStreams(1), SchedulerKind.Fluid);
        Site = new(sim, placement) { Queue = queue ?? QueueRule.Fifo, CpuOvercommit = cpuOvercommit };
        Site.Recorded += Records.Add;
    }

    public Site Site { get; }

    public List<PlacementRecord> Records { get; } = [];

    public Simulation Simulation => Site.Simulation;

    public Fleet With(int count, double cpus, double gib, int rack = 0)
    {
        for (var i = 0; i < count; i++)
            Site.Add(host, rack, Size(cpus, gib) + new Resources(0, Bytes.Zero, slots: 1000));
        return this;
    }

    public Allocation Submit(double cpus, double gib, Affinity? affinity = null, TimeSpan? patience = null, TimeSpan? duration = null,
        int priority = 0, Labels? labels = null)
    {
        var allocation = Site.Submit(new($"r{Site.Simulation.Now.Ticks}-{Records.Count}", Size(cpus, gib), Make)
        {
            Affinity = affinity ?? Affinity.None, Patience = patience ?? TimeSpan.Zero, Duration = duration, Priority = priority,
            Labels = labels ?? Labels.None,
        });
        return allocation;
    }

    /// <summary>Submits one request after the other and tells the number of the node that each got; -1 for none.</summary>
    public List<int> Place(params (double Cpus, double GiB)[] sizes) => [.. sizes.Select(size =>
    {
        var allocation = Submit(size.Cpus, size.GiB);
        Settle();
        return allocation.Node?.Number ?? -1;
    })];

    public void Settle() => Simulation.Run(TimeSpan.FromTicks(1));

    public static Resources Size(double cpus, double gib) => new(cpus, new Bytes((long)(gib * (1L << 30))), slots: cpus > 0 ? 1 : 0);

    public static ISandbox? Make(Node node, out Refusal? refusal)
    {
        refusal = null;
        return new Nothing();
    }

    private sealed class Nothing : ISandbox
    {
        public Action<string>? Ended { private get; set; }

        public Event? Start() => null;

        public void Stop() => Ended = null;
    }
}
