using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Domains;

/// <summary>
/// Threads of a core and memory nodes: known answers from the topology's own factors, under every scheduler that has them.
/// </summary>
public class TopologyTests
{
    private static readonly CpuTopology OneCore = new(P, 1, threadsPerCore: 2);
    private static readonly CpuTopology TwoCores = new(P, 2, threadsPerCore: 2);

    public static TheoryData<string> Schedulers => ["cfs", "eevdf"];

    public static TheoryData<string> All => ["cfs", "eevdf", "fluid"];

    [Theory]
    [MemberData(nameof(All))]
    public void Two_spinners_on_the_threads_of_one_core_do_as_much_as_the_core_does(string scheduler)
    {
        var machine = Make(scheduler, OneCore);
        var tasks = machine.Spinners(2);
        machine.Run(10_000);
        Assert.All(tasks, task => Assert.Equal(6.25, task.CpuTime / 1e9, 1e-5));
        if (scheduler != "fluid")
            Assert.Equal(20e9, machine.Cpu.BusyNs, 1e3);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Spinners_land_on_cores_of_their_own_first(string scheduler)
    {
        var machine = Make(scheduler, TwoCores);
        var tasks = machine.Spinners(2);
        machine.Run(1_000);
        Assert.All(tasks, task => Assert.Equal(1.0, task.CpuTime / 1e9, 1e-6));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void The_machine_does_as_much_as_its_busy_threads_allow(string scheduler)
    {
        foreach (var (spinners, work) in new[] { (1, 1.0), (4, 4.0), (6, 4.5), (8, 5.0), (12, 5.0) })
        {
            var machine = Make(scheduler, new CpuTopology(P, 4, threadsPerCore: 2));
            var tasks = machine.Spinners(spinners);
            machine.Run(20_000);
            Assert.Equal(work, tasks.Sum(task => task.CpuTime) / 20e9, 0.01);
        }
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_task_slows_down_the_moment_its_sibling_becomes_busy(string scheduler)
    {
        var machine = Make(scheduler, OneCore);
        var finished = new List<double>();
        var a = machine.Cpu.CreateTask("a");
        a.Done = () => finished.Add(machine.Cpu.NowNs / 1e6);
        a.Demand(10_000_000);
        machine.At(3, () => machine.Cpu.CreateTask("b").Demand(2_500_000));
        machine.Run(100);
        // 3 ms alone, 4 ms beside b (2.5 ms of work at 0.625 each), 4.5 ms alone: no step of a clock or tick shows.
        Assert.Equal(11.5, Assert.Single(finished), 0.0002);
        Assert.Equal(1_500_000, a.Overhead, 100.0);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_task_that_wakes_takes_a_whole_core_before_a_thread_of_a_busy_one(string scheduler)
    {
        var machine = Make(scheduler, new CpuTopology(P, 4, threadsPerCore: 2));
        machine.Spinners(2);
        var (_, delays) = machine.Sleeper(1, 10);
        machine.Run(1_000);
        Assert.All(delays, delay => Assert.Equal(1.0, delay, 0.001));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Who_shares_a_core_moves_when_another_core_falls_idle(string scheduler)
    {
        var machine = Make(scheduler, TwoCores);
        var tasks = machine.Spinners(4);
        machine.Run(1_000);
        foreach (var task in tasks.Where(task => machine.Cpu.Topology.CoreOf(task.CurrentCpu) == 0).ToList())
            task.Exit();
        var left = tasks.Where(task => !task.HasExited).ToList();
        machine.Run(1_000);
        Assert.Equal(2, left.Select(task => machine.Cpu.Topology.CoreOf(task.CurrentCpu)).Distinct().Count());
        Assert.Equal(1, left.Sum(task => task.Migrations));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Remote_memory_slows_a_task_by_what_it_waits_for_memory(string scheduler)
    {
        var topology = new CpuTopology(P, 2, numaNodes: 2);
        var machine = Make(scheduler, topology);
        var far = machine.Cpu.CreateGroup("far");
        far.Affinity = CpuSet.OfNode(topology, 1);
        var tasks = new[] { 0.0, 0.3, 0.5 }.Select(share =>
        {
            var task = machine.Cpu.CreateTask($"{share}", far);
            (task.MemoryNode, task.MemoryShare) = (0, share);
            return task;
        }).ToList();
        foreach (var task in tasks)
        {
            task.Demand(1_000_000_000);
            machine.Run(5_000);
            Assert.Equal(1 + (task.MemoryShare * 0.6), (task.CpuTime + task.Overhead) / 1e9, 1e-5);
        }
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Memory_is_on_the_node_of_the_first_run_and_a_move_to_another_costs(string scheduler)
    {
        var topology = new CpuTopology(P, 2, numaNodes: 2) { MemoryShare = 0 };
        var machine = Make(scheduler, topology);
        var group = machine.Cpu.CreateGroup("g");
        group.Affinity = CpuSet.Of(1);
        var task = machine.Spinner(group: group);
        machine.Run(100);
        Assert.Equal((1, 0L), (task.MemoryNode, task.Overhead));
        group.Affinity = CpuSet.Of(0);
        machine.Run(100);
        group.Affinity = CpuSet.Of(1);
        machine.Run(100);
        Assert.Equal(1, task.MemoryNode);
        Assert.Equal(2 * topology.NodeMoveCost.Ticks * 100, task.Overhead);
        Assert.Equal(300_000_000, task.CpuTime + task.Overhead);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Few_tasks_stay_on_one_node_and_many_spread_over_both(string scheduler)
    {
        // imb_numa_nr: an eighth of a node's 16 CPUs may stay together.
        Assert.Equal([2, 0], Nodes(2));
        Assert.Equal([8, 8], Nodes(16));

        List<int> Nodes(int spinners)
        {
            var topology = new CpuTopology(P, 32, numaNodes: 2);
            var machine = Make(scheduler, topology);
            var tasks = machine.Spinners(spinners);
            machine.Run(500);
            Assert.Equal(spinners, tasks.Select(task => task.CurrentCpu).Distinct().Count());
            return [.. Enumerable.Range(0, 2).Select(node => tasks.Count(task => topology.NodeOf(task.CurrentCpu) == node))];
        }
    }

    // adjust_numa_imbalance: an eighth of a node's 32 CPUs, 4 tasks, may stay together, but only while the nodes differ by two at most.
    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Nodes_that_differ_by_more_than_two_tasks_are_balanced_however_few_run(string scheduler)
    {
        var topology = new CpuTopology(P, 64, numaNodes: 2);
        Assert.Equal([3, 1], Nodes(pinned: false));
        Assert.Equal([3, 1], Nodes(pinned: true));

        List<int> Nodes(bool pinned)
        {
            var machine = Make(scheduler, topology);
            var group = machine.Cpu.CreateGroup("g");
            group.Affinity = pinned ? CpuSet.OfNode(topology, 0) : null;
            var tasks = machine.Spinners(4, group);
            machine.Run(100);
            group.Affinity = CpuSet.Range(0, 64);
            machine.Run(2_000);
            return [.. Enumerable.Range(0, 2).Select(node => tasks.Count(task => topology.NodeOf(task.CurrentCpu) == node))];
        }
    }

    // LBF_ALL_PINNED: the busiest CPU has nothing for the one that falls idle, the next busiest has.
    [Theory]
    [InlineData("cfs", 1, 2)]
    [InlineData("cfs", 2, 1)]
    [InlineData("eevdf", 1, 2)]
    [InlineData("eevdf", 2, 1)]
    public void A_cpu_that_falls_idle_passes_over_tasks_that_may_not_come(string scheduler, int nodes, int threads)
    {
        var machine = Make(scheduler, new CpuTopology(P, 4 / threads, threads, nodes));
        TaskGroup On(CpuSet cpus)
        {
            var group = machine.Cpu.CreateGroup($"{machine.Cpu.Root.Children.Count}");
            group.Affinity = cpus;
            return group;
        }

        machine.Spinners(6, On(CpuSet.Of(0)));
        machine.Spinner(group: On(CpuSet.Of(3)));
        machine.Cpu.CreateTask("ends", On(CpuSet.Of(2))).Demand(20_000_000);
        var free = machine.Spinners(2, On(CpuSet.Of(1, 2)));
        machine.Run(21);
        Assert.Equal([1, 2], free.Select(task => task.CurrentCpu).Order());
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Real_time_tasks_share_cores_too(string scheduler)
    {
        var machine = Make(scheduler, OneCore);
        var rt = machine.Cpu.CreateTask("rt", null, 0, TaskPolicy.Fifo, 1);
        rt.Demand(CpuTask.Forever);
        var fair = machine.Spinner();
        machine.Run(900);
        Assert.Equal(0.9 * 0.625, rt.CpuTime / 1e9, 0.003);
        Assert.Equal(rt.CpuTime, fair.CpuTime, 3e6);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Time_is_conserved_and_a_core_never_exceeds_its_throughput(string scheduler) => (
        from cores in Gen.Int[1, 4]
        from threads in Gen.Int[0, 1]
        from nodes in Gen.Int[0, 1]
        from loops in Gen.Select(Gen.Int[100, 20_000], Gen.Int[100, 20_000], Gen.Int[0, 5]).Array[1, 10]
        select (cores: cores * (nodes + 1), threads: threads + 1, nodes: nodes + 1, loops)).Sample(
        setup =>
        {
            var topology = new CpuTopology(P, setup.cores, setup.threads, setup.nodes);
            var machine = Make(scheduler, topology);
            var tasks = setup.loops.Select(loop =>
            {
                var task = loop.Item3 == 0
                    ? machine.Cpu.CreateTask("rt", null, 0, TaskPolicy.RoundRobin, 1 + (loop.Item1 % 3))
                    : machine.Cpu.CreateTask("fair", null, loop.Item3, loop.Item3 == 4 ? TaskPolicy.Idle : TaskPolicy.Normal);
                var alarm = new Alarm(machine.Sim, () => task.Demand(loop.Item1 * 1_000L));
                task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(loop.Item2));
                alarm.Set(TimeSpan.FromMicroseconds(loop.Item2));
                return task;
            }).ToList();
            for (var i = 0; i < 40; i++)
            {
                machine.Run(7.3);
                Assert.Equal(machine.Cpu.BusyNs, machine.Cpu.Root.Stat.UsageNs);
                var running = tasks.Where(task => task.IsRunning).Select(task => task.CurrentCpu).ToList();
                Assert.Equal(running.Count, running.Distinct().Count());
            }

            var time = machine.Cpu.NowNs;
            var work = tasks.Sum(task => task.CpuTime);
            Assert.InRange(work, 0, topology.Cores * topology.CoreThroughput(setup.threads) * time);
            Assert.InRange(machine.Cpu.BusyNs, work, (double)topology.Cpus * time);
            Assert.InRange(tasks.Sum(task => task.CpuTime + task.Overhead) - machine.Cpu.BusyNs, -200 * tasks.Count, 200 * tasks.Count);
        },
        iter: 60);

    [Fact]
    public void A_topology_that_does_not_divide_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuTopology(P, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuTopology(P, 4, threadsPerCore: 3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuTopology(P, 6, numaNodes: 4));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuTopology(P, 8, numaNodes: 2, lastLevelCaches: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CpuTopology(P, 8, numaNodes: 2, sockets: 4));
        var machine = new CfsScheduler(new Simulation(), new CpuTopology(P, 48, 2, 2), CfsTunables.For(P, 96));
        Assert.Equal((96, 0, 0, 1, 1), (machine.Cpus, machine.Topology.NodeOf(23), machine.Topology.NodeOf(71), machine.Topology.NodeOf(95),
            machine.Topology.SocketOf(24)));
        Assert.Equal(machine.Topology.CoreOf(5), machine.Topology.CoreOf(53));
    }

    private static PolicyMachine Make(string scheduler, CpuTopology topology) => new(sim => scheduler switch
    {
        "cfs" => new CfsScheduler(sim, topology, CfsTunables.For(P, topology.Cpus)),
        "eevdf" => new EevdfScheduler(sim, topology, EevdfTunables.For(P, topology.Cpus)),
        _ => new FluidScheduler(sim, topology),
    });
}
