using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>
/// No time is lost and no task forgotten on machines of any size, tick rate and phase, with extreme weights and limits that change while
/// tasks run.
/// </summary>
[Collection(AloneCollection.Name)]
public class CfsAnyMachineTests
{
    private static readonly Gen<Limit?> Limits = Gen.Frequency(
        (2, Gen.Const((Limit?)null)),
        (2, from period in Of(1.0, 10.0, 100.0, 1000.0)
            from part in Gen.Double[0.01, 2]
            from burst in Gen.Double[0, 1]
            select (Limit?)new Limit(Math.Max(1, period * part), period, burst > 0.7 ? burst : 0)),
        (1, Gen.Const((Limit?)new Limit(1, 100, 0))));

    private static readonly Gen<int> Weights = Gen.Frequency((1, Gen.Const(1)), (1, Gen.Const(10_000)), (2, Gen.Int[1, 10_000]));

    private static readonly Gen<Setup> Setups =
        from cpus in Of(1, 1, 2, 3, 5, 7, 12, 65)
        from hz in Of(100, 250, 300, 1000)
        from phase in Gen.Long[0, 1_000_000_000_000]
        from costs in Gen.Select(Gen.Int[0, 20], Gen.Int[0, 10])
        from groups in Gen.Select(Gen.Int[0, 7], Weights, Limits).Array[1, 8]
        from tasks in Gen.Select(Gen.Int[0, 8], Gen.Int[-20, 19], Gen.Int[0, 9], Gen.Int[1, 50_000], Gen.Int[-3_000, 30_000]).Array[1, 24]
        from changes in Gen.Select(Gen.Int[1, 8], Weights, Limits, Gen.Int[1, 20_000]).Array[0, 12]
        select new Setup(cpus, hz, phase, costs.Item1, costs.Item2, groups, tasks, changes);

    [Fact]
    public void All_work_is_done_and_accounted_for() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            foreach (var (group, weight, limit, wait) in setup.Changes)
            {
                world.Run(wait / 1000.0);
                world.Check();
                world.Groups[1 + (group % setup.Groups.Length)].Weight = weight;
                world.Set(world.Groups[1 + (group % setup.Groups.Length)], limit);
            }

            world.Run(50);
            world.Check();
            world.Stop = true;
            foreach (var group in world.Groups.Skip(1))
                group.SetBandwidth(null, default);
            foreach (var task in world.Tasks.Where(task => task.Remaining > 1_000_000_000))
                task.Exit();
            world.Run(100 + (world.Tasks.Sum(task => task.Remaining) * 2 / 1e6));
            Assert.All(world.Tasks, task => Assert.Equal((0, true), (task.Remaining, task.IsSleeping || task.HasExited)));
        },
        iter: 150);

    [Fact]
    public void Five_hundred_tasks_under_nested_limits_keep_to_them()
    {
        foreach (var hz in new[] { 100, 300, 1000 })
        {
            var machine = new Machine(5, CfsTunables.For(P, 5) with { Hz = hz });
            var outer = machine.Cpu.CreateGroup("outer");
            outer.SetBandwidth(TimeSpan.FromMilliseconds(150), TimeSpan.FromMilliseconds(100));
            var inner = Enumerable.Range(0, 50).Select(i => machine.Cpu.CreateGroup($"g{i}", outer)).ToList();
            for (var i = 0; i < 50; i++)
            {
                inner[i].Weight = i % 2 == 0 ? 1 : 10_000;
                if (i % 5 == 0)
                    inner[i].SetBandwidth(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(100));
                machine.Spinners(10, inner[i]);
            }

            machine.Run(3_000);
            Assert.InRange(outer.Stat.UsageNs / 3e9, 1.48, 1.5 + (5 * 0.015 / 3));
            Assert.Equal(inner.Sum(group => group.Stat.UsageNs), outer.Stat.UsageNs);
            foreach (var group in inner.Where(group => group.QuotaUs != null))
                Assert.InRange(group.Stat.UsageNs, 0, (31 * 1_000_000L) + (5 * (5_000_000L + (1_000_000_000L / hz))));
        }
    }

    [Fact]
    public void A_limit_that_was_taken_away_holds_on_no_cpu()
    {
        var machine = new Machine(3);
        var group = machine.Cpu.CreateGroup("g");
        group.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        machine.Spinner("first", group);
        machine.Run(250);
        group.SetBandwidth(null, default);
        var late = machine.Spinners(2, group);
        machine.Run(1_000);
        Assert.All(late, task => Assert.Equal(1_000_000_000, task.CpuTime));
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Quota and period in milliseconds, burst as a part of the quota.</summary>
    private sealed record Limit(double Quota, double Period, double Burst);

    // Groups: parent, weight, limit. Tasks: group, nice, kind (and policy), work in microseconds, sleep in microseconds (below 0: spins).
    private sealed record Setup(
        int Cpus, int Hz, long Phase, int SwitchCost, int TickCost, (int Parent, int Weight, Limit? Limit)[] Groups,
        (int Group, int Nice, int Kind, int Work, int Sleep)[] Tasks, (int Group, int Weight, Limit? Limit, int Wait)[] Changes);

    private sealed class World
    {
        public readonly List<TaskGroup> Groups;
        public readonly List<CpuTask> Tasks = [];
        public bool Stop;

        private readonly Machine machine;
        private readonly Dictionary<CpuTask, long> demanded = [];

        public World(Setup setup)
        {
            machine = new Machine(setup.Cpus, CfsTunables.For(P, setup.Cpus) with
            {
                Hz = setup.Hz,
                KernelTime = new TimeSpan(setup.Phase / 100),
                ContextSwitchCost = TimeSpan.FromMicroseconds(setup.SwitchCost),
                TickCost = TimeSpan.FromMicroseconds(setup.TickCost),
            });
            Groups = [machine.Cpu.Root];
            foreach (var (parent, weight, limit) in setup.Groups)
            {
                Groups.Add(machine.Cpu.CreateGroup($"g{Groups.Count}", Groups[parent % Groups.Count]));
                Groups[^1].Weight = weight;
                Set(Groups[^1], limit);
            }

            foreach (var (at, nice, kind, work, sleep) in setup.Tasks)
                Add(Groups[at % Groups.Count], nice, kind, work * 1000L, TimeSpan.FromMicroseconds(Math.Max(1, sleep)), sleep < 0);
        }

        public void Run(double milliseconds) => machine.Run(milliseconds);

        public void Set(TaskGroup group, Limit? limit)
        {
            if (limit == null)
                group.SetBandwidth(null, default);
            else
                group.SetBandwidth(TimeSpan.FromMilliseconds(limit.Quota), TimeSpan.FromMilliseconds(limit.Period),
                    TimeSpan.FromMilliseconds(limit.Quota * limit.Burst));
        }

        public void Check()
        {
            var cpu = machine.Cpu;
            Assert.Equal(cpu.BusyNs, Tasks.Sum(task => task.CpuTime + task.Overhead));
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
            foreach (var task in Tasks)
            {
                Assert.Equal(demanded[task], task.CpuTime + task.Remaining);
                var on = task.CurrentCpu < 0 ? null : cpu.Processors[task.CurrentCpu];
                if (task.Status == TaskState.Runnable && ((CfsEntity)task.State).Queue!.ThrottleCount == 0)
                    Assert.True(on!.Curr != null || on.NeedResched, $"{task} waits on an idle CPU");
            }
        }

        private void Add(TaskGroup group, int nice, int kind, long work, TimeSpan sleep, bool spins)
        {
            var policy = kind == 8 ? TaskPolicy.Idle : kind == 9 ? TaskPolicy.Batch : TaskPolicy.Normal;
            var task = machine.Cpu.CreateTask($"t{Tasks.Count}", group, nice, policy);
            Tasks.Add(task);
            demanded[task] = 0;
            if (spins)
                Ask(task, 20_000_000_000);
            else if (kind % 2 == 0)
                machine.Sim.Process(Program(task, work, sleep));
            else
                Sleeper(task, work, sleep);
        }

        private IEnumerable<Event> Program(CpuTask task, long work, TimeSpan sleep)
        {
            while (!Stop)
            {
                demanded[task] += work;
                yield return task.Execute(work);
                if (work % 3 == 0)
                    yield return machine.Sim.Timeout(sleep);
            }
        }

        private void Sleeper(CpuTask task, long work, TimeSpan sleep)
        {
            var alarm = new Alarm(machine.Sim, () => Ask(task, work));
            task.Done = () =>
            {
                if (work % 2 == 0)
                    Ask(task, (work / 2) + 1);
                alarm.Set(sleep);
            };
            alarm.Set(sleep);
        }

        private void Ask(CpuTask task, long work)
        {
            if (Stop || task.HasExited)
                return;
            demanded[task] += work;
            task.Demand(work);
        }
    }
}
