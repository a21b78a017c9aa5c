using CloudSim.Net.Scheduling;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>Invariants on random trees, weights, limits and traces, and agreement with a reference that recomputes everything.</summary>
public class FluidPropertyTests
{
    private static readonly Gen<Setup> Setups =
        from cpus in Gen.Int[0, 4].Select(i => new[] { 1, 1, 2, 3, 8 }[i])
        from groups in Gen.Select(Gen.Int[0, 5], Gen.Int[0, 5].Select(i => new[] { 1, 50, 100, 100, 400, 10_000 }[i]), Gen.Int[0, 3],
            Gen.Int[5, 250]).Array[0, 6]
        from tasks in Gen.Select(Gen.Int[0, 6], Gen.Int[0, 5].Select(i => new[] { -10, 0, 0, 0, 5, 19 }[i])).Array[1, 14]
        from trace in Gen.Select(Gen.Int[0, 30_000], Gen.Int[0, 9], Gen.Int[0, 100], Gen.Int[1, 9_000]).Array[1, 60]
        select new Setup(cpus, groups, tasks, trace);

    [Fact]
    public void Agrees_with_the_reference() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            world.Run(checkRates: false);
            // The end of work is right to a nanosecond: after a hundred of them to the clock's step.
            foreach (var task in world.Tasks)
                Assert.InRange(task.CpuTime - world.Twins[task].Served, -100, 100);
            world.Machine.Run(1e6);
            // Told at the clock's next step; a task that has a thousandth of a CPU makes up for a nanosecond in a microsecond.
            world.Reference.RunTo(1e12, (node, at) => world.ReferenceEnds[node.Number] = at);
            for (var i = 0; i < world.Tasks.Count; i++)
                Assert.InRange(world.Ends[i] - world.ReferenceEnds[i], -20_000, 20_000);
        },
        iter: 1_000);

    [Fact]
    public void Rates_keep_every_bound() => Setups.Sample(setup => new World(setup).Run(checkRates: true), iter: 300);

    [Fact]
    public void All_work_is_done_and_counted_once() => Setups.Sample(
        setup =>
        {
            var world = new World(setup);
            world.Run(checkRates: false);
            var cpu = world.Machine.Cpu;
            Assert.Equal(world.Tasks.Sum(task => task.CpuTime), cpu.BusyNs);
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
            world.Machine.Run(1e6);
            Assert.All(world.Tasks, task => Assert.Equal((0, true), (task.Remaining, task.IsSleeping)));
            Assert.Equal(world.Demanded, cpu.BusyNs);
            Assert.Equal(cpu.BusyNs, cpu.Root.Stat.UsageNs);
        },
        iter: 500);

    // Groups: parent (0 = root), weight, limited if 1, CPUs in percent. Tasks: group, nice. Trace: microseconds, kind (a demand below 7,
    // else a change of a group), which, how much.
    private sealed record Setup(int Cpus, (int Parent, int Weight, int Limited, int Percent)[] Groups, (int Group, int Nice)[] Tasks,
        (int At, int Kind, int Which, int Amount)[] Trace);

    private sealed class World
    {
        public readonly FluidMachine Machine;
        public readonly FluidReference Reference;
        public readonly List<TaskGroup> Groups;
        public readonly List<CpuTask> Tasks = [];
        public readonly Dictionary<CpuTask, FluidReference.Node> Twins = [];
        public readonly double[] Ends, ReferenceEnds;
        public long Demanded;
        private readonly List<FluidReference.Node> nodes;
        private readonly Setup setup;

        public World(Setup setup)
        {
            this.setup = setup;
            Machine = new FluidMachine(setup.Cpus);
            Reference = new FluidReference(setup.Cpus);
            Groups = [Machine.Cpu.Root];
            nodes = [Reference.Root];
            foreach (var (parent, weight, limited, percent) in setup.Groups)
            {
                var at = parent % Groups.Count;
                Groups.Add(Machine.Group(weight, limited == 1 ? percent / 100.0 : null, Groups[at]));
                nodes.Add(new() { Weight = LoadWeight.OfCpuWeight(weight) / 1024.0 });
                if (limited == 1)
                    nodes[^1].Limit = percent / 100.0;
                nodes[at].Members.Add(nodes[^1]);
            }

            (Ends, ReferenceEnds) = (new double[setup.Tasks.Length], new double[setup.Tasks.Length]);
            foreach (var (at, nice) in setup.Tasks)
            {
                var number = Tasks.Count;
                var task = Machine.Cpu.CreateTask($"t{number}", Groups[at % Groups.Count], nice);
                task.Done = () => Ends[number] = Machine.Cpu.NowNs;
                Tasks.Add(task);
                Twins[task] = new() { IsTask = true, Number = number, Weight = LoadWeight.OfNice(nice) / 1024.0 };
                nodes[at % Groups.Count].Members.Add(Twins[task]);
            }
        }

        public void Run(bool checkRates)
        {
            foreach (var (at, kind, which, amount) in setup.Trace.OrderBy(t => t.At))
            {
                // What ends at the instant has ended.
                var until = Machine.Sim.StartDate.AddMicroseconds(at);
                if (until > Machine.Sim.Now)
                {
                    var reached = new Event(Machine.Sim);
                    new Alarm(Machine.Sim, () => reached.Succeed()).SetAt(until);
                    Machine.Sim.Run(reached);
                }

                Reference.RunTo(at * 1e3, (node, end) => ReferenceEnds[node.Number] = end);
                var (task, group) = (Tasks[which % Tasks.Count], which % Groups.Count);
                if (kind < 7)
                {
                    task.Demand(amount * 1_000L + which);
                    Twins[task].Work += amount * 1_000L + which;
                    Demanded += amount * 1_000L + which;
                }
                else if (group > 0 && kind == 7)
                {
                    Groups[group].Weight = 1 + amount;
                    nodes[group].Weight = LoadWeight.OfCpuWeight(1 + amount) / 1024.0;
                }
                else if (group > 0)
                {
                    var percent = 5 + amount % 300;
                    Groups[group].SetBandwidth(kind == 8 ? TimeSpan.FromMilliseconds(percent) : null, TimeSpan.FromMilliseconds(100));
                    nodes[group].Limit = kind == 8 ? percent / 100.0 : double.PositiveInfinity;
                }

                if (checkRates)
                    CheckRates();
            }
        }

        // CPUs used until 100 ns from now, with nobody's work ending.
        private void CheckRates()
        {
            var running = Tasks.Where(t => t.IsRunning).ToList();
            var before = running.Select(t => t.CpuTime).ToList();
            var groupsBefore = Groups.Select(g => g.Stat.UsageNs).ToList();
            if (running.Any(t => t.Remaining < 1_000))
                return;
            Machine.Sim.Run(TimeSpan.FromTicks(1));
            Reference.RunTo(Machine.Cpu.NowNs, (node, end) => ReferenceEnds[node.Number] = end);
            var used = running.Select((t, i) => t.CpuTime - before[i]).ToList();
            Assert.All(used, u => Assert.InRange(u, 0, 101));
            Assert.InRange(used.Sum(), 0, 100 * setup.Cpus + running.Count);
            if (Groups.All(g => g.QuotaUs == null))
                Assert.InRange(used.Sum(), 100 * Math.Min(setup.Cpus, running.Count) - running.Count,
                    100 * Math.Min(setup.Cpus, running.Count) + running.Count);
            for (var i = 1; i < Groups.Count; i++)
                if (Groups[i].QuotaUs is { } quota)
                    Assert.InRange(Groups[i].Stat.UsageNs - groupsBefore[i], 0,
                        100.0 * quota / Groups[i].PeriodUs!.Value + running.Count + 1);
        }
    }
}
