using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

/// <summary>Anything may happen to a task, and to one that sleeps but has not left its queue.</summary>
[Collection(AloneCollection.Name)]
public class EevdfFuzzTests
{
    [Theory]
    [InlineData("6.6", 200)]
    [InlineData("6.12", 400)]
    public void Nothing_is_lost_whatever_happens(string kernel, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var world = new World(seed, Version.Parse(kernel));
            world.Play();
            world.End();
        }
    }

    [Fact]
    public void The_same_happenings_give_the_same_schedule()
    {
        for (var seed = 1; seed <= 40; seed++)
        {
            string Log()
            {
                var world = new World(seed, new(6, 12));
                world.Play();
                return string.Join('\n', world.Log);
            }

            Assert.Equal(Log(), Log());
        }
    }

    private sealed class World
    {
        public readonly List<string> Log = [];

        private readonly RandomStream random;
        private readonly PolicyMachine machine;
        private readonly EevdfScheduler cpu;
        private readonly List<TaskGroup> groups = [];
        private readonly List<CpuTask> tasks = [];
        private readonly Dictionary<CpuTask, long> demanded = [];
        private bool stop;

        public World(int seed, Version kernel)
        {
            random = new RandomStream(seed);
            var cpus = 1 + Below(4);
            machine = PolicyMachine.Eevdf(cpus, EevdfTunables.For(P, cpus, kernel) with { Seed = seed });
            cpu = (EevdfScheduler)machine.Cpu;
            cpu.Switched = (at, from, to) => Log.Add($"{cpu.NowNs} {at} {from?.Name} {to?.Name}");
            for (var i = Below(4); i >= 0; i--)
                groups.Add(cpu.CreateGroup($"g{groups.Count}", groups.Count > 0 && Below(2) == 0 ? groups[Below(groups.Count)] : null));
            for (var i = Below(8); i >= 0; i--)
                Make();
        }

        public void Play()
        {
            for (var i = 0; i < 120; i++)
            {
                machine.Run(0.05 + (5 * random.NextDouble() * random.NextDouble()));
                Happen(Below(14));
                Assert.Equal(tasks.Sum(task => task.CpuTime), cpu.BusyNs);
                foreach (var processor in cpu.Processors)
                    LagsAreZeroInSum(processor.Root);
            }
        }

        // Stoica and Abdel-Wahab 1995, section 3; the virtual time is rounded down.
        private static void LagsAreZeroInSum(EevdfQueue queue)
        {
            var time = queue.VirtualTime();
            var entities = Enumerable.Range(0, queue.Waiting.Count).Select(i => queue.Waiting[i]).ToList();
            if (queue.Curr is { OnRq: true } curr)
                entities.Add(curr);
            Assert.Equal((queue.Count, queue.Load), (entities.Count, entities.Sum(entity => entity.Weight)));
            if (queue.Load > 0)
                Assert.InRange(entities.Sum(entity => (entity.Vruntime - time) * entity.Weight), 0, queue.Load - 1);
        }

        // All that held them back is lifted: everything is finished.
        public void End()
        {
            stop = true;
            foreach (var group in groups)
            {
                group.Frozen = false;
                group.SetBandwidth(null, default);
                group.Affinity = null;
            }

            machine.Run(120_000);
            foreach (var task in tasks.Where(task => !task.HasExited))
                Assert.Equal((0L, true, demanded[task]), (task.Remaining, task.IsSleeping, task.CpuTime));
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
            foreach (var processor in cpu.Processors)
                Assert.Equal((0, 0, 0L), (processor.NrTasks, processor.Root.Count, processor.Root.Load));
        }

        private void Happen(int what)
        {
            var (group, task) = (groups[Below(groups.Count)], tasks[Below(tasks.Count)]);
            switch (what)
            {
                case 0 or 1 or 2 or 3:
                    Ask(task);
                    break;
                case 4:
                    group.Weight = 1 + Below(1_000);
                    break;
                case 5:
                    group.SetBandwidth(Below(3) == 0 ? null : TimeSpan.FromMilliseconds(1 + Below(20)), TimeSpan.FromMilliseconds(20));
                    break;
                case 6 or 7:
                    group.Affinity = Below(3) == 0 ? null : CpuSet.Of(Below(cpu.Cpus));
                    break;
                case 8 or 9:
                    group.Frozen = !group.Frozen;
                    break;
                case 10:
                    task.Exit();
                    break;
                case 11:
                    Make();
                    break;
                case 12:
                    task.Slice = Below(3) == 0 ? null : TimeSpan.FromMilliseconds(0.1 + (10 * random.NextDouble()));
                    break;
                default:
                    if (tasks.FirstOrDefault(t => t.IsRunning) is { } running)
                        cpu.YieldTo(running, task);
                    break;
            }
        }

        private void Make()
        {
            var at = Below(groups.Count + 1);
            var policy = Below(6) switch { 0 => TaskPolicy.Idle, 1 => TaskPolicy.Batch, 2 => TaskPolicy.Fifo, _ => TaskPolicy.Normal };
            var task = cpu.CreateTask($"t{tasks.Count}", at == groups.Count ? null : groups[at], Below(16) - 5, policy,
                policy == TaskPolicy.Fifo ? 1 + Below(3) : 0);
            tasks.Add(task);
            demanded[task] = 0;
            var sleep = 50 + Below(8_000);
            var alarm = new Alarm(machine.Sim, () => Ask(task));
            task.Done = () => alarm.Set(TimeSpan.FromMicroseconds(sleep));
            Ask(task);
        }

        private void Ask(CpuTask task)
        {
            if (stop || task.HasExited)
                return;
            var work = 1_000L * (1 + Below(6_000));
            demanded[task] += work;
            task.Demand(work);
        }

        private int Below(int most) => (int)(random.NextDouble() * most);
    }
}
