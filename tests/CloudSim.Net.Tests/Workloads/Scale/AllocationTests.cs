using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Experiments;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Workloads.Scale;

/// <summary>Memory that events take: none, once as many tasks as ever have run at a time.</summary>
[Collection(ConsoleCollection.Name)] // not beside others, whose bytes would count
public class AllocationTests
{
    [Fact]
    public void Tasks_of_instances_allocate_nothing_in_steady_state()
    {
        var (sim, streams) = (new Simulation(), new RandomStreams(1));
        var fleet = new CloudSim.Net.Datacenter.Datacenter(sim, new FirstFit());
        for (var i = 0; i < 4; i++)
            fleet.Add(new Host(sim, HostModel.RackServer(P), streams, SchedulerKind.Fluid));
        var type = new InstanceType("vm", 1, 1.GiB);
        var all = Enumerable.Range(0, 40).Select(_ => fleet.Submit(type.Request("vm"))).ToList();
        sim.Run(1.Seconds);
        var done = 0;
        foreach (var instance in all.Select(a => (Instance)a.Sandbox!))
        {
            var draws = streams[$"{all.Count}"];
            instance.Completed = _ =>
            {
                done++;
                instance.Execute(new Cycles(1e6 * (1 + draws.Next(1000))));
            };
            instance.Execute(new Cycles(1e9));
            instance.Execute(new Cycles(2e9));
        }

        sim.Run(30.Seconds);
        var (before, events) = (done, sim.EventCount);
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        sim.Run(30.Seconds);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Assert.True(done - before > 1000, $"{done - before} tasks");
        Assert.InRange(bytes, 0, 1000); // of the run itself, whatever its length
        Assert.True(sim.EventCount - events < 3 * (done - before), "more than three events a task");
    }
}
