using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Datacenter.Recording;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Recording;

/// <summary>A small datacenter of metered hosts, instances that run tasks in it, and all rows that its series tells.</summary>
internal sealed class RecordedDatacenter
{
    public RecordedDatacenter(
        int racks, int hostsPerRack, Func<int, SchedulerKind?>? scheduler = null, int cores = 2, bool hasPower = true)
    {
        Model = HostModel.RackServer(P) with
        {
            Topology = CpuTopology.Uniform(cores), Memory = 16.GiB, Governor = null,
            Power = hasPower ? PowerModel.Linear(new(100), new(300)) : null,
        };
        Center = new(Simulation, new FirstFit()) { CpuOvercommit = 8 };
        Center.AddRacks(racks, hostsPerRack, Model, new RandomStreams(1, 0), scheduler);
    }

    public Simulation Simulation { get; } = new();

    public HostModel Model { get; }

    public CloudSim.Net.Datacenter.Datacenter Center { get; }

    public List<HostSample> Hosts { get; } = [];

    public List<GuestSample> Guests { get; } = [];

    public List<RackSample> Racks { get; } = [];

    public List<DatacenterSample> Sums { get; } = [];

    public DatacenterSeries Record(TimeSpan every, bool guests = true) => new(Center,
        new() { Host = Hosts.Add, Guest = guests ? Guests.Add : null, Rack = Racks.Add, Datacenter = Sums.Add }, every);

    /// <summary>An instance; it runs at once if there is room.</summary>
    public Allocation Place(string name, double vcpus = 1, TimeSpan? duration = null, Bytes? memory = null)
    {
        var allocation = Center.Submit(new InstanceType(name, vcpus, memory ?? 1.GiB).Request(name) with { Duration = duration });
        Simulation.Run(Simulation.Now.AddTicks(1));
        return allocation;
    }

    public void Execute(Allocation allocation, TimeSpan work) =>
        ((Instance)allocation.Sandbox!).Execute(new Cycles(Model.Cpu.Clock.Hertz * work.TotalSeconds));
}
