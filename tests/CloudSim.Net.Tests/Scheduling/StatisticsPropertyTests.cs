using CloudSim.Net.Hardware;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>
/// What the counters of tasks, groups and CPUs owe each other, under every scheduler, on random groups, limits, classes and task sets.
/// </summary>
[Collection(AloneCollection.Name)]
public class StatisticsPropertyTests
{
    public static TheoryData<string> Sliced => ["cfs", "eevdf", "credit", "cfs, threads", "eevdf, threads"];

    public static TheoryData<string> Schedulers => [.. Sliced, "fluid"];

    private static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[0, 2].Select(i => new[] { 1, 2, 8 }[i])
        from groups in Gen.Select(Gen.Int[0, 3], Gen.Int[1, 1000], Gen.Int[0, 4]).Array[1, 4]
        from tasks in Gen.Select(Gen.Int[0, 4], Gen.Int[-5, 10], Gen.Int[100, 30_000], Gen.Int[100, 40_000], Gen.Int[0, 11]).Array[1, 10]
        from cost in Gen.Int[0, 1]
        from still in Gen.Int[0, 3]
        // Now and then nobody sleeps and nothing is limited: then CFS passes whole rounds at once.
        select still > 0 ? new Setup(cpus, groups, tasks, cost * 3)
            : new Setup(cpus, [.. groups.Select(g => (g.Item1, g.Item2, 1))],
                [.. tasks.Select(t => (t.Item1, t.Item2, t.Item3, t.Item4, 9))], 0);

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Every_moment_of_a_task_is_work_overhead_wait_or_sleep(string scheduler) => Setups.Sample(
        setup =>
        {
            var world = new World(scheduler, setup);
            for (var i = 1; i <= 12; i++)
            {
                world.Step(i);
                foreach (var task in world.Tasks)
                {
                    var stat = task.Stat;
                    Assert.Equal(world.AwakeNs(task), stat.CpuTimeNs + stat.OverheadNs + stat.RunDelayNs, world.EndsNs(task));
                    Assert.Equal(stat.TimeSlices, stat.VoluntarySwitches + stat.InvoluntarySwitches + (task.IsRunning ? 1 : 0));
                }
            }
        },
        iter: 40);

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void The_usage_of_tasks_is_that_of_their_groups_and_of_the_cpus(string scheduler) => Setups.Sample(
        setup =>
        {
            var world = new World(scheduler, setup);
            for (var i = 1; i <= 12; i++)
            {
                world.Step(i);
                foreach (var group in world.Groups)
                {
                    var tasks = world.Tasks.Where(task => IsWithin(task.Group, group))
                        .Aggregate(default(TaskStat), (sum, task) => sum + task.Stat);
                    Assert.Equal(tasks, group.TaskStat);
                    Assert.Equal(group.Stat.UsageNs, tasks.CpuTimeNs + tasks.OverheadNs, world.ToleranceNs * world.Tasks.Count);
                    Assert.InRange(group.Stat.NrThrottled, 0, group.Stat.NrPeriods);
                }

                Assert.Equal(world.Cpu.BusyNs, world.Cpu.Root.Stat.UsageNs);
                Assert.InRange(world.Cpu.BusyNs, 0, world.Cpu.Cpus * world.Cpu.NowNs);
            }
        },
        iter: 40);

    // A recorder sees each turn; who is not watched may be passed over in whole rounds.
    [Theory]
    [MemberData(nameof(Sliced))]
    public void Turns_add_up_to_the_counters_and_watching_changes_nothing(string scheduler) => Setups.Sample(
        setup =>
        {
            var (world, alone) = (new World(scheduler, setup), new World(scheduler, setup));
            var (lengths, waits, slept, turns) = (new long[world.Tasks.Count], new long[world.Tasks.Count], new long[world.Tasks.Count],
                new long[world.Tasks.Count]);
            var places = world.Tasks.Select((task, place) => (task, place)).ToDictionary(t => t.task, t => t.place);
            using var recorder = new SwitchRecorder(world.Cpu, task => task);
            recorder.SliceEnded = turn =>
            {
                var place = places[turn.Task];
                lengths[place] += turn.LengthNs;
                waits[place] += turn.WaitNs;
                slept[place] += turn.Slept ? 1 : 0;
                turns[place]++;
            };
            for (var i = 1; i <= 12; i++)
            {
                world.Step(i);
                alone.Step(i);
            }

            Assert.Equal(alone.Tasks.Select(task => task.Stat), world.Tasks.Select(task => task.Stat));
            Assert.Equal(alone.Groups.Select(group => group.Stat), world.Groups.Select(group => group.Stat));
            foreach (var (task, place) in places)
            {
                var stat = task.Stat;
                Assert.Equal(stat.VoluntarySwitches + stat.InvoluntarySwitches, turns[place]);
                Assert.Equal(stat.VoluntarySwitches, slept[place]);
                Assert.Equal(turns[place], recorder[task].Slices.Count);
                if (task.IsRunning)
                    continue;
                Assert.Equal(stat.CpuTimeNs + stat.OverheadNs, lengths[place], world.EndsNs(task));
                if (task.IsSleeping)
                    Assert.Equal(stat.RunDelayNs, waits[place]);
            }
        },
        iter: 40);

    private static bool IsWithin(TaskGroup? group, TaskGroup outer)
    {
        while (group != null && group != outer)
            group = group.Parent;
        return group != null;
    }

    // Groups: parent (0 = root), weight, whether limited. Tasks: group, nice, work and sleep in microseconds, kind. Cost of a switch in
    // microseconds.
    private sealed record Setup(int Cpus, (int Parent, int Weight, int Limit)[] Groups,
        (int Group, int Nice, int Work, int Sleep, int Kind)[] Tasks, int Cost);

    private sealed class World
    {
        public readonly List<TaskGroup> Groups;
        public readonly List<CpuTask> Tasks = [];
        private readonly PolicyMachine machine;
        private readonly Setup setup;
        private readonly bool hasAffinity, hasThreads;
        private readonly Dictionary<CpuTask, int> demands = [];
        private readonly Dictionary<CpuTask, (long Slept, long Since, long Left)> sleeps = [];

        public World(string scheduler, Setup setup)
        {
            this.setup = setup;
            var cost = TimeSpan.FromMicroseconds(setup.Cost);
            var name = scheduler.Split(',')[0];
            var topology = scheduler == name ? CpuTopology.Uniform(setup.Cpus)
                : new CpuTopology(P, setup.Cpus, threadsPerCore: 2, numaNodes: setup.Cpus == 8 ? 2 : 1);
            // Work that is slowed down is a part of a nanosecond each time that the speed changes.
            ToleranceNs = scheduler == name && name != "fluid" ? 0 : 2_000;
            hasThreads = scheduler != name;
            machine = new(sim => name switch
            {
                "cfs" => new CfsScheduler(sim, topology, CfsTunables.For(P, topology.Cpus) with { ContextSwitchCost = cost }),
                "eevdf" => new EevdfScheduler(sim, topology, EevdfTunables.For(P, topology.Cpus) with { ContextSwitchCost = cost }),
                "credit" => new CreditScheduler(sim, topology.Cpus, new CreditTunables(P) { ContextSwitchCost = cost }),
                _ => new FluidScheduler(sim, topology),
            });
            hasAffinity = name != "fluid";
            var hasRealTime = name is "cfs" or "eevdf";
            Groups = [Cpu.Root];
            foreach (var (parent, weight, limit) in setup.Groups)
            {
                var group = Cpu.CreateGroup($"g{Groups.Count}", Groups[name == "credit" ? 0 : parent % Groups.Count]);
                group.Weight = weight;
                if (limit == 0)
                    group.SetBandwidth(TimeSpan.FromMilliseconds(20 + weight % 80), TimeSpan.FromMilliseconds(100));
                Groups.Add(group);
            }

            foreach (var (at, nice, work, sleep, kind) in setup.Tasks)
            {
                var (policy, priority) = kind switch
                {
                    0 when hasRealTime => (TaskPolicy.Fifo, 1 + (work % 3)),
                    1 when hasRealTime => (TaskPolicy.RoundRobin, 1 + (work % 3)),
                    2 => (TaskPolicy.Idle, 0),
                    3 => (TaskPolicy.Batch, 0),
                    _ => (TaskPolicy.Normal, 0),
                };
                var task = Cpu.CreateTask($"t{Tasks.Count}", Groups[at % Groups.Count], nice, policy, priority);
                Tasks.Add(task);
                sleeps[task] = (0, 0, -1);
                demands[task] = 0;
                var alarm = new Alarm(machine.Sim, () => Ask(task, kind >= 9 ? CpuTask.Forever : work * 1_000L));
                task.Done = () =>
                {
                    if (work % 5 == 0 && task.CpuTime < 20_000_000)
                    {
                        demands[task]++;
                        task.Demand(work * 700L);
                        return;
                    }

                    sleeps[task] = sleeps[task] with { Since = Cpu.NowNs };
                    if (work % 7 == 0)
                        Leave(task);
                    else
                        alarm.Set(TimeSpan.FromMicroseconds(sleep));
                };
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
            }
        }

        public CpuScheduler Cpu => machine.Cpu;

        public long ToleranceNs { get; }

        // Slowed work ends between two steps of the clock, which are 100 ns, and is seen at the later: up to a step a demand is neither
        // work nor sleep.
        public long EndsNs(CpuTask task) => ToleranceNs + (hasThreads ? 100 * demands[task] : 0);

        // Runs for a while; now and then a set of CPUs changes or a task ends, whatever it does.
        public void Step(int number)
        {
            machine.Run(number % 3 == 0 ? 0.37 : number % 3 == 1 ? 17.9 : 83.1);
            if (hasAffinity && number % 4 == 0)
                Groups[^1].Affinity = number % 8 == 0 ? CpuSet.Range(0, Cpu.Cpus) : CpuSet.Of(number % Cpu.Cpus);
            if (number % 5 == 0)
                Leave(Tasks[number % Tasks.Count]);
        }

        public long AwakeNs(CpuTask task)
        {
            var (slept, since, left) = sleeps[task];
            var end = left >= 0 ? left : Cpu.NowNs;
            return end - slept - (since >= 0 ? end - since : 0);
        }

        private void Leave(CpuTask task)
        {
            if (task.HasExited)
                return;
            sleeps[task] = sleeps[task] with { Left = Cpu.NowNs };
            task.Exit();
        }

        private void Ask(CpuTask task, long nanoseconds)
        {
            if (task.HasExited)
                return;
            var (slept, since, left) = sleeps[task];
            sleeps[task] = (slept + Cpu.NowNs - since, -1, left);
            demands[task]++;
            task.Demand(nanoseconds);
        }
    }
}
