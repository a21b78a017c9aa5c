using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.PerCpu;

/// <summary>Short wake-ups in closed form: on idle CPUs first, then as a part of the busy ones.</summary>
public class BackgroundLoadTests
{
    private const long Second = 1_000_000_000;

    public static TheoryData<string> Schedulers => ["cfs", "eevdf", "credit", "fluid"];

    /// <summary>CPUs, spinners, demand, and what the spinners and the background get, all in CPUs.</summary>
    public static TheoryData<string, int, int, double, double, double> Shares()
    {
        (int Cpus, int Spinners, double Demand, double Tasks, double Background)[] cases =
        [
            (2, 0, 0.3, 0, 0.3), (2, 1, 0.5, 1, 0.5), (1, 1, 0.25, 0.75, 0.25), (2, 2, 0.5, 1.5, 0.5), (2, 1, 1.5, 0.5, 1.5),
            (1, 1, 3, 0.1, 0.9), (4, 8, 1, 3, 1),
        ];
        var data = new TheoryData<string, int, int, double, double, double>();
        foreach (var name in new[] { "cfs", "eevdf", "credit", "fluid" })
            foreach (var (cpus, spinners, demand, tasks, background) in cases)
                data.Add(name, cpus, spinners, demand, tasks, background);
        return data;
    }

    [Theory]
    [MemberData(nameof(Shares))]
    public void Idle_cpus_do_it_and_busy_ones_what_is_left(
        string name, int cpus, int spinners, double demand, double tasks, double background)
    {
        var machine = PolicyMachine.Named(name, cpus);
        var (group, busy) = (machine.Cpu.CreateGroup("idle guests"), machine.Cpu.CreateGroup("busy"));
        group.Background = (long)(demand * Second);
        List<CpuTask> all = [.. Enumerable.Range(0, spinners).Select(i => machine.Spinner($"s{i}", busy))];
        machine.Sim.Run(TimeSpan.FromSeconds(10));
        Assert.Equal(10 * background, group.Stat.UsageNs / 1e9, 0.001);
        Assert.Equal(10 * tasks, all.Sum(t => t.CpuTime + t.Overhead) / 1e9, 0.001);
        Assert.Equal(10 * tasks, busy.Stat.UsageNs / 1e9, 0.001);
        Assert.Equal(10 * (tasks + background), machine.Cpu.BusyNs / 1e9, 0.001);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void It_takes_no_event(string name)
    {
        var machine = PolicyMachine.Named(name, 2);
        machine.Cpu.CreateGroup("idle guests").Background = Second / 2;
        machine.Sim.Run(TimeSpan.FromHours(10));
        Assert.InRange(machine.Sim.EventCount, 0, 2);
        Assert.Equal(18_000, machine.Cpu.BusyNs / 1e9, 0.001);
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_group_that_goes_leaves_its_usage_to_its_parent(string name)
    {
        var machine = PolicyMachine.Named(name, 1);
        var group = machine.Cpu.CreateGroup("g");
        group.Background = Second / 4;
        machine.Sim.Run(TimeSpan.FromSeconds(4));
        machine.Cpu.Remove(group);
        machine.Sim.Run(TimeSpan.FromSeconds(4));
        Assert.Equal((1, 1), (machine.Cpu.Root.Stat.UsageNs / Second, machine.Cpu.BusyNs / Second));
    }

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void A_frozen_group_does_nothing(string name)
    {
        var machine = PolicyMachine.Named(name, 1);
        var group = machine.Cpu.CreateGroup("g");
        var below = machine.Cpu.CreateGroup("below", group);
        below.Background = Second / 4;
        foreach (var frozen in new[] { false, true, false })
        {
            group.Frozen = frozen;
            machine.Sim.Run(TimeSpan.FromSeconds(4));
        }

        Assert.Equal((2, 2), (below.Stat.UsageNs / Second, machine.Cpu.BusyNs / Second));
    }

    /// <summary>Whatever comes and goes, what groups have used is what the CPUs have done, and no more than they can.</summary>
    [Fact]
    public void Usage_is_what_the_cpus_did()
    {
        var changes = Gen.Select(Gen.Int[0, 3], Gen.Int[0, 900], Gen.Int[1, 30_000]).Array[1, 12];
        var tasks = Gen.Select(Gen.Int[0, 2], Gen.Int[1, 30_000], Gen.Int[1, 30_000]).Array[0, 6];
        Gen.Select(Gen.Int[0, 3], Gen.Int[1, 4], tasks, changes).Sample(
            (kind, cpus, works, demands) =>
            {
                var machine = PolicyMachine.Named(new[] { "cfs", "eevdf", "credit", "fluid" }[kind], cpus);
                List<TaskGroup> groups = [.. Enumerable.Range(0, 3).Select(i => machine.Cpu.CreateGroup($"g{i}"))];
                foreach (var (at, work, pause) in works)
                {
                    var task = machine.Cpu.CreateTask("t", groups[at]);
                    var again = new Alarm(machine.Sim, () => task.Demand(work * 1_000L));
                    task.Done = () => again.Set(TimeSpan.FromMicroseconds(pause));
                    again.Set(TimeSpan.FromMicroseconds(pause));
                }

                foreach (var (at, demand, wait) in demands)
                {
                    if (at < 3)
                        groups[at].Background = demand * 1_000_000L;
                    machine.Sim.Run(TimeSpan.FromMicroseconds(wait));
                    var (busy, now) = (machine.Cpu.BusyNs, machine.Cpu.NowNs);
                    Assert.InRange(machine.Cpu.Root.Stat.UsageNs, busy - 200, busy + 200);
                    Assert.InRange(groups.Sum(g => g.Stat.UsageNs), busy - 200, busy + 200);
                    Assert.InRange(busy, 0, (cpus * now) + 200);
                }
            },
            iter: 150);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Rounds_are_passed_as_if_each_slice_had_run(int cpus)
    {
        string Run(bool skip)
        {
            var machine = new Machine(cpus, CfsTunables.For(P, cpus) with { SkipRounds = skip });
            var group = machine.Cpu.CreateGroup("idle guests");
            group.Background = Second / 3;
            var tasks = machine.Spinners(3 * cpus);
            machine.Run(20_000);
            group.Background = Second / 5;
            machine.Run(20_000);
            return string.Join(' ', tasks.Select(t => t.Stat)) + group.Stat + machine.Cpu.BusyNs;
        }

        Assert.Equal(Run(false), Run(true));
    }

    [Fact]
    public void Less_than_nothing_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new Machine().Cpu.Root.Background = -1);
}
