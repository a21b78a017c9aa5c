using System.Globalization;
using System.Text;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>Rounds that are passed at once leave everything as if each slice had run.</summary>
[Collection(AloneCollection.Name)]
public class CfsSkippingTests
{
    private static readonly int[] Rates = [100, 250, 300, 1000], Counts = [1, 1, 2, 3, 4, 8], Weights = [100, 100, 100, 200, 50, 317];

    // Groups: parent, weight, pinned if 0, first CPU. Tasks: group, nice, kind, amount. Looks: milliseconds between them.
    private static readonly Gen<Setup> Setups =
        from hz in Gen.Int[0, 3].Select(i => Rates[i])
        from cpus in Gen.Int[0, 5].Select(i => Counts[i])
        from costs in Gen.Int[0, 3]
        from even in Gen.Bool
        from groups in Gen.Select(Gen.Int[0, 3], Gen.Int[0, 5].Select(i => Weights[i]), Gen.Int[0, 4], Gen.Int[0, 7]).Array[0, 4]
        from tasks in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9].Select(i => i == 9 ? 5 : 0), Gen.Int[0, 9], Gen.Int[1, 4_000]).Array[1, 14]
        from looks in Gen.Double[0.1, 3_000].Array[1, 5]
        select new Setup(
            hz,
            cpus,
            costs == 0,
            even ? [.. groups.Select(g => (g.Item1, 100, g.Item3, g.Item4))] : groups,
            even ? [.. tasks.Select(t => (t.Item1, 0, t.Item3 == 0 && t.Item4 > 400 ? 2 : t.Item3, t.Item4))] : tasks,
            looks);

    [Fact]
    public void The_counters_and_the_state_are_the_same_without_skipping()
    {
        var skipped = 0;
        Setups.Sample(
            setup =>
            {
                var fast = Run(setup, skip: true, out var fewer);
                Assert.Equal(Run(setup, skip: false, out var all), fast);
                if (fewer < all * 3 / 4)
                    System.Threading.Interlocked.Increment(ref skipped);
            },
            iter: 600);
        Assert.InRange(skipped, 60, 600);
    }

    [Theory]
    [InlineData(1, 5, 250)]
    [InlineData(2, 6, 300)]
    [InlineData(8, 64, 1000)]
    public void An_hour_of_spinners_takes_few_events(int cpus, int tasks, int hz)
    {
        var machine = new Machine(cpus, CfsTunables.For(P, cpus) with { Hz = hz });
        for (var i = 0; i < tasks; i += 2)
            machine.Spinners(2, machine.Cpu.CreateGroup($"g{i}"));
        machine.Run(3_600_000);
        Assert.Equal(cpus * 3_600_000_000_000, machine.Cpu.BusyNs);
        Assert.InRange(machine.Sim.EventCount, 1, 20_000);
    }

    [Fact]
    public void A_run_by_steps_may_act_in_between()
    {
        string Trace(bool skip)
        {
            var machine = new Machine(2, CfsTunables.For(P, 2) with { SkipRounds = skip });
            machine.Spinners(6);
            machine.At(60_000, () => { });
            while (machine.Cpu.NowNs < 1_000_000_000)
                machine.Sim.Step();
            machine.Run((60_500_000_000 - machine.Cpu.NowNs) / 1e6);
            machine.Spinner();
            machine.Run(10_000);
            return machine.Cpu.BusyNs + string.Join(' ',
                machine.Cpu.Processors.Select(cpu => $"{cpu.BusyNs} {cpu.Switches} {cpu.Root.MinVruntime}"));
        }

        Assert.Equal(Trace(false), Trace(true));
    }

    private static string Run(Setup setup, bool skip, out long events)
    {
        var costs = setup.Costs ? TimeSpan.FromMicroseconds(2) : TimeSpan.Zero;
        var machine = new Machine(setup.Cpus, CfsTunables.For(P, setup.Cpus) with { Hz = setup.Hz, SkipRounds = skip,
            ContextSwitchCost = costs, TickCost = costs });
        List<TaskGroup> groups = [machine.Cpu.Root];
        foreach (var (parent, weight, pinned, first) in setup.Groups)
        {
            var group = machine.Cpu.CreateGroup($"g{groups.Count}", groups[parent % groups.Count]);
            group.Weight = weight;
            if (pinned == 0)
                group.Affinity = CpuSet.Of(first % setup.Cpus);
            groups.Add(group);
        }

        List<CpuTask> tasks = [];
        foreach (var (at, nice, kind, amount) in setup.Tasks)
        {
            var task = machine.Cpu.CreateTask($"t{tasks.Count}", groups[at % groups.Count], nice);
            tasks.Add(task);
            if (kind == 0)
            {
                // Works once in a long while.
                var alarm = new Alarm(machine.Sim, () => task.Demand(amount * 1_000L));
                task.Done = () => alarm.Set(TimeSpan.FromMilliseconds(amount / 2.0));
                alarm.Set(TimeSpan.FromMicroseconds(amount));
            }
            else
            {
                task.Demand(kind == 1 ? amount * 1_000_000L : CpuTask.Forever);
            }
        }

        var log = new StringBuilder();
        foreach (var look in setup.Looks)
        {
            machine.Run(look);
            CfsState.Describe(machine.Cpu, groups, tasks, log);
        }

        events = machine.Sim.EventCount;
        machine.Cpu.Switched = (cpu, from, to) => log.Append(CultureInfo.InvariantCulture,
            $"{machine.Cpu.NowNs} {cpu} {from?.Name} {to?.Name}\n");
        machine.Run(300);
        CfsState.Describe(machine.Cpu, groups, tasks, log);
        return log.ToString();
    }

    private sealed record Setup(
        int Hz, int Cpus, bool Costs, (int Parent, int Weight, int Pinned, int First)[] Groups,
            (int Group, int Nice, int Kind, int Amount)[] Tasks, double[] Looks);
}
