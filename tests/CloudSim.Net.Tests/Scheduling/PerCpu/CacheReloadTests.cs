using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling.PerCpu;

/// <summary>What a switch costs by the working sets that ran between.</summary>
public class CacheReloadTests
{
    private const long DirectNs = 2_000, Cache = 1 << 20, WholeNs = Cache / 64 * 100; // a line of 64 B in 100 ns

    private static readonly CacheLevel Private = new(new Bytes(Cache), 64.B, new Cycles(100));

    /// <summary>Tasks take turns: each walks its set and wakes the next one.</summary>
    [Theory]
    [InlineData(2, 0.5, 0)]
    [InlineData(2, 0.75, 0.5)]
    [InlineData(2, 1, 1)]
    [InlineData(2, 8, 1)]
    [InlineData(3, 0.25, 0)]
    [InlineData(3, 0.375, 0.125)]
    [InlineData(3, 0.5, 0.5)]
    [InlineData(4, 0.25, 0)]
    [InlineData(8, 0.25, 0.25)]
    public void What_does_not_fit_beside_the_others_is_brought_in_again(int tasks, double set, double reloaded)
    {
        var machine = Of(1, Private);
        var all = TakeTurns(machine, tasks, new Bytes((long)(set * Cache)), turns: 100 * tasks);
        // The first turn of each finds nothing.
        var first = (long)(Math.Min(1, set) * WholeNs);
        Assert.Equal(100 * DirectNs + first + (99 * (long)(reloaded * WholeNs)), all[0].Overhead);
    }

    [Fact]
    public void A_set_of_nothing_costs_the_switch_alone() =>
        Assert.All(TakeTurns(Of(1, Private), 2, Bytes.Zero, 200), t => Assert.Equal(100 * DirectNs, t.Overhead));

    [Fact]
    public void Levels_add_up_and_a_tlb_without_tags_is_empty_after_every_switch()
    {
        var tlb = new CacheLevel(4.KiB * 64, 4.KiB, new Cycles(25));
        var tagged = TakeTurns(Of(1, Private, tlb), 2, 64.KiB, 200)[0].Overhead;
        var untagged = TakeTurns(Of(1, Private, tlb with { IsTagged = false }), 2, 64.KiB, 200)[0].Overhead;
        Assert.Equal(100 * DirectNs + (1024 * 100) + (16 * 25), tagged);
        Assert.Equal(tagged + (99 * 16 * 25), untagged);
    }

    /// <summary>Alone on its core it sleeps and wakes: nothing was lost.</summary>
    [Fact]
    public void Who_is_alone_loses_nothing()
    {
        var machine = Of(1, Private, new CacheLevel(64.KiB, 4.KiB, new Cycles(25), IsTagged: false));
        var task = machine.Cpu.CreateTask("alone");
        task.WorkingSet = 64.KiB;
        for (var i = 0; i < 10; i++)
            machine.At(i, () => task.Demand(500_000));
        machine.Run(20);
        Assert.Equal(DirectNs + (1024 * 100) + (16 * 25), task.Overhead);
    }

    [Fact]
    public void On_another_core_the_private_cache_is_cold_and_the_shared_one_warm()
    {
        var machine = Of(2, Private, new CacheLevel(new Bytes(8 * Cache), 64.B, new Cycles(300), IsShared: true));
        var group = machine.Cpu.CreateGroup("g");
        group.Affinity = CpuSet.Of(0);
        var task = machine.Cpu.CreateTask("wanderer", group);
        task.WorkingSet = new Bytes(Cache);
        task.Demand(1_000_000);
        machine.Run(10);
        Assert.Equal(DirectNs + WholeNs + (3 * WholeNs), task.Overhead);
        group.Affinity = CpuSet.Of(1);
        task.Demand(1_000_000);
        machine.Run(10);
        Assert.Equal(2 * DirectNs + (2 * WholeNs) + (3 * WholeNs), task.Overhead);
    }

    /// <summary>In 10 us of work at 6.4 GB/s a thousand lines are touched, whatever the set.</summary>
    [Fact]
    public void Short_work_brings_in_what_it_touches()
    {
        var machine = Of(1, Private);
        var task = machine.Cpu.CreateTask("short");
        task.WorkingSet = new Bytes(Cache);
        task.Demand(10_000);
        machine.Run(10);
        Assert.Equal(DirectNs + (1000 * 100), task.Overhead);
    }

    /// <summary>
    /// Slices end before the reload does: in the part of it that is done the task has worked between the misses, 10 ns for each 1,000.
    /// </summary>
    [Fact]
    public void A_slice_shorter_than_the_reload_works_between_the_misses()
    {
        var machine = Of(1, Private with { Fill = new Cycles(1_000) });
        var (a, b) = (machine.Spinner("a"), machine.Spinner("b"));
        (a.WorkingSet, b.WorkingSet) = (new Bytes(Cache), new Bytes(Cache));
        machine.Run(1_000);
        var other = machine.Cpu.CreateTask("other");
        other.Demand(1_000); // the running one is preempted, or ends its slice later
        machine.Run(1_000);
        Assert.Equal(machine.Cpu.BusyNs, a.CpuTime + a.Overhead + b.CpuTime + b.Overhead + other.CpuTime + other.Overhead);
        Assert.InRange((a.CpuTime + b.CpuTime) / (double)(a.Overhead + b.Overhead), 0.0095, 0.0101);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Rounds_are_not_passed_at_once_but_the_counters_are_the_same(int cpus)
    {
        string Run(bool skip)
        {
            var machine = Of(cpus, skip, Private);
            var tasks = machine.Spinners(3 * cpus);
            for (var i = 0; i < tasks.Count; i++)
                tasks[i].WorkingSet = (i % 3 * 300).KiB;
            machine.Run(5_000);
            tasks[0].WorkingSet = 900.KiB;
            machine.Run(5_000);
            return string.Join(' ', tasks.Select(t => t.Stat));
        }

        Assert.Equal(Run(false), Run(true));
    }

    /// <summary>Under every scheduler: time is work or overhead, and no switch costs more than itself and all caches.</summary>
    [Fact]
    public void Time_is_work_and_bounded_overhead()
    {
        Gen.Select(Gen.Int[0, 2], Gen.Int[1, 3], Gen.Select(Gen.Int[0, 2_000], Gen.Int[1, 20_000], Gen.Int[0, 5_000]).Array[1, 8]).Sample(
            (kind, cpus, tasks) =>
            {
                var sim = new Simulation();
                var scheduler = Scheduler(kind, sim, cpus);
                scheduler.CachesOf = () => Hierarchy(Private);
                List<CpuTask> made = [];
                foreach (var (kib, work, pause) in tasks)
                {
                    var task = scheduler.CreateTask($"t{made.Count}");
                    made.Add(task);
                    task.WorkingSet = kib.KiB;
                    var again = new Alarm(sim, () => task.Demand(work * 1_000L));
                    task.Done = () => again.Set(TimeSpan.FromMicroseconds(pause));
                    again.Set(TimeSpan.FromMicroseconds(pause));
                }

                sim.Run(TimeSpan.FromMilliseconds(300));
                Assert.Equal(scheduler.BusyNs, made.Sum(t => t.CpuTime + t.Overhead));
                Assert.All(made, t => Assert.InRange(t.Overhead, 0, t.TimeSlices * (DirectNs + WholeNs)));
            },
            iter: 60);
    }

    [Fact]
    public void A_fluid_has_no_slices_and_takes_no_notice()
    {
        var task = new FluidScheduler(new Simulation(), 1).CreateTask("fluid");
        task.WorkingSet = 1.MiB;
        Assert.Equal(1.MiB, task.WorkingSet);
    }

    [Fact]
    public void A_bad_set_is_refused_and_nothing_changes()
    {
        var task = new CfsScheduler(new Simulation(), 1, P).CreateTask("of no machine");
        Assert.Throws<ArgumentOutOfRangeException>(() => task.WorkingSet = new Bytes(-1));
        Assert.Throws<InvalidOperationException>(() => task.WorkingSet = 1.MiB);
        Assert.Equal(Bytes.Zero, task.WorkingSet);
    }

    [Fact]
    public void A_guest_has_the_footprint_that_it_is_given()
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.True(host.TryAdmit(Firecracker.Of(P), new GuestSpec(256.MiB, 16.MiB) { CacheFootprint = 3.MiB }, out var guest, out _));
        Assert.Equal(3.MiB, guest!.Cpu.WorkingSet);
    }

    private static CpuScheduler Scheduler(int kind, Simulation sim, int cpus)
    {
        var direct = TimeSpan.FromMicroseconds(2);
        return kind switch
        {
            0 => new CfsScheduler(sim, cpus, CfsTunables.For(P, cpus) with { ContextSwitchCost = direct }),
            1 => new EevdfScheduler(sim, CpuTopology.Uniform(cpus), EevdfTunables.For(P, cpus) with { ContextSwitchCost = direct }),
            _ => new CreditScheduler(sim, CpuTopology.Uniform(cpus), new CreditTunables(P) { ContextSwitchCost = direct }),
        };
    }

    private static CacheHierarchy Hierarchy(params CacheLevel[] levels) => new()
    {
        Levels = levels, Clock = 1.GHz, TouchRate = new Bandwidth(6.4e9), Uses = [],
    };

    private static Machine Of(int cpus, params CacheLevel[] levels) => Of(cpus, true, levels);

    private static Machine Of(int cpus, bool skip, params CacheLevel[] levels)
    {
        var machine = new Machine(cpus, CfsTunables.For(P, cpus) with
        {
            ContextSwitchCost = TimeSpan.FromMicroseconds(2), SkipRounds = skip,
        });
        machine.Cpu.CachesOf = () => Hierarchy(levels);
        return machine;
    }

    private static List<CpuTask> TakeTurns(Machine machine, int tasks, Bytes set, int turns)
    {
        List<CpuTask> all = [.. Enumerable.Range(0, tasks).Select(i => machine.Cpu.CreateTask($"t{i}"))];
        var turn = 0;
        for (var i = 0; i < tasks; i++)
        {
            var next = all[(i + 1) % tasks];
            all[i].WorkingSet = set;
            all[i].Done = () =>
            {
                if (++turn < turns)
                    next.Demand(2_000_000);
            };
        }

        all[0].Demand(2_000_000);
        machine.Run(60_000);
        Assert.Equal(turns, turn);
        return all;
    }
}
