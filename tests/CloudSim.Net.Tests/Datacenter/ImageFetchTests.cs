using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Networking.Storage;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Starts of many hosts that fetch their images from one store.</summary>
public class ImageFetchTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Hosts_that_start_at_once_share_the_link_of_the_store(int hosts)
    {
        var (sim, fleet) = Racked(hosts);
        var all = Enumerable.Range(0, hosts).Select(i => Ask(fleet, $"vm {i}")).ToList();
        sim.Run(new AllOf(sim, all.Select(a => a.WhenStarted)));
        var seconds = (sim.Now - sim.StartDate).TotalSeconds;
        Assert.Equal(hosts, all.Select(a => a.Node).Distinct().Count());
        Assert.Equal(hosts * (1.GiB / 10.Gbps).TotalSeconds, seconds, 0.01);
    }

    [Fact]
    public void A_host_that_has_the_image_starts_at_once_and_who_is_stopped_on_the_way_never_does()
    {
        var (sim, fleet) = Racked(1);
        var first = Ask(fleet, "first", cpus: 1);
        sim.Run(0.1.Seconds);
        Assert.Equal(AllocationState.Starting, first.State);
        first.Stop();
        sim.Run(5.Seconds);
        Assert.Equal((AllocationState.Ended, null), (first.State, first.Started));
        Assert.Equal(default, fleet.Nodes[0].Requested);
        var second = Ask(fleet, "second", cpus: 1);
        sim.Run(TimeSpan.FromTicks(1));
        Assert.Equal(AllocationState.Running, second.State);
    }

    private static Allocation Ask(Fleet fleet, string name, int cpus = 16) =>
        fleet.Submit(new InstanceType("vm", cpus, 1.GiB).Request(name) with { Image = new("linux", 1.GiB) });

    private static (Simulation Sim, Fleet Fleet) Racked(int hosts)
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var fabric = new Fabric(P, sim, new OneSwitch(P, [.. Enumerable.Repeat(10.Gbps, hosts + 1)]));
        var store = new ImageStore([new StorageServer(fabric, hosts, HostModel.RackServer(P).Disk)]) { Cached = true };
        var fleet = new Fleet(sim, new FirstFit()) { Images = store };
        for (var i = 0; i < hosts; i++)
            fleet.Add(new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid) { Port = new FabricPort(fabric, i) });
        return (sim, fleet);
    }
}
