using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Consolidation;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using Fleet = CloudSim.Net.Datacenter.Datacenter;

namespace CloudSim.Net.Tests.Datacenter.Consolidation;

/// <summary>A consolidator of instances that run tasks, and of guests of a platform: it sees the CPU time that they have had.</summary>
public class LiveConsolidationTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Guests_with_little_to_do_end_up_on_one_host(bool ofPlatform)
    {
        var alone = Run(ofPlatform, consolidates: false);
        var together = Run(ofPlatform, consolidates: true);
        Assert.Equal((4, 1), (alone.Hosts, together.Hosts));
        Assert.Equal(0, alone.Moves);
        Assert.InRange(together.Moves, 3, 6); // three hosts are emptied, in at most two rounds of three moves
        Assert.True(together.Work > 0.98 * alone.Work, $"{together.Work} of {alone.Work}");
    }

    /// <summary>Three full instances on a host of two CPUs: one leaves, for the only host that has room.</summary>
    [Fact]
    public void An_overloaded_host_is_relieved()
    {
        var (sim, fleet) = Hosts(2);
        var all = Enumerable.Range(0, 3).Select(i => fleet.Submit(new InstanceType("vm", 0.6, 1.GiB).Request($"vm {i}"))).ToList();
        sim.Run(1.Seconds);
        Assert.Equal(3, fleet.Nodes[0].Places);
        foreach (var one in all)
            ((Instance)one.Sandbox!).Execute(1e15.Cycles);
        Watch(fleet).Start();
        sim.Run(1000.Seconds);
        Assert.Equal((2, 1), (fleet.Nodes[0].Places, fleet.Nodes[1].Places));
    }

    private static (int Hosts, int Moves, double Work) Run(bool ofPlatform, bool consolidates)
    {
        var (sim, fleet) = Hosts(4, overcommit: 4);
        var watch = Watch(fleet);
        var all = new List<Allocation>();
        for (var i = 0; i < 4; i++)
        {
            foreach (var node in fleet.Nodes.All)
                node.IsOpen = node.Number == i;
            all.Add(fleet.Submit(ofPlatform ? GuestSandbox.Request($"vm {i}", Firecracker.Of(P), new GuestSpec(256.MiB, 40.MiB))
                : new InstanceType("vm", 1, 1.GiB).Request($"vm {i}")));
            sim.Run(1.Seconds);
        }

        foreach (var node in fleet.Nodes.All)
            node.IsOpen = true;
        foreach (var one in all)
            sim.Process(Work(one));
        if (consolidates)
            watch.Start();
        sim.Run(3000.Seconds);
        var work = fleet.Nodes.All.Sum(node => node.Host.Scheduler.BusyTime.TotalSeconds);
        return (fleet.Nodes.All.Count(node => node.Places > 0), watch.Moves, work);

        // A tenth of a CPU.
        IEnumerable<Event> Work(Allocation one)
        {
            while (true)
            {
                if (one.Sandbox is Instance instance)
                    instance.Execute(1e8.Cycles);
                else
                    _ = ((GuestSandbox)one.Sandbox!).Guest.Cpu.Execute(0.1.Seconds);
                yield return sim.Timeout(1.Seconds);
            }
        }
    }

    private static Consolidator Watch(Fleet fleet) =>
        new(fleet, ConsolidationRules.Of(P), new StaticThreshold(0.8), LeastFirst.MigrationTime);

    private static (Simulation Sim, Fleet Fleet) Hosts(int count, double overcommit = 1)
    {
        var (sim, streams, rack) = (new Simulation(), new RandomStreams(1), HostModel.RackServer(P));
        var fleet = new Fleet(sim, new FirstFit()) { CpuOvercommit = overcommit };
        for (var i = 0; i < count; i++)
            fleet.Add(new Host(sim, rack with
            {
                Topology = CpuTopology.Uniform(2), Governor = null, Cpu = rack.Cpu with { Clock = 1.GHz },
                Power = PowerModel.Linear(50.Watts, 100.Watts),
            }, streams, SchedulerKind.Fluid));
        return (sim, fleet);
    }
}
