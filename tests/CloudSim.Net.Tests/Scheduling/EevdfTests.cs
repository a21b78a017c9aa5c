using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling;

public class EevdfTests
{
    [Theory]
    [InlineData(1, 0.75)]
    [InlineData(2, 1.5)]
    [InlineData(4, 2.25)]
    [InlineData(64, 3.0)]
    public void The_base_slice_grows_with_the_cpus(int cpus, double milliseconds) =>
        Assert.Equal(milliseconds, EevdfTunables.For(cpus).BaseSlice.TotalMilliseconds);

    [Theory]
    [InlineData(0, 5, 1024.0 / (1024 + 335))]
    [InlineData(0, 19, 1024.0 / (1024 + 15))]
    [InlineData(-20, 19, 88761.0 / (88761 + 15))]
    [InlineData(0, 0, 0.5)]
    public void Nice_levels_share_by_weight(int niceA, int niceB, double share)
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Spinner("a", nice: niceA);
        machine.Spinner("b", nice: niceB);
        machine.Run(60_000);
        Assert.InRange(a.CpuTime / 60e9, share - 0.001, share + 0.001);
    }

    [Fact]
    public void Nested_groups_share_by_weight_at_each_level()
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Cpu.CreateGroup("a");
        var x = machine.Cpu.CreateGroup("x", a);
        var y = machine.Cpu.CreateGroup("y", a);
        var b = machine.Cpu.CreateGroup("b");
        y.Weight = 300;
        b.Weight = 200;
        machine.Spinners(3, x);
        machine.Spinner("y", y);
        machine.Spinners(2, b);
        machine.Run(30_000);
        double Share(TaskGroup group) => group.Stat.UsageNs / 30e9;
        Assert.InRange(Share(x), (1 / 12.0) - 0.002, (1 / 12.0) + 0.002);
        Assert.InRange(Share(y), 0.25 - 0.002, 0.25 + 0.002);
        Assert.InRange(Share(b), (2 / 3.0) - 0.002, (2 / 3.0) + 0.002);
    }

    [Fact]
    public void A_changed_weight_counts_at_once()
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Cpu.CreateGroup("a");
        var b = machine.Cpu.CreateGroup("b");
        machine.Spinner("a", a);
        machine.Spinner("b", b);
        machine.Run(1_000);
        var before = a.Stat;
        a.Weight = 300;
        machine.Run(10_000);
        Assert.InRange((a.Stat - before).UsageNs / 10e9, 0.745, 0.755);
    }

    // Stoica and Abdel-Wahab 1995, theorem 1: service differs from the fluid share by less than the largest request; here plus one tick,
    // since a turn ends on ticks only.
    [Theory]
    [InlineData(2, 3.0)]
    [InlineData(5, 3.0)]
    [InlineData(9, 0.75)]
    [InlineData(4, 12.0)]
    public void The_lag_is_less_than_a_request_and_a_tick(int spinners, double slice)
    {
        var machine = PolicyMachine.Eevdf(1, new EevdfTunables { BaseSlice = TimeSpan.FromMilliseconds(slice), PlaceDeadlineInitial = false });
        var tasks = machine.Spinners(spinners);
        var worst = 0.0;
        for (var i = 1; i <= 4_000; i++)
        {
            machine.Run(0.7);
            foreach (var task in tasks)
                worst = Math.Max(worst, Math.Abs((machine.Cpu.NowNs / (double)spinners) - task.CpuTime) / 1e6);
        }

        Assert.InRange(worst, 0.3, slice + 4);
    }

    // The same bound whatever the weights: the share of the one in the fluid is by weight.
    [Fact]
    public void The_lag_is_less_than_a_request_and_a_tick_at_any_nice_levels() => Gen.Int[-10, 10].Array[2, 8].Sample(
        nices =>
        {
            var machine = PolicyMachine.Eevdf(1, new EevdfTunables { BaseSlice = TimeSpan.FromMilliseconds(3) });
            var tasks = nices.Select(nice => machine.Spinner(nice: nice)).ToList();
            var sum = nices.Sum(LoadWeight.OfNice);
            for (var i = 1; i <= 300; i++)
            {
                machine.Run(1.7);
                foreach (var task in tasks)
                    Assert.InRange(((double)machine.Cpu.NowNs * LoadWeight.OfNice(task.Nice) / sum) - task.CpuTime, -7e6, 7e6);
            }
        },
        iter: 30);

    // Stoica and Abdel-Wahab 1995, section 3: who is picked is eligible, and of those that are it is due first; a task that leaves keeps its
    // lag, and has the same when it is back although its coming moves the virtual time.
    [Fact]
    public void Who_runs_is_eligible_and_due_first_and_a_sleeper_comes_back_with_its_lag() => Gen.Select(
        Gen.Int[-5, 5], Gen.Int[100, 9_000], Gen.Int[100, 20_000]).Array[2, 8].Sample(
        loops =>
        {
            var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(1) with { RunToParity = false });
            machine.Spinner();
            foreach (var (nice, work, sleep) in loops)
            {
                var task = machine.Cpu.CreateTask($"{work}", nice: nice);
                var entity = (EevdfEntity)task.State;
                var alarm = new Alarm(machine.Sim, () =>
                {
                    var lag = entity.Lag;
                    task.Demand(work * 1_000L);
                    // A nanosecond of a division for each of the two virtual times, grown like the lag.
                    Assert.Equal(lag, entity.Queue!.VirtualTime() - entity.Vruntime, 8L);
                });
                task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
            }

            machine.Cpu.Switched = (_, _, to) =>
            {
                var queue = ((EevdfEntity)to!.State).Queue!;
                Assert.True(queue.IsEligible(queue.Curr!));
                for (var i = 0; i < queue.Waiting.Count; i++)
                    Assert.True(!queue.IsEligible(queue.Waiting[i]) || queue.Waiting[i].Deadline >= queue.Curr!.Deadline);
            };
            machine.Run(1_000);
        },
        iter: 50);

    // reweight_entity moves the deadline, which ends RUN_TO_PARITY for the running entity: an eligible one that is due earlier is picked.
    [Fact]
    public void A_changed_weight_ends_the_protection_of_a_turn()
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(8));
        var a = machine.Cpu.CreateGroup("a");
        machine.Spinner("a", a);
        machine.Spinner("b", machine.Cpu.CreateGroup("b"));
        machine.Run(17);
        var queue = ((EevdfScheduler)machine.Cpu).Processors[0].Root;
        Assert.Equal(queue.Curr!.Deadline, queue.Curr.DeadlineAtPick);
        foreach (var group in machine.Cpu.Root.Children)
            group.Weight = 300;
        Assert.NotEqual(queue.Curr.Deadline, queue.Curr.DeadlineAtPick);
    }

    [Theory]
    [InlineData(250, 4)]
    [InlineData(1000, 3)]
    public void A_turn_is_the_request_rounded_up_to_ticks(int hz, double milliseconds)
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(8) with { Hz = hz });
        var tasks = machine.Spinners(3);
        machine.Run(12_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 1e6 / task.TimeSlices, milliseconds - 0.01, milliseconds + 0.02));
    }

    // A request that is due earlier is served earlier; what is demanded in total stays within the share, so nothing is taken from others.
    // At most, in milliseconds: first it makes up what it had too much at its last turn, 0.3 x (1 - 1/9), while the virtual time goes at a ninth of
    // the clock (2.4, nothing without PLACE_LAG); then a request that had just begun is served (3, RUN_TO_PARITY) up to the tick that ends it (1);
    // then its own work.
    [Theory]
    [InlineData(true, 2.4 + 3 + 1 + 0.3)]
    [InlineData(false, 3 + 1 + 0.3)]
    public void A_short_slice_gives_a_sleeper_lower_latency_among_spinners(bool placeLag, double bound)
    {
        List<double> Delays(double? slice)
        {
            var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(8) with { Hz = 1000, PlaceLag = placeLag });
            machine.Spinners(8);
            var (_, delays) = machine.Sleeper(0.3, 20.3, task => task.Slice = slice is { } s ? TimeSpan.FromMilliseconds(s) : null);
            machine.Run(20_000);
            delays.Sort();
            return delays;
        }

        double P99(List<double> sorted) => sorted[(int)(0.99 * sorted.Count)];
        var (normal, brief) = (Delays(null), Delays(0.3));
        Assert.InRange(brief[^1], bound - 1.5, bound);
        Assert.True(P99(brief) < P99(normal), $"{P99(brief)} ms with a short slice, {P99(normal)} ms without");
    }

    [Fact]
    public void A_custom_slice_does_not_change_the_share()
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(8) with { Hz = 1000 });
        var tasks = machine.Spinners(3);
        tasks[0].Slice = TimeSpan.FromMilliseconds(10);
        machine.Run(30_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 30e9, 0.332, 0.335));
        Assert.InRange(tasks[0].CpuTime / 1e6 / tasks[0].TimeSlices, 5, 11);
        Assert.Throws<ArgumentOutOfRangeException>(() => tasks[1].Slice = TimeSpan.FromSeconds(1));
    }

    // At lag 0 a sleeper is eligible at once, and with a short request it is due before the spinner: only RUN_TO_PARITY makes it wait, for the rest
    // of the request of 20 ms with which the spinner was picked, up to a tick. Alone it may have begun another one since: that is not kept to.
    [Theory]
    [InlineData(false, 1.0, 1.0)]
    [InlineData(true, 10.0, 1 + 20 + 4)]
    public void Run_to_parity_makes_a_sleeper_wait_for_the_end_of_a_request(bool parity, double least, double most)
    {
        var machine = PolicyMachine.Eevdf(1, EevdfTunables.For(8) with { RunToParity = parity, PlaceLag = false, BaseSlice = TimeSpan.FromMilliseconds(20) });
        machine.Spinner();
        var (_, delays) = machine.Sleeper(1, 13.3, task => task.Slice = TimeSpan.FromMilliseconds(0.5));
        machine.Run(20_000);
        delays.Sort();
        Assert.InRange(delays[(int)(0.8 * delays.Count)], least - 1e-6, most + 1e-6);
    }

    [Theory]
    [InlineData(TaskPolicy.Batch)]
    [InlineData(TaskPolicy.Idle)]
    public void Batch_and_idle_tasks_do_not_preempt(TaskPolicy policy)
    {
        var machine = PolicyMachine.Eevdf();
        machine.Spinner();
        var other = machine.Cpu.CreateTask("other", policy: policy);
        other.Demand(1);
        var done = 0.0;
        other.Done = () => done = machine.Cpu.NowNs / 1e6;
        machine.At(1_001, () => other.Demand(100_000));
        machine.Run(20_000);
        Assert.True(done >= 1_004, $"done at {done} ms");
    }

    // SCHED_IDLE has weight 3, SCHED_BATCH that of its nice level; the same under both kernels.
    [Theory]
    [InlineData("cfs", TaskPolicy.Idle, 3 / 1027.0)]
    [InlineData("cfs", TaskPolicy.Batch, 0.5)]
    [InlineData("eevdf", TaskPolicy.Idle, 3 / 1027.0)]
    [InlineData("eevdf", TaskPolicy.Batch, 0.5)]
    public void Idle_and_batch_tasks_share_by_their_weight(string scheduler, TaskPolicy policy, double share)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        machine.Spinner();
        var other = machine.Cpu.CreateTask("other", policy: policy);
        other.Demand(CpuTask.Forever);
        machine.Run(60_000);
        Assert.InRange(other.CpuTime / 60e9, share - 0.001, share + 0.001);
    }

    [Fact]
    public void A_normal_task_takes_the_cpu_from_an_idle_one_at_once()
    {
        var machine = PolicyMachine.Eevdf();
        var idle = machine.Cpu.CreateTask("idle", policy: TaskPolicy.Idle);
        idle.Demand(CpuTask.Forever);
        var task = machine.Cpu.CreateTask("task");
        machine.At(10.5, () => task.Demand(1_000_000));
        machine.Run(10.6);
        Assert.True(task.IsRunning);
    }

    [Fact]
    public void A_cpu_that_runs_out_of_work_takes_waiting_tasks()
    {
        var machine = PolicyMachine.Eevdf(2);
        var finished = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var task = machine.Cpu.CreateTask($"t{i}");
            task.Done = () => finished.Add(machine.Cpu.NowNs / 1e6);
            task.Demand(i == 0 ? 10_000_000 : 100_000_000);
        }

        machine.Run(1_000);
        Assert.Equal(310_000_000, machine.Cpu.BusyNs);
        Assert.InRange(finished[^1], 155, 215);
    }

    [Fact]
    public void Three_spinners_share_two_cpus_in_the_long_run()
    {
        var machine = PolicyMachine.Eevdf(2);
        var tasks = machine.Spinners(3);
        machine.Run(20_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 20e9, 0.64, 0.69));
        Assert.Equal(40_000_000_000, tasks.Sum(task => task.CpuTime));
    }

    [Fact]
    public void Groups_share_by_weight_over_cpus()
    {
        var machine = PolicyMachine.Eevdf(2);
        var light = machine.Cpu.CreateGroup("light");
        var heavy = machine.Cpu.CreateGroup("heavy");
        light.Weight = 50;
        // New tasks go to the CPUs in turn: at first each group has a CPU to itself.
        for (var i = 0; i < 16; i++)
            machine.Spinner($"s{i}", i % 2 == 0 ? light : heavy);
        machine.Run(30_000);
        Assert.InRange(light.Stat.UsageNs / 60e9, 0.30, 0.37);
    }

    [Fact]
    public void A_quota_is_refused_with_the_name_of_the_scheduler_that_has_it()
    {
        var machine = PolicyMachine.Eevdf();
        var group = machine.Cpu.CreateGroup("g");
        var error = Assert.Throws<NotSupportedException>(() => group.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100)));
        Assert.Contains("CfsScheduler", error.Message, StringComparison.Ordinal);
        Assert.Null(group.QuotaUs);
        machine.Cpu.Remove(group);
    }
}
