using System.Globalization;
using System.Text;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>
/// Several hosts in one simulation, looked at and changed at any instant, by timers of any priority and by each other: with and without
/// passing rounds at once every one shows the same at every instant.
/// </summary>
[Collection(AloneCollection.Name)]
public class CfsTakingBackTests
{
    private static readonly int[] Rates = [100, 250, 300, 1000], Weights = [100, 100, 200, 50, 317];

    // Hosts: CPUs, first CPU of a pinned group (none above 1). Tasks: host, group, nice, work in ms (0: spins), sleep in ms.
    // Acts: host, instant in microseconds, how it lies to the ticks, kind, which, amount.
    private static readonly Gen<Setup> Setups =
        from hz in Gen.Int[0, 3].Select(i => Rates[i])
        from cost in Gen.Int[0, 2].Select(i => i == 2 ? 2 : 0)
        from phase in Gen.Int[0, 3].Select(i => i == 3 ? 1_234_567 : 0)
        from hosts in Gen.Select(Gen.Int[0, 3].Select(i => new[] { 1, 1, 2, 4 }[i]), Gen.Int[0, 3]).Array[2, 4]
        from tasks in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 2], Gen.Int[0, 5].Select(i => i == 5 ? 3 : 0),
            Gen.Int[0, 9].Select(i => i < 8 ? 0 : i), Gen.Int[5, 3_000]).Array[4, 14]
        from acts in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 20_000_000], Gen.Int[0, 5], Gen.Int[0, 17], Gen.Int[0, 9], Gen.Int[1, 3_000])
            .Array[4, 24]
        select new Setup(hz, cost, phase, hosts, tasks, acts);

    [Fact]
    public void Every_host_shows_the_same_at_every_instant()
    {
        var skipped = 0;
        Setups.Sample(
            setup =>
            {
                var (fast, few) = Run(setup, skip: true);
                var (slow, all) = Run(setup, skip: false);
                Assert.Equal(slow, fast);
                if (few < all / 2)
                    System.Threading.Interlocked.Increment(ref skipped);
            },
            iter: 400);
        Assert.InRange(skipped, 40, 400);
    }

    private static (string Log, long Events) Run(Setup setup, bool skip)
    {
        var sim = new Simulation();
        var log = new StringBuilder();
        var hosts = setup.Hosts.Select((h, i) => new World(sim, setup, h.Cpus, h.Pinned, skip, i)).ToList();
        for (var i = 0; i < setup.Tasks.Length; i++)
        {
            var (host, group, nice, work, sleep) = setup.Tasks[i];
            hosts[host % hosts.Count].Add($"t{i}", group, nice, work, sleep);
        }

        // Who ends work on one host wakes a task of the next one, or looks at it.
        for (var i = 0; i < hosts.Count; i++)
            hosts[i].Neighbour = hosts[(i + 1) % hosts.Count];
        var tick = 1_000_000_000L / setup.Hz;
        foreach (var (host, microseconds, lies, kind, which, amount) in setup.Acts)
        {
            var at = 1000L * microseconds;
            if (lies > 1)
                at = (((at / tick) + 1) * tick) - (setup.Phase % tick);
            if (lies > 3)
                at += lies == 4 ? 100 : -100;
            var world = hosts[host % hosts.Count];
            var alarm = new Alarm(sim, () => world.Act(kind, which, amount, log), which == 9 ? 7 : 0);
            alarm.SetAt(sim.StartDate.AddTicks((at + 99) / 100));
        }

        for (var i = 0; i < 4; i++)
        {
            sim.Run(TimeSpan.FromSeconds(6.25));
            foreach (var host in hosts)
                host.Describe(log);
        }

        return (log.ToString(), sim.EventCount);
    }

    private sealed class World
    {
        private readonly CfsScheduler cpus;
        private readonly List<TaskGroup> groups;
        private readonly List<CpuTask> tasks = [];
        private readonly string name;

        public World(Simulation sim, Setup setup, int count, int pinned, bool skip, int index)
        {
            name = $"h{index}";
            cpus = new CfsScheduler(sim, count, CfsTunables.For(P, count) with
            {
                Hz = setup.Hz,
                SkipRounds = skip,
                KernelTime = new TimeSpan(setup.Phase / 100),
                ContextSwitchCost = TimeSpan.FromMicroseconds(setup.Cost),
                TickCost = TimeSpan.FromMicroseconds(setup.Cost),
            });
            groups = [cpus.Root, cpus.CreateGroup("a"), cpus.CreateGroup("b")];
            if (pinned < 2)
                groups[1].Affinity = CpuSet.Of(pinned % count);
        }

        public World? Neighbour { get; set; }

        public void Add(string task, int group, int nice, int work, int sleep)
        {
            var made = cpus.CreateTask(task, groups[group], nice);
            tasks.Add(made);
            if (work > 0)
            {
                var alarm = new Alarm(cpus.Simulation, () => Demand(made, work * 300_000L));
                made.Done = () =>
                {
                    alarm.Set(TimeSpan.FromMilliseconds(sleep));
                    Neighbour?.Wake(sleep);
                };
            }

            made.Demand(work > 0 ? work * 300_000L : CpuTask.Forever);
        }

        public void Act(int kind, int which, int amount, StringBuilder log)
        {
            var text = CultureInfo.InvariantCulture;
            log.Append(text, $"{name} {cpus.NowNs} {kind}: ");
            var task = tasks.Count > 0 ? tasks[which % tasks.Count] : null;
            var group = groups[1 + (which % 2)];
            switch (kind)
            {
                case 0:
                    log.Append(text, $"{task?.Stat} {task?.IsRunning} {task?.CurrentCpu}");
                    break;
                case 1:
                    log.Append(text, $"{group.Stat} {group.TaskStat}");
                    break;
                case 2:
                    log.Append(text, $"{cpus.BusyNs} {cpus.ContextSwitches}");
                    break;
                case 3:
                    log.Append(text, $"{task?.RunDelay} {task?.Remaining} {task?.TimeSlices} {task?.InvoluntarySwitches}");
                    break;
                case 4:
                    Add($"n{amount}", which % 3, 0, 0, 0);
                    break;
                case 5:
                    Add($"m{amount}", which % 3, which % 2 == 0 ? 0 : -4, 1 + (amount % 40), amount);
                    break;
                case 6:
                    task?.Exit();
                    break;
                case 7:
                    group.Weight = Weights[which % Weights.Length];
                    break;
                case 8:
                    group.Affinity = CpuSet.Of(amount % cpus.Cpus);
                    break;
                case 9:
                    group.SetBandwidth(TimeSpan.FromMilliseconds(1 + (amount % 200)), TimeSpan.FromMilliseconds(100));
                    break;
                case 10:
                    group.SetBandwidth(null, default);
                    break;
                case 11:
                    Watch(log);
                    break;
                case 12:
                    cpus.Switched = null;
                    break;
                case 13:
                    if (task is { HasExited: false })
                        task.Demand(amount * 100_000L);
                    break;
                case 14:
                    Fifo(amount);
                    break;
                default:
                    Describe(log);
                    break;
            }

            log.Append('\n');
        }

        public void Describe(StringBuilder log)
        {
            log.Append(name).Append(' ');
            CfsState.Describe(cpus, groups, [.. tasks.Where(task => task.Priority == 0)], log);
        }

        // Each switch is seen, and the host beside is looked at in the midst of it.
        private void Watch(StringBuilder log) => cpus.Switched = (cpu, from, to) => log.Append(
            CultureInfo.InvariantCulture, $"{name} {cpus.NowNs} {cpu} {from?.Name} {to?.Name} {Neighbour?.cpus.ContextSwitches}\n");

        private void Fifo(int amount)
        {
            var made = cpus.CreateTask($"f{amount}", null, 0, TaskPolicy.Fifo, 1 + (amount % 99));
            tasks.Add(made);
            made.Demand(amount * 10_000L);
        }

        private void Wake(int sleep)
        {
            if (sleep % 3 == 0)
                _ = cpus.BusyNs;
            else if (sleep % 3 == 1 && tasks.Find(task => task.IsSleeping && !task.HasExited) is { } found)
                found.Demand(50_000);
        }

        private static void Demand(CpuTask task, long work)
        {
            if (!task.HasExited)
                task.Demand(work);
        }
    }

    private sealed record Setup(int Hz, int Cost, long Phase, (int Cpus, int Pinned)[] Hosts,
        (int Host, int Group, int Nice, int Work, int Sleep)[] Tasks,
        (int Host, int At, int Lies, int Kind, int Which, int Amount)[] Acts);
}
