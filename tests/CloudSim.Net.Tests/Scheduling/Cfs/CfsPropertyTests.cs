using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>Invariants on random trees, weights, quotas and task sets.</summary>
[Collection(AloneCollection.Name)]
public class CfsPropertyTests
{
    private static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[0, 4].Select(i => new[] { 1, 1, 2, 3, 8 }[i])
        from groups in Gen.Select(Gen.Int[0, 4], Gen.Int[1, 1000], Gen.Int[0, 3], Gen.Int[10, 200]).Array[1, 5]
        from tasks in Gen.Select(Gen.Int[0, 5], Gen.Int[-5, 10], Gen.Int[100, 30_000], Gen.Int[100, 40_000]).Array[1, 12]
        select new Setup(cpus, groups, tasks);

    [Fact]
    public void Work_is_conserved_and_every_demand_completes() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            world.Machine.Run(500);
            var cpu = world.Machine.Cpu;
            foreach (var task in world.Tasks)
            {
                Assert.Equal(world.Demanded[task], task.CpuTime + task.Remaining);
                Assert.InRange(task.Remaining, 0, world.Demanded[task]);
            }

            Assert.Equal(world.Tasks.Sum(task => task.CpuTime), cpu.BusyNs);
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
            world.Stop = true;
            world.Machine.Run(60_000);
            Assert.All(world.Tasks, task => Assert.Equal((0, true), (task.Remaining, task.IsSleeping)));
            Assert.Equal(world.Demanded.Values.Sum(), cpu.BusyNs);
        },
        iter: 300);

    [Fact]
    public void No_cpu_idles_while_a_task_without_limit_waits_on_it() => Setups.Sample(
        setup =>
        {
            var world = new World(setup with { Groups = [.. setup.Groups.Select(g => (g.Item1, g.Item2, 0, g.Item4))] });
            for (var i = 0; i < 200; i++)
            {
                world.Machine.Run(1.7);
                var busy = world.Tasks.Where(task => task.IsRunning).Select(task => task.CurrentCpu).ToHashSet();
                Assert.All(world.Tasks, task => Assert.True(task.IsSleeping || busy.Contains(task.CurrentCpu), task.Name));
            }
        },
        iter: 200);

    [Fact]
    public void A_group_uses_at_most_its_quota_and_a_slice_a_cpu() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            var before = world.Groups.ToDictionary(g => g, g => 0L);
            for (var i = 1; i <= 10; i++)
            {
                world.Machine.Run(100);
                foreach (var group in world.Groups.Where(g => g.QuotaUs != null))
                {
                    var used = group.Stat.UsageNs;
                    var bound = (group.QuotaUs!.Value * 1000) + (setup.Cpus * 10_000_000L);
                    Assert.InRange(used - before[group], 0, bound);
                    Assert.InRange(used, 0, (i * group.QuotaUs.Value * 1000) + (setup.Cpus * 10_000_000L));
                    before[group] = used;
                }
            }
        },
        iter: 200);

    [Fact]
    public void Long_run_shares_follow_the_weights() => Gen.Select(Gen.Int[1, 10_000].Array[2, 6], Gen.Int[0, 3]).Sample(
        (weights, extra) =>
        {
            var machine = new Machine(1, CfsTunables.For(P, 1));
            var groups = weights.Select((weight, i) =>
            {
                var group = machine.Cpu.CreateGroup($"g{i}");
                group.Weight = weight;
                machine.Spinners(1 + (i * extra % 3), group);
                return group;
            }).ToList();
            machine.Run(20_000);
            var sum = weights.Sum(w => (double)LoadWeight.OfCpuWeight(w));
            for (var i = 0; i < groups.Count; i++)
            {
                // At most one round off: as long as the lightest group takes to get one tick.
                var share = LoadWeight.OfCpuWeight(weights[i]) / sum;
                var round = 0.008 * Math.Max(1, weights.Max() / (double)weights.Min()) / 20;
                Assert.InRange(groups[i].Stat.UsageNs / 20e9, share - round - 0.002, share + round + 0.002);
            }

            Assert.Equal(20_000_000_000, groups.Sum(g => g.Stat.UsageNs));
        },
        iter: 100);

    [Fact]
    public void Work_asked_for_in_pieces_gives_the_schedule_of_the_whole() =>
        Gen.Select(Gen.Int[1, 30].Array[1, 20], Gen.Int[0, 9], Gen.Int[0, 3], Gen.Int[1, 5]).Sample(
            (pieces, spinners, sleepers, every) =>
            {
                List<string> Trace(long[] asked)
                {
                    var machine = new Machine(1, CfsTunables.For(P, 8));
                    machine.Spinners(spinners);
                    for (var i = 0; i < sleepers; i++)
                    {
                        var sleeper = machine.Cpu.CreateTask($"sleeper {i}");
                        var alarm = new Alarm(machine.Sim, () => sleeper.Demand(700_000));
                        sleeper.Done = () => alarm.Set(TimeSpan.FromMilliseconds(every * 1.5));
                        sleeper.Demand(300_000 * (i + 1));
                    }

                    var task = machine.Cpu.CreateTask("t");
                    IEnumerable<Event> Program()
                    {
                        foreach (var piece in asked)
                            yield return task.Execute(piece);
                    }

                    List<string> log = [];
                    machine.Cpu.Switched = (_, from, to) => log.Add($"{machine.Cpu.NowNs} {from?.Name} {to?.Name}");
                    machine.Sim.Process(Program());
                    machine.Run(3_000);
                    return log;
                }

                long[] parts = [.. pieces.Select(piece => piece * 250_000L)];
                Assert.Equal(Trace([parts.Sum()]), Trace(parts));
            },
            iter: 150);

    [Fact]
    public void The_same_input_gives_the_same_schedule() => Setups.Sample(
        setup =>
        {
            string Trace()
            {
                var world = new World(setup);
                var log = new List<string>();
                world.Machine.Cpu.Switched = (cpu, from, to) => log.Add($"{world.Machine.Cpu.NowNs} {cpu} {from?.Name} {to?.Name}");
                world.Machine.Run(200);
                return string.Join('\n', log);
            }

            Assert.Equal(Trace(), Trace());
        },
        iter: 50);

    // Groups: parent (0 = root), weight, limited if 1, quota in milliseconds of 100. Tasks: group, nice, work and sleep in microseconds.
    private sealed record Setup(int Cpus, (int Parent, int Weight, int Limited, int Quota)[] Groups,
        (int Group, int Nice, int Work, int Sleep)[] Tasks);

    private sealed class World
    {
        public readonly Machine Machine;
        public readonly List<TaskGroup> Groups;
        public readonly List<CpuTask> Tasks = [];
        public readonly Dictionary<CpuTask, long> Demanded = [];
        public bool Stop;

        public World(Setup setup)
        {
            Machine = new Machine(setup.Cpus);
            Groups = [Machine.Cpu.Root];
            foreach (var (parent, weight, limited, quota) in setup.Groups)
            {
                var group = Machine.Cpu.CreateGroup($"g{Groups.Count}", Groups[parent % Groups.Count]);
                group.Weight = weight;
                if (limited == 1)
                    group.SetBandwidth(TimeSpan.FromMilliseconds(quota), TimeSpan.FromMilliseconds(100));
                Groups.Add(group);
            }

            foreach (var (at, nice, work, sleep) in setup.Tasks)
            {
                var task = Machine.Cpu.CreateTask($"t{Tasks.Count}", Groups[at % Groups.Count], nice);
                Tasks.Add(task);
                Demanded[task] = 0;
                var alarm = new Alarm(Machine.Sim, () => Ask(task, work * 1000L));
                task.Done = () =>
                {
                    if (Stop)
                        return;
                    if (sleep % 3 == 0)
                        Ask(task, work * 700L);
                    alarm.Set(TimeSpan.FromMicroseconds(sleep));
                };
                alarm.Set(TimeSpan.FromMicroseconds(sleep));
            }
        }

        private void Ask(CpuTask task, long ns)
        {
            if (Stop)
                return;
            Demanded[task] += ns;
            task.Demand(ns);
        }
    }
}
