using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.Fluid;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>Tasks that move to the scheduler of another machine, as those of a guest that is migrated.</summary>
public class TaskMoveTests
{
    private const long Ms = 1_000_000;

    private static readonly SchedulerKind[] Known = [SchedulerKind.Fluid, SchedulerKind.Cfs, SchedulerKind.Eevdf];

    private static readonly Gen<SchedulerKind> Kinds = Gen.Int[0, 2].Select(i => Known[i]);

    [Fact]
    public void A_moved_task_ends_its_work_at_the_other_machine_and_each_counts_what_it_did()
    {
        var sim = new Simulation();
        var (a, b) = (new FluidScheduler(sim, 1), new FluidScheduler(sim, 1));
        var group = a.CreateGroup("vm");
        var task = a.CreateTask("task", group);
        var done = task.Execute(100 * Ms);
        sim.Run(TimeSpan.FromMilliseconds(40));
        group.Frozen = true;
        sim.Run(TimeSpan.FromMilliseconds(10));
        b.Adopt(group, b.Root);
        group.Frozen = false;
        sim.Run(done);
        Assert.Equal(110, (sim.Now - sim.StartDate).TotalMilliseconds);
        Assert.Equal((40 * Ms, 60 * Ms), (a.BusyNs, b.BusyNs));
        Assert.Equal((40 * Ms, 60 * Ms, 100 * Ms), (a.Root.Stat.UsageNs, b.Root.Stat.UsageNs, group.Stat.UsageNs));
        Assert.Equal((40 * Ms, 60 * Ms), (a.Root.TaskStat.CpuTimeNs, b.Root.TaskStat.CpuTimeNs));
        Assert.Equal((100 * Ms, b, b.Root), (task.CpuTime, task.Scheduler, group.Parent));
        Assert.Empty(a.Root.Children);
    }

    [Fact]
    public void On_a_machine_of_twice_the_clock_what_is_left_takes_half_the_time()
    {
        var sim = new Simulation();
        var (a, b) = (new FluidScheduler(sim, 1), new FluidScheduler(sim, 1));
        var group = a.CreateGroup("vm");
        var task = a.CreateTask("task", group);
        var first = task.Execute(100 * Ms);
        var second = task.Execute(50 * Ms);
        sim.Run(TimeSpan.FromMilliseconds(60));
        group.Frozen = true;
        b.Adopt(group, b.Root, scale: 0.5);
        group.Frozen = false;
        sim.Run(first);
        Assert.Equal(80, (sim.Now - sim.StartDate).TotalMilliseconds);
        sim.Run(second);
        Assert.Equal(105, (sim.Now - sim.StartDate).TotalMilliseconds);
    }

    [Fact]
    public void Limits_weights_and_groups_below_come_along()
    {
        var sim = new Simulation();
        var (a, b) = (new FluidScheduler(sim, 4), new FluidScheduler(sim, 2));
        var vm = a.CreateGroup("vm");
        vm.SetBandwidth(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(100));
        var heavy = a.CreateGroup("heavy", vm);
        heavy.Weight = 300;
        var light = a.CreateGroup("light", vm);
        foreach (var group in new[] { heavy, light })
            a.CreateTask("spin", group).Demand(CpuTask.Forever);
        vm.Frozen = true;
        b.Adopt(vm, b.Root);
        vm.Frozen = false;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal((375 * Ms, 125 * Ms), (heavy.Stat.UsageNs, light.Stat.UsageNs));
        Assert.Equal((0, 500 * Ms), (a.BusyNs, b.BusyNs));
    }

    [Fact]
    public void What_cannot_move_is_refused_and_nothing_has_changed()
    {
        var sim = new Simulation();
        var (a, b, other) = (new FluidScheduler(sim, 1), new FluidScheduler(sim, 1), new CfsScheduler(sim, 1, P));
        var group = a.CreateGroup("vm");
        var task = a.CreateTask("task", group);
        task.Demand(10 * Ms);
        Assert.Throws<InvalidOperationException>(() => b.Adopt(group, b.Root)); // it runs
        Assert.Throws<InvalidOperationException>(() => b.Adopt(task, b.Root));
        group.Frozen = true;
        Assert.Throws<InvalidOperationException>(() => other.Adopt(group, other.Root)); // another kind
        Assert.Throws<ArgumentException>(() => b.Adopt(group, a.Root)); // not there
        group.Frozen = false;
        sim.Run();
        Assert.Equal((10 * Ms, a), (task.CpuTime, task.Scheduler));
    }

    /// <summary>Whatever happens when, and however often it moves: all work is done once, and each machine counts its part.</summary>
    [Fact]
    public void Work_is_conserved_over_any_moves() =>
        Gen.Select(Kinds, Gen.Int[1, 3], Gen.Select(Gen.Int[0, 2], Gen.Int[1, 4000], Gen.Int[0, 3000]).Array[1, 12],
            Gen.Select(Gen.Int[0, 9000], Gen.Int[0, 500]).Array[0, 6]).Sample((kind, cpus, demands, moves) =>
        {
            var sim = new Simulation();
            CpuScheduler Make() => kind switch
            {
                SchedulerKind.Fluid => new FluidScheduler(sim, cpus),
                SchedulerKind.Cfs => new CfsScheduler(sim, cpus, P),
                _ => new EevdfScheduler(sim, cpus, P),
            };
            CpuScheduler[] machines = [Make(), Make()];
            machines[1].CreateTask("neighbour").Demand(5_000_000);
            var at = 0;
            var group = machines[0].CreateGroup("vm");
            var tasks = Enumerable.Range(0, 3).Select(i => machines[0].CreateTask($"task {i}", group, nice: i)).ToList();
            var told = new List<(int Task, int Number)>();
            for (var i = 0; i < demands.Length; i++)
            {
                var (number, (task, length, time)) = (i, demands[i]);
                sim.Timeout(TimeSpan.FromTicks(time * 10L))
                    .AddCallback(_ => tasks[task].Execute(length * 1000L, () => told.Add((task, number))));
            }

            sim.Process(Mover());
            sim.Run(TimeSpan.FromSeconds(1));
            Assert.Equal(demands.Length, told.Count);
            for (var t = 0; t < 3; t++)
            {
                Assert.Equal(demands.Where(d => d.Item1 == t).Sum(d => d.Item2 * 1000L), tasks[t].CpuTime);
                Assert.Equal(0, tasks[t].Remaining);
            }

            var work = tasks.Sum(t => t.CpuTime) + 5_000_000;
            Assert.Equal(work, machines.Sum(m => m.Root.TaskStat.CpuTimeNs));
            Assert.Equal(machines.Sum(m => m.BusyNs), machines.Sum(m => m.Root.Stat.UsageNs));
            Assert.Equal(machines.Sum(m => m.BusyNs), work + machines.Sum(m => m.Root.TaskStat.OverheadNs));
            foreach (var machine in machines)
                Assert.Equal(machine.BusyNs, machine.Root.TaskStat.CpuTimeNs + machine.Root.TaskStat.OverheadNs);

            IEnumerable<Event> Mover()
            {
                foreach (var (wait, down) in moves)
                {
                    yield return sim.Timeout(TimeSpan.FromTicks(wait * 10L));
                    group.Frozen = true;
                    yield return sim.Timeout(TimeSpan.FromTicks(down * 10L));
                    at = 1 - at;
                    if (kind == SchedulerKind.Fluid)
                        machines[at].Adopt(group, machines[at].Root);
                    else
                    {
                        var left = group;
                        group = machines[at].CreateGroup("vm");
                        group.Frozen = true;
                        foreach (var task in tasks)
                            machines[at].Adopt(task, group);
                        machines[1 - at].Remove(left);
                    }

                    group.Frozen = false;
                }
            }
        }, iter: 300);
}
