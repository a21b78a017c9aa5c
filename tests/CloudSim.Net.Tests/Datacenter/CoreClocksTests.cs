using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

public class CoreClocksTests
{
    private static readonly ClockGovernor Governor = new(1.55.GHz, 20.0.Milliseconds, 30.0.Milliseconds, 3.1.GHz);

    // All cores turbo at 3.1 GHz, one at 6.2.
    private static readonly ClockGovernor Turbo = Governor with { OneCore = 6.2.GHz, Ramp = TimeSpan.Zero };

    // At half the speed for 20 ms: 10 ms of work take 20, 30 take 40.
    [Theory]
    [InlineData(4, 8)]
    [InlineData(10, 20)]
    [InlineData(30, 40)]
    public void A_core_that_was_idle_starts_slowly(double work, double takes) => Assert.Equal(takes, Time(TimeSpan.Zero, work), 1);

    // The core is left for a while, then the same work again.
    [Theory]
    [InlineData(10, 30)]
    [InlineData(40, 40)]
    public void It_is_fast_again_after_a_short_rest(double restMs, double takes) =>
        Assert.Equal(takes, Time(restMs.Milliseconds, 30, warm: true), 1);

    [Fact]
    public void Few_busy_cores_are_faster_than_all() => Assert.Equal(15, Time(TimeSpan.Zero, 30, governor: Turbo), 0);

    // Waiting for memory takes as long at any clock: 15 of 30 ms, and the other 15 at twice the clock.
    [Fact]
    public void The_part_that_waits_for_memory_is_not_faster() =>
        Assert.Equal(22.5, Time(TimeSpan.Zero, 30, governor: Turbo, memoryShare: 0.5), 1);

    // Two cores: alone at 6.2 GHz; from the tenth millisecond to the thirtieth with a neighbour, both at 3.1.
    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Credit)]
    public void A_neighbour_that_comes_and_goes_changes_the_clock_in_the_middle_of_the_work(SchedulerKind scheduler)
    {
        var (sim, host) = Machine(2, Turbo, 0, scheduler);
        var ended = new double[2];
        sim.Process(Work(0, TimeSpan.Zero, 60));
        sim.Process(Work(1, 10.0.Milliseconds, 20));
        sim.Run();
        Assert.Equal(30, ended[1], 0); // 20 at full pace
        Assert.Equal(40, ended[0], 0); // 20 in the first 10 ms, 20 in the next 20, 20 in the last 10

        IEnumerable<Event> Work(int task, TimeSpan begin, double ms)
        {
            yield return sim.Timeout(begin);
            var worker = host.Scheduler.CreateTask($"task {task}");
            yield return worker.Execute((long)(ms * 1e6));
            ended[task] = (sim.Now - sim.StartDate).TotalMilliseconds;
            Assert.Equal((long)(ms * 1e6), worker.CpuTime);
            Assert.Equal(ended[task] - begin.TotalMilliseconds, (worker.CpuTime + worker.Overhead) / 1e6, 0);
        }
    }

    // Cores of another socket have a clock of their own.
    [Fact]
    public void A_socket_turbos_for_itself()
    {
        var (sim, host) = Machine(new CpuTopology(P, 4, sockets: 2, numaNodes: 2), Turbo, 0, SchedulerKind.Cfs);
        var tasks = Enumerable.Range(0, 2).Select(i => host.Scheduler.CreateTask($"task {i}")).ToList();
        tasks.ForEach(t => t.Execute(30_000_000));
        sim.Run();
        Assert.NotEqual(host.Model.Topology.SocketOf(tasks[0].CurrentCpu), host.Model.Topology.SocketOf(tasks[1].CurrentCpu));
        Assert.Equal(15, sim.Now.Subtract(sim.StartDate).TotalMilliseconds, 0);
    }

    private static (Simulation Sim, Host Host) Machine(int cores, ClockGovernor governor, double memoryShare, SchedulerKind scheduler) =>
        Machine(new CpuTopology(P, cores) { MemoryShare = memoryShare }, governor, memoryShare, scheduler);

    private static (Simulation Sim, Host Host) Machine(
        CpuTopology topology, ClockGovernor governor, double memoryShare, SchedulerKind scheduler)
    {
        var sim = new Simulation();
        var shared = new CpuTopology(P, topology.Cores, 1, topology.NumaNodes, topology.Sockets) { MemoryShare = memoryShare };
        var model = HostModel.RackServer(P) with { Topology = shared, Governor = governor };
        return (sim, new Host(sim, model, new RandomStreams(1), scheduler));
    }

    // Time of the work in ms on a machine of one core.
    private static double Time(TimeSpan rest, double workMs, bool warm = false, ClockGovernor? governor = null, double memoryShare = 0)
    {
        var (sim, host) = Machine(1, governor ?? Governor, memoryShare, SchedulerKind.Cfs);
        var task = host.Scheduler.CreateTask("work");
        var work = (long)(workMs * 1e6);
        if (warm)
            sim.Run(task.Execute(50_000_000));
        if (rest > TimeSpan.Zero)
            sim.Run(rest);
        var begin = sim.Now;
        sim.Run(task.Execute(work));
        return (sim.Now - begin).TotalMilliseconds;
    }
}
