using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Scheduling.RealTime;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.RealTime;

/// <summary>
/// SCHED_FIFO, SCHED_RR, SCHED_IDLE and SCHED_BATCH beside normal tasks, under both schedulers of Linux. Known answers from the rules of
/// kernel/sched/rt.c.
/// </summary>
public class RealTimeTests
{
    private static readonly RealTimeTunables Unlimited = new(P) { Runtime = null };

    public static TheoryData<string> Schedulers => ["cfs", "eevdf"];

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_real_time_spinner_leaves_five_percent_in_the_long_run(string scheduler)
    {
        var machine = Make(scheduler);
        var (rt, fair) = (RealTime(machine, 50), machine.Spinner());
        machine.Run(100_000);
        Assert.Equal(0.95, rt.CpuTime / 100e9, 0.0005);
        Assert.Equal(0.05, fair.CpuTime / 100e9, 0.0005);
        Assert.Equal(100e9, rt.CpuTime + rt.RunDelay, 1e3);
        Assert.Equal(100e9, fair.CpuTime + fair.RunDelay, 1e3);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void The_limit_ends_a_turn_on_the_tick_after_the_runtime_and_the_overrun_is_paid_back(string scheduler)
    {
        var machine = Make(scheduler);
        RealTime(machine, 50);
        var fair = machine.Spinner();
        machine.Run(999);
        // 950 ms and a tick of 4 ms at 250 Hz: the tick at 952 ms is the first above.
        Assert.Equal(47.0, fair.CpuTime / 1e6, 0.001);
        // 2 ms are owed: 948 ms are just not too many, 952 are, and 4 are owed; then 948 are too many.
        machine.Run(2_000);
        Assert.Equal(48.0 + 48 + 51, fair.CpuTime / 1e6, 0.001);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Without_a_limit_a_fair_task_never_runs_beside_a_real_time_spinner(string scheduler)
    {
        var machine = Make(scheduler, limits: Unlimited);
        RealTime(machine, 1);
        var fair = machine.Spinner(nice: -20);
        machine.Run(10_000);
        Assert.Equal((0L, 10_000_000_000L), (fair.CpuTime, fair.RunDelay));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void The_highest_priority_runs_at_once_and_fifo_keeps_the_cpu_among_equals(string scheduler)
    {
        var machine = Make(scheduler, limits: Unlimited);
        var (first, second) = (RealTime(machine, 10), RealTime(machine, 10));
        var (high, delays) = machine.Sleeper(2, 20, create: () => machine.Cpu.CreateTask("high", null, 0, TaskPolicy.Fifo, 11));
        machine.Run(2_000);
        Assert.All(delays, delay => Assert.Equal(2.0, delay, 1e-6));
        Assert.Equal(0, second.CpuTime);
        Assert.Equal(machine.Cpu.NowNs - high.CpuTime, first.CpuTime);
        Assert.Equal(delays.Count, first.InvoluntarySwitches);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Round_robin_tasks_take_turns_of_a_hundred_milliseconds(string scheduler)
    {
        var machine = Make(scheduler, limits: Unlimited);
        var tasks = Enumerable.Range(0, 3).Select(_ => RealTime(machine, 20, TaskPolicy.RoundRobin)).ToList();
        var turns = new List<TimeSlice>();
        using var recorder = new SwitchRecorder(machine.Cpu) { SliceEnded = turns.Add };
        machine.Run(3_050);
        Assert.Equal(29, turns.Count); // the first was under way
        Assert.All(turns, turn => Assert.Equal(100_000_000, turn.LengthNs));
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 1e6, 1_000, 1_100));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_group_counts_the_time_of_its_real_time_tasks_but_neither_weighs_nor_limits_it(string scheduler)
    {
        var machine = Make(scheduler, limits: Unlimited);
        var (a, b) = (machine.Cpu.CreateGroup("a"), machine.Cpu.CreateGroup("b"));
        a.Weight = 1;
        if (scheduler == "cfs")
            a.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        machine.Spinner(group: b);
        machine.Sleeper(50, 100, create: () => machine.Cpu.CreateTask("rt", a, 0, TaskPolicy.Fifo, 1));
        machine.Run(10_000);
        Assert.Equal(0.5, a.Stat.UsageNs / 10e9, 0.01);
        Assert.Equal(10_000_000_000, a.Stat.UsageNs + b.Stat.UsageNs);
        Assert.Equal(0, a.Stat.NrThrottled);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Real_time_tasks_spread_over_cpus_and_the_lower_ones_wait(string scheduler)
    {
        var machine = Make(scheduler, 2, Unlimited);
        var tasks = new[] { 5, 30, 40 }.Select(priority => RealTime(machine, priority)).ToList();
        machine.Run(1_000);
        Assert.Equal([0L, 1_000_000_000, 1_000_000_000], tasks.Select(task => task.CpuTime));
        tasks[2].Exit();
        machine.Run(1_000);
        // A CPU whose priority falls pulls the task that waits.
        Assert.Equal(1_000_000_000, tasks[0].CpuTime);
        Assert.Equal(2_000_000_000, tasks[1].CpuTime);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void What_a_higher_priority_preempts_is_pushed_to_a_cpu_that_runs_a_fair_task(string scheduler)
    {
        var machine = Make(scheduler, 2, Unlimited);
        var pinned = machine.Cpu.CreateGroup("pinned");
        pinned.Affinity = CpuSet.Of(0);
        machine.Cpu.CreateTask("idle filler").Demand(1);
        var low = RealTime(machine, 5);
        machine.Run(100);
        pinned.Affinity = CpuSet.Of(low.CurrentCpu);
        var high = RealTime(machine, 50, group: pinned);
        machine.Run(100);
        Assert.Equal((200_000_000L, 100_000_000L, 1L), (low.CpuTime, high.CpuTime, low.Migrations));
    }

    // find_lowest_rq looks in the smallest domain around the last CPU first: there the waker's CPU, but not one of another node.
    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_waking_task_stays_on_its_node_though_its_waker_is_on_another(string scheduler)
    {
        var topology = new CpuTopology(P, 4, numaNodes: 2);
        var machine = new PolicyMachine(sim => scheduler == "cfs" ? new CfsScheduler(sim, topology, CfsTunables.For(P, 4))
            : new EevdfScheduler(sim, topology, EevdfTunables.For(P, 4)));
        TaskGroup Pinned(int cpu)
        {
            var group = machine.Cpu.CreateGroup($"on {cpu}");
            group.Affinity = CpuSet.Of(cpu);
            return group;
        }

        var own = Pinned(0);
        var task = machine.Cpu.CreateTask("rt", own, 0, TaskPolicy.Fifo, 10);
        task.Demand(1_000_000);
        machine.Run(10);
        own.Affinity = CpuSet.Range(0, 4);
        RealTime(machine, 50, group: Pinned(0));
        var waker = machine.Cpu.CreateTask("waker", Pinned(2));
        waker.Done = () => task.Demand(CpuTask.Forever);
        waker.Demand(1_000_000);
        machine.Run(10);
        Assert.Equal(1, task.CurrentCpu);
    }

    [Theory]
    [InlineData("cfs", 1)]
    [InlineData("cfs", 2)]
    [InlineData("eevdf", 1)]
    [InlineData("eevdf", 2)]
    public void Fair_tasks_leave_the_cpu_that_a_real_time_task_keeps(string scheduler, int nodes)
    {
        var machine = Make(scheduler, 2, Unlimited, nodes);
        RealTime(machine, 5);
        var fair = machine.Spinners(4);
        machine.Run(10_000);
        // All four share the other CPU, but for the first moments.
        Assert.Equal(10.0, fair.Sum(task => task.CpuTime) / 1e9, 0.01);
        Assert.All(fair, task => Assert.InRange(task.CpuTime / 1e9, 2.0, 3.0));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_waking_task_takes_a_cpu_of_idle_policy_tasks_for_idle(string scheduler)
    {
        var machine = Make(scheduler, 2);
        var idle = machine.Cpu.CreateTask("idle", null, 0, TaskPolicy.Idle);
        idle.Demand(CpuTask.Forever);
        machine.Spinner();
        var (_, delays) = machine.Sleeper(1, 10);
        machine.Run(5_000);
        // Now and then its virtual time is ahead of the idle task's, so that it waits for a tick.
        Assert.InRange(delays.Count(delay => delay > 1.001), 0, 2);
        Assert.Equal(10.0, idle.CpuTime / 1e9 + idle.RunDelay / 1e9 + 5, 0.001);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_batch_task_that_wakes_waits_where_a_normal_one_preempts(string scheduler)
    {
        var normal = Mean(TaskPolicy.Normal);
        var batch = Mean(TaskPolicy.Batch);
        Assert.True(batch > 1.1 * normal, $"normal {normal} ms, batch {batch} ms");

        double Mean(TaskPolicy policy)
        {
            // EEVDF's tasks run to parity, so that also a normal one waits for the end of a request: without that rule it need not.
            var machine = scheduler == "cfs" ? Make(scheduler)
                : PolicyMachine.Eevdf(1, EevdfTunables.For(P, 1) with { RunToParity = false, BaseSlice = TimeSpan.FromMilliseconds(6) });
            machine.Spinners(3);
            var (_, delays) = machine.Sleeper(0.5, 41.3, task => task.Slice = TimeSpan.FromMilliseconds(0.5), create: () =>
                machine.Cpu.CreateTask("sleeper", null, 0, policy));
            machine.Run(20_000);
            return delays.Average();
        }
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Affinity_holds_for_real_time_tasks_when_it_changes(string scheduler)
    {
        var machine = Make(scheduler, 4, Unlimited);
        var group = machine.Cpu.CreateGroup("g");
        var tasks = Enumerable.Range(0, 4).Select(i => RealTime(machine, 10 + i, group: group)).ToList();
        machine.Run(10);
        Assert.Equal(4, tasks.Select(task => task.CurrentCpu).Distinct().Count());
        group.Affinity = CpuSet.Of(1, 2);
        machine.Run(10);
        Assert.Equal([10_000_000L, 10_000_000, 20_000_000, 20_000_000], tasks.Select(task => task.CpuTime));
        Assert.All(tasks, task => Assert.InRange(task.CurrentCpu, 1, 2));
    }

    // Push and pull: no real-time task waits while a task of lower priority, or of another class, runs on a CPU that it may use; among
    // equals of one CPU who came first runs, until it sleeps (FIFO) or its 100 ms are over (RR); fair tasks have what is left.
    [Theory]
    [InlineData("cfs", 1)]
    [InlineData("cfs", 2)]
    [InlineData("eevdf", 1)]
    [InlineData("eevdf", 2)]
    public void No_task_waits_for_one_of_lower_priority(string scheduler, int nodes) => (
        from cpus in Gen.Int[1, 4]
        from loops in Gen.Select(Gen.Int[0, 4], Gen.Int[100, 9_000], Gen.Int[100, 20_000], Gen.Bool).Array[1, 12]
        select (cpus: cpus * nodes, loops)).Sample(
        setup =>
        {
            var machine = Make(scheduler, setup.cpus, Unlimited, nodes);
            var tasks = setup.loops.Select((loop, i) =>
            {
                var (priority, work, sleep, robin) = loop;
                var policy = priority == 0 ? TaskPolicy.Normal : robin ? TaskPolicy.RoundRobin : TaskPolicy.Fifo;
                var task = machine.Cpu.CreateTask($"{policy} {i}", null, 0, policy, priority);
                var alarm = new Alarm(machine.Sim, () => task.Demand(work * 1_000L));
                task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
                return task;
            }).ToList();
            for (var i = 0; i < 100; i++)
            {
                machine.Run(1.37);
                var running = tasks.Where(task => task.IsRunning).ToList();
                Assert.Equal(running.Count, running.Select(task => task.CurrentCpu).Distinct().Count());
                foreach (var task in tasks.Where(task => task.Priority > 0 && !task.IsRunning && !task.IsSleeping))
                {
                    Assert.Equal(setup.cpus, running.Count);
                    Assert.All(running, other => Assert.True(other.Priority >= task.Priority, $"{task} waits, {other} runs"));
                }
            }
        },
        iter: 60);

    [Fact]
    public void Priorities_and_schedulers_without_the_class_are_checked()
    {
        var cpu = Make("cfs").Cpu;
        Assert.Throws<ArgumentOutOfRangeException>(() => cpu.CreateTask("x", null, 0, TaskPolicy.Fifo));
        Assert.Throws<ArgumentOutOfRangeException>(() => cpu.CreateTask("x", null, 0, TaskPolicy.RoundRobin, 100));
        Assert.Throws<ArgumentOutOfRangeException>(() => cpu.CreateTask("x", null, 0, TaskPolicy.Normal, 1));
        Assert.Throws<NotSupportedException>(() => new FluidScheduler(new Simulation(), 1).CreateTask("x", null, 0, TaskPolicy.Fifo, 1));
        Assert.Throws<NotSupportedException>(
            () => new CreditScheduler(new Simulation(), 1, P).CreateTask("x", null, 0, TaskPolicy.Fifo, 1));
    }

    // Memory is of no concern here.
    private static PolicyMachine Make(string scheduler, int cpus = 1, RealTimeTunables? limits = null, int nodes = 1)
    {
        var topology = new CpuTopology(P, cpus, numaNodes: nodes) { MemoryShare = 0, NodeMoveCost = TimeSpan.Zero };
        return new(sim => scheduler == "cfs"
            ? new CfsScheduler(sim, topology, CfsTunables.For(P, cpus) with { RealTime = limits ?? new(P) })
            : new EevdfScheduler(sim, topology, EevdfTunables.For(P, cpus) with { RealTime = limits ?? new(P) }));
    }

    private static CpuTask RealTime(PolicyMachine machine, int priority, TaskPolicy policy = TaskPolicy.Fifo, TaskGroup? group = null)
    {
        var task = machine.Cpu.CreateTask($"rt {priority}", group, 0, policy, priority);
        task.Demand(CpuTask.Forever);
        return task;
    }
}
