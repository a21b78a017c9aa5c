using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>What holds at every instant, on random trees with quotas; seen from within the run queues.</summary>
[Collection(AloneCollection.Name)]
public class CfsInvariantTests
{
    // Groups: parent, weight, quota in milliseconds of 100 (above 150: none). Tasks: group, nice, work and sleep in microseconds (0:
    // spins).
    private static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[1, 4]
        from groups in Gen.Select(Gen.Int[0, 4], Gen.Int[1, 1000], Gen.Int[5, 300]).Array[1, 5]
        from tasks in Gen.Select(Gen.Int[0, 5], Gen.Int[-5, 10], Gen.Int[100, 30_000], Gen.Int[-10_000, 40_000]).Array[1, 12]
        select new Setup(cpus, groups, tasks);

    [Fact]
    public void No_cpu_idles_while_a_task_that_is_not_throttled_waits_on_it() => Setups.Sample(
        setup =>
        {
            var (machine, _, tasks) = Build(setup);
            for (var i = 0; i < 200; i++)
            {
                machine.Run(2.3);
                foreach (var task in tasks.Where(task => task.Status == TaskState.Runnable))
                    if (((CfsEntity)task.State).Queue!.ThrottleCount == 0)
                        Assert.False(machine.Cpu.Processors[task.CurrentCpu].IsIdle, $"{task} waits on an idle CPU");
            }
        },
        iter: 100);

    [Fact]
    public void Virtual_time_never_goes_back() => Setups.Sample(
        setup =>
        {
            var (machine, groups, tasks) = Build(setup);
            var least = new Dictionary<CfsRunQueue, long>();
            var own = new Dictionary<CpuTask, (long Vruntime, long Moves)>();
            for (var i = 0; i < 200; i++)
            {
                machine.Run(2.3);
                foreach (var queue in groups.SelectMany(group => ((CfsGroup)group.State).Queues).OfType<CfsRunQueue>())
                {
                    Assert.InRange(queue.MinVruntime, least.GetValueOrDefault(queue), long.MaxValue);
                    least[queue] = queue.MinVruntime;
                }

                foreach (var task in tasks)
                {
                    var vruntime = ((CfsEntity)task.State).Vruntime;
                    if (own.TryGetValue(task, out var before) && before.Moves == task.Migrations)
                        Assert.InRange(vruntime, before.Vruntime, long.MaxValue);
                    if (task.CurrentCpu >= 0)
                        own[task] = (vruntime, task.Migrations);
                }
            }
        },
        iter: 100);

    // Alone: a group that others keep waiting may use one period's quota late and the next one's early, in the kernel as here.
    [Fact]
    public void A_busy_group_uses_at_most_its_quota_and_a_slice_a_cpu_in_any_window_of_a_period() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[1, 12], Gen.Int[5, 150]).Sample(
            (cpus, spinners, quota) =>
            {
                var machine = new Machine(cpus);
                var group = machine.Cpu.CreateGroup("limited");
                group.SetBandwidth(TimeSpan.FromMilliseconds(quota), TimeSpan.FromMilliseconds(100));
                machine.Spinners(spinners, machine.Cpu.CreateGroup("inner", group));
                List<long> used = [];
                for (var ms = 0; ms < 1_500; ms++)
                {
                    used.Add(group.Stat.UsageNs);
                    if (ms >= 100)
                        // A slice of runtime and the tick that notices its end, on each CPU.
                        Assert.InRange(used[ms] - used[ms - 100], 0, (quota * 1_000_000L) + (cpus * 9_000_000L));
                    machine.Run(1);
                }
            },
            iter: 100);

    private static (Machine Machine, List<TaskGroup> Groups, List<CpuTask> Tasks) Build(Setup setup)
    {
        var machine = new Machine(setup.Cpus);
        List<TaskGroup> groups = [machine.Cpu.Root];
        foreach (var (parent, weight, quota) in setup.Groups)
        {
            var group = machine.Cpu.CreateGroup($"g{groups.Count}", groups[parent % groups.Count]);
            group.Weight = weight;
            if (quota <= 150)
                group.SetBandwidth(TimeSpan.FromMilliseconds(quota), TimeSpan.FromMilliseconds(100));
            groups.Add(group);
        }

        List<CpuTask> tasks = [];
        foreach (var (at, nice, work, sleep) in setup.Tasks)
        {
            var task = machine.Cpu.CreateTask($"t{tasks.Count}", groups[at % groups.Count], nice);
            tasks.Add(task);
            if (sleep <= 0)
            {
                task.Demand(CpuTask.Forever);
                continue;
            }

            var alarm = new Alarm(machine.Sim, () => task.Demand(work * 1_000L));
            task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
            alarm.Set(TimeSpan.FromMicroseconds(sleep));
        }

        return (machine, groups, tasks);
    }

    private sealed record Setup(int Cpus, (int Parent, int Weight, int Quota)[] Groups, (int Group, int Nice, int Work, int Sleep)[] Tasks);
}
