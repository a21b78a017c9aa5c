using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.PerCpu;

/// <summary>Invariants of the schedulers with a queue per CPU, on random groups, weights and task sets.</summary>
[Collection(AloneCollection.Name)]
public class EevdfCreditPropertyTests
{
    private static readonly Gen<Setup> Setups =
        from name in Gen.Int[0, 1].Select(i => i == 0 ? "eevdf" : "credit")
        from cpus in Gen.Int[0, 3].Select(i => new[] { 1, 2, 3, 8 }[i])
        from weights in Gen.Select(Gen.Int[0, 3], Gen.Int[1, 1000]).Array[1, 4]
        from tasks in Gen.Select(Gen.Int[0, 4], Gen.Int[-5, 10], Gen.Int[100, 30_000], Gen.Int[100, 40_000]).Array[1, 12]
        select new Setup(name, cpus, weights, tasks);

    [Fact]
    public void Work_is_conserved_and_every_demand_completes() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            var cpu = world.Machine.Cpu;
            world.Machine.Run(500);
            foreach (var task in world.Tasks)
                Assert.Equal(world.Demanded[task], task.CpuTime + task.Remaining);
            Assert.Equal(world.Tasks.Sum(task => task.CpuTime), cpu.BusyNs);
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
            world.Stop = true;
            world.Machine.Run(60_000);
            Assert.All(world.Tasks, task => Assert.Equal((0, true), (task.Remaining, task.IsSleeping)));
            Assert.Equal(world.Demanded.Values.Sum(), cpu.BusyNs);
        },
        iter: 200);

    // With delayed dequeue one may: a task that wakes before it has left its queue stays on its CPU (ttwu_runnable) until it is balanced.
    [Fact]
    public void No_cpu_idles_while_a_task_waits_for_one() => Setups.Sample(
        setup =>
        {
            var world = new World(setup, delays: false);
            for (var i = 0; i < 200; i++)
            {
                world.Machine.Run(1.7);
                var running = world.Tasks.Count(task => task.IsRunning);
                Assert.Equal(running, world.Tasks.Where(task => task.IsRunning).Select(task => task.CurrentCpu).Distinct().Count());
                Assert.Equal(Math.Min(setup.Cpus, world.Tasks.Count(task => !task.IsSleeping)), running);
            }
        },
        iter: 150);

    [Fact]
    public void Affinity_is_kept_when_it_changes() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            for (var i = 0; i < 20; i++)
            {
                var only = CpuSet.Of(i % setup.Cpus);
                world.Groups[1].Affinity = only;
                world.Machine.Run(3.3);
                Assert.All(world.Tasks.Where(t => t.Group == world.Groups[1] && !t.IsSleeping), t =>
                    Assert.True(only.Contains(t.CurrentCpu)));
            }

            Assert.Equal(world.Tasks.Sum(task => task.CpuTime), world.Machine.Cpu.BusyNs);
        },
        iter: 100);

    [Fact]
    public void Long_run_shares_of_eevdf_follow_the_weights() => Gen.Select(Gen.Int[1, 10_000].Array[2, 6], Gen.Int[0, 3]).Sample(
        (weights, extra) =>
        {
            var machine = PolicyMachine.Eevdf();
            var groups = weights.Select((weight, i) =>
            {
                var group = machine.Cpu.CreateGroup($"g{i}");
                group.Weight = weight;
                machine.Spinners(1 + (i * extra % 3), group);
                return group;
            }).ToList();
            machine.Run(20_000);
            var sum = weights.Sum(w => (double)LoadWeight.OfCpuWeight(w));
            // The lag is bounded by a request and a tick, whatever the weights.
            for (var i = 0; i < groups.Count; i++)
                Assert.InRange(groups[i].Stat.UsageNs - (20e9 * LoadWeight.OfCpuWeight(weights[i]) / sum), -10e6, 10e6);
            Assert.Equal(20_000_000_000, groups.Sum(g => g.Stat.UsageNs));
        },
        iter: 60);

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
        iter: 40);

    // Groups: parent (0 = root), weight. Tasks: group, nice, work and sleep in microseconds.
    private sealed record Setup(string Name, int Cpus, (int Parent, int Weight)[] Groups,
        (int Group, int Nice, int Work, int Sleep)[] Tasks);

    private sealed class World
    {
        public readonly PolicyMachine Machine;
        public readonly List<TaskGroup> Groups;
        public readonly List<CpuTask> Tasks = [];
        public readonly Dictionary<CpuTask, long> Demanded = [];
        public bool Stop;

        public World(Setup setup, bool delays = true)
        {
            Machine = setup.Name == "eevdf"
                ? PolicyMachine.Eevdf(setup.Cpus, EevdfTunables.For(P, setup.Cpus) with { DelayDequeue = delays })
                : PolicyMachine.Named(setup.Name, setup.Cpus);
            Groups = [Machine.Cpu.Root];
            foreach (var (parent, weight) in setup.Groups)
            {
                var nested = setup.Name == "eevdf" ? parent % Groups.Count : 0;
                var group = Machine.Cpu.CreateGroup($"g{Groups.Count}", Groups[nested]);
                group.Weight = weight;
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
