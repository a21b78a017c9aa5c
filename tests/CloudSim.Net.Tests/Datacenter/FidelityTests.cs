using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Placement;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;
using CsCheck;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Some hosts in time slices, the rest as a fluid.</summary>
public class FidelityTests
{
    private static readonly HostModel Model = HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(2) };

    private static CloudSim.Net.Datacenter.Datacenter Center(Simulation sim, int racks, int hosts, Func<int, SchedulerKind?>? scheduler)
    {
        var center = new CloudSim.Net.Datacenter.Datacenter(sim, new FirstFit());
        center.AddRacks(racks, hosts, Model, new RandomStreams(5, 0), scheduler);
        return center;
    }

    [Fact]
    public void Racks_are_added_with_the_fidelity_that_each_number_has()
    {
        var sim = new Simulation();
        var center = Center(sim, 2, 3, number => number == 4 ? SchedulerKind.Cfs : SchedulerKind.Fluid);
        var more = center.AddRacks(1, 2, Model, new RandomStreams(5, 0));
        Assert.Equal([0, 0, 0, 1, 1, 1, 2, 2], center.Nodes.All.Select(node => node.Rack));
        Assert.Equal([6, 7], more.Select(node => node.Number));
        Assert.Equal([4, 6, 7], center.Nodes.All.Where(node => node.Host.Fidelity == Fidelity.Slices).Select(node => node.Number));
        Assert.All(center.Nodes.All, node => Assert.EndsWith($"host {node.Number}", node.Host.Streams.Path));
        Assert.Null(more[0].Host.MoveRefusal(more[1].Host));
        Assert.Equal("fidelity: a guest moves between hosts of one fidelity, and goes from time slices to a fluid",
            $"{more[0].Host.MoveRefusal(center.Nodes[0].Host)}");
        Assert.Empty(center.AddRacks(0, 5, Model, new RandomStreams(5, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => center.AddRacks(-1, 5, Model, new RandomStreams(5, 0)));
        Assert.Throws<ArgumentOutOfRangeException>(() => center.AddRacks(100_000, 100_000, Model, new RandomStreams(5, 0)));
        Assert.Equal(8, center.Nodes.Count);
    }

    /// <summary>
    /// Six spinners on a host in slices for 2,000 s, beside hosts on which something happens all the time: rounds of slices are passed at
    /// once, and what happens elsewhere does not end them. Slice by slice there would be a million events.
    /// </summary>
    [Fact]
    public void Rounds_of_slices_are_passed_at_once_whatever_happens_on_other_hosts()
    {
        long Events(bool spins)
        {
            var sim = new Simulation();
            var center = Center(sim, 1, 3, number => number < 2 ? SchedulerKind.Cfs : SchedulerKind.Fluid);
            if (spins)
                for (var i = 0; i < 6; i++)
                    center.Nodes[0].Host.Scheduler.CreateTask($"spinner {i}").Demand(CpuTask.Forever);
            sim.Process(Worker(center.Nodes[1].Host.Scheduler.CreateTask("worker")));
            sim.Process(Worker(center.Nodes[2].Host.Scheduler.CreateTask("worker")));
            sim.Run(2_000.Seconds);
            if (spins)
                Assert.Equal(4_000, center.Nodes[0].Host.Scheduler.BusyTime.TotalSeconds, 1e-6);
            return sim.EventCount;

            IEnumerable<Event> Worker(CpuTask task)
            {
                while (true)
                {
                    yield return task.Execute(3.Milliseconds);
                    yield return sim.Timeout(997.Milliseconds);
                }
            }
        }

        Assert.InRange(Events(spins: true) - Events(spins: false), 1, 500);
    }

    /// <summary>What happens on a host is the same to the last nanosecond whether the others are slices or fluids.</summary>
    [Fact]
    public void A_host_in_slices_does_not_depend_on_the_fidelity_of_the_others() =>
        Gen.Select(Gen.Int[0, 4], Gen.Int[1, 60], Gen.Int[1, 5], Gen.Bool).Sample(
            (zoomed, rate, guests, isCfs) =>
            {
                var kind = isCfs ? SchedulerKind.Cfs : SchedulerKind.Eevdf;
                Assert.Equal(Times(_ => kind), Times(number => number == zoomed ? kind : SchedulerKind.Fluid));

                List<long> Times(Func<int, SchedulerKind?> scheduler)
                {
                    var (sim, times) = (new Simulation(), new List<long>());
                    var (platform, application) = (Firecracker.Of(P), WebApplication.Of(P));
                    foreach (var node in Center(sim, 1, 5, scheduler).Nodes.All)
                        for (var i = 0; i < guests; i++)
                            _ = new RequestService(node.Host.Admit(platform, GuestSizes.For(platform, application)), application,
                                RateCurve.Constant(rate), time =>
                                {
                                    if (node.Number == zoomed)
                                        times.Add(time.Ticks);
                                });
                    sim.Run(2.Seconds);
                    return times;
                }
            }, iter: 12);
}
