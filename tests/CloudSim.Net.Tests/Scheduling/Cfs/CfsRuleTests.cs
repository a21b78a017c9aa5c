using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>Single rules of the kernel in numbers that follow from its functions.</summary>
public class CfsRuleTests
{
    private static CfsEntity Entity(CpuTask task) => (CfsEntity)task.State;

    // place_entity with START_DEBIT: sched_slice of latency 6 ms among two, in the new task's virtual time.
    [Theory]
    [InlineData(0, 1024)]
    [InlineData(5, 335)]
    [InlineData(-5, 3121)]
    public void A_new_task_starts_one_slice_behind(int nice, long weight)
    {
        var machine = new Machine();
        machine.Spinner();
        machine.Run(101);
        var task = machine.Spinner("new", nice: nice);
        var slice = Math.Max(6_000_000 * weight / (1024 + weight), 750_000);
        var queue = Entity(task).Queue!;
        Assert.Equal(slice * 1024 / weight, Entity(task).Vruntime - queue.MinVruntime, tolerance: 10);
    }

    // place_entity: half a latency of credit, but one minimum granularity for SCHED_IDLE.
    [Theory]
    [InlineData(TaskPolicy.Normal, 3_000_000)]
    [InlineData(TaskPolicy.Idle, 750_000)]
    public void A_long_sleeper_gets_the_credit_of_its_policy(TaskPolicy policy, long credit)
    {
        var machine = new Machine();
        machine.Spinner();
        var task = machine.Cpu.CreateTask("sleeper", policy: policy);
        task.Demand(1_000);
        machine.Run(1_001);
        task.Demand(1_000_000_000);
        // Who preempts has the CPU now, so its time stands in it.
        var entity = Entity(task);
        Assert.Equal(-credit, entity.Vruntime - entity.Queue!.MinVruntime);
    }

    // sched_slice with ALT_PERIOD: ten tasks on the CPU make a period of 7.5 ms, of which each group has half.
    [Theory]
    [InlineData(true, 3_750_000)]
    [InlineData(false, 3_000_000)]
    public void The_period_counts_the_tasks_of_the_cpu(bool altPeriod, long slice)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1) with { AltPeriod = altPeriod });
        List<TaskGroup> groups = [machine.Cpu.CreateGroup("a"), machine.Cpu.CreateGroup("b")];
        groups.ForEach(group => machine.Spinners(5, group));
        machine.Run(100);
        var entity = ((CfsGroup)groups[0].State).Find(0)!.Entity!;
        Assert.Equal(slice, entity.Queue!.SchedSlice(entity));
    }

    // __sched_period: up to eight tasks share the latency.
    [Theory]
    [InlineData(8, 750_000)]
    [InlineData(9, 1_000_000)]
    public void Up_to_eight_tasks_share_the_latency(int tasks, long slice)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1) with { MinGranularity = TimeSpan.FromMilliseconds(1), BaseSlice = false });
        var last = machine.Spinners(tasks)[^1];
        machine.Run(100);
        Assert.Equal(slice, Entity(last).Queue!.SchedSlice(Entity(last)));
    }

    // wakeup_gran: 1 ms in the virtual time of who wakes.
    [Theory]
    [InlineData(0, 1_000_000, 0)]
    [InlineData(0, 1_000_001, 1)]
    [InlineData(10, 9_309_090, 0)] // weight 110
    [InlineData(10, 9_309_091, 1)]
    [InlineData(-5, 328_099, 0)] // weight 3121
    [InlineData(-5, 328_100, 1)]
    [InlineData(10, 0, -1)]
    public void The_granularity_of_a_wake_up_is_that_of_who_wakes(int nice, long behind, int answer)
    {
        var machine = new Machine();
        var (curr, wakee) = (Entity(machine.Spinner()), Entity(machine.Spinner(nice: nice)));
        curr.Vruntime = wakee.Vruntime + behind;
        Assert.Equal(answer, curr.Queue!.WakeupPreemptEntity(curr, wakee));
    }

    // LAST_BUDDY: with eight runnable tasks the one that a short sleeper preempted goes on after it if it is at most a granularity ahead
    // of the leftmost; with fewer, or without the rule, only if it is the leftmost.
    [Theory]
    [InlineData(7, true, true)]
    [InlineData(7, false, false)]
    [InlineData(6, true, false)]
    public void Who_was_preempted_goes_on_if_there_are_many(int spinners, bool lastBuddy, bool preferred)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1) with { LastBuddy = lastBuddy, SkipRounds = false });
        machine.Spinners(spinners);
        var (cpu, sleeper, ahead) = (machine.Cpu.Processors[0], machine.Cpu.CreateTask("sleeper"), 0);
        sleeper.Demand(1_000);
        for (var i = 1; i <= 20; i++)
        {
            machine.Run((400 * i) + 0.5 - (machine.Cpu.NowNs / 1e6) + (4 * (i % 7)));
            var before = cpu.CurrEntity!;
            sleeper.Demand(100_000);
            machine.Run(0.05);
            Assert.Same(sleeper, cpu.Curr);
            var first = cpu.Root.Waiting.First!;
            var distance = before.Vruntime - first.Vruntime;
            ahead += distance is > 0 and <= 1_000_000 ? 1 : 0;
            machine.Run(0.15);
            Assert.Equal(before == first || (preferred && distance <= 1_000_000), cpu.CurrEntity == before);
        }

        Assert.True(ahead > 5);
    }

    // task_hot: who ran less than half a millisecond ago stays.
    [Theory]
    [InlineData(499_999, false)]
    [InlineData(500_000, true)]
    public void A_task_is_hot_for_half_a_millisecond(long ago, bool moves)
    {
        var machine = new Machine(2, CfsTunables.For(P, 2) with { TickSkew = TimeSpan.Zero });
        var group = machine.Cpu.CreateGroup("here");
        group.Affinity = CpuSet.Of(0);
        machine.Spinners(2, group);
        machine.Run(1_001);
        group.Affinity = CpuSet.Range(0, 2);
        var (from, to) = (machine.Cpu.Processors[0], machine.Cpu.Processors[1]);
        from.Tasks.Oldest!.ExecStart = from.TaskClock - ago;
        Assert.Equal(moves, new LoadBalancer(machine.Cpu).DetachTasks(
            from, to, idle: false, newlyIdle: true, imbalance: 1, byLoad: false, failed: 0));
    }

    // find_busiest_group: 117 % of load is in balance. 1024 + 1024 and 205 beside 1024 + 1024: 110 %; with 410: 120 %.
    [Theory]
    [InlineData(20, false)]
    [InlineData(40, true)]
    public void A_small_imbalance_is_left(int weight, bool moves)
    {
        var machine = new Machine(2, CfsTunables.For(P, 2));
        for (var i = 0; i < 4; i++)
            Spinner($"pinned {i}", 100, CpuSet.Of(i / 2));
        var light = Spinner("light", weight, CpuSet.Range(0, 2));
        machine.Run(1_000);
        var before = light.Migrations;
        machine.Run(10_000);
        Assert.Equal(moves, light.Migrations > before);

        CpuTask Spinner(string name, int ofWeight, CpuSet cpus)
        {
            var group = machine.Cpu.CreateGroup(name);
            (group.Weight, group.Affinity) = (ofWeight, cpus);
            return machine.Spinner(name, group);
        }
    }

    // distribute_cfs_runtime: a CPU whose debt is paid gets one nanosecond, and asks for a piece when that is used up.
    [Fact]
    public void A_refill_gives_one_nanosecond_more_than_the_debt()
    {
        var machine = new Machine();
        var group = machine.Cpu.CreateGroup("limited");
        group.SetBandwidth(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100));
        machine.Spinner(group: group);
        machine.Run(102);
        Assert.Equal(1, ((CfsGroup)group.State).Find(0)!.Bandwidth!.RuntimeRemaining);
        machine.Run(4);
        Assert.Equal(5_000_000, ((CfsGroup)group.State).Find(0)!.Bandwidth!.RuntimeRemaining);
    }

    // post_init_entity_util_avg: a new task counts with half of what its CPU has left.
    [Fact]
    public void A_new_task_counts_with_half_of_the_room()
    {
        var machine = new Machine(2);
        Assert.Equal(512, Entity(machine.Spinner()).Utilization.Value);
    }
}
