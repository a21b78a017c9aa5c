using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Scheduling.Cfs;
using CsCheck;

namespace CloudSim.Net.Tests.Scheduling;

public class FreezerTests
{
    private const long Millisecond = 1_000_000;

    public static TheoryData<string, int> Machines => new()
    {
        { "cfs", 1 }, { "cfs", 2 }, { "eevdf", 1 }, { "eevdf", 2 }, { "credit", 1 }, { "credit", 2 }, { "fluid", 1 }, { "fluid", 2 },
    };

    /// <summary>Two tasks run, a third is given work while all are frozen: nothing is done until the thaw, then all of it.</summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Nothing_is_done_while_frozen_and_all_of_it_afterwards(string scheduler, int cpus)
    {
        var machine = PolicyMachine.Named(scheduler, cpus);
        var group = machine.Cpu.CreateGroup("g");
        var tasks = Enumerable.Range(0, 3).Select(i => machine.Cpu.CreateTask($"t{i}", group)).ToArray();
        var done = new int[3];
        for (var i = 0; i < 3; i++)
        {
            var at = i;
            tasks[i].Done = () => done[at]++;
        }

        tasks[0].Demand(40 * Millisecond);
        var half = tasks[1].Execute(20 * Millisecond);
        tasks[1].Demand(20 * Millisecond);
        machine.At(15, () => group.Frozen = true);
        var before = new long[3];
        machine.At(20, () => tasks[2].Demand(10 * Millisecond));
        machine.At(20, () => before = [.. tasks.Select(t => t.CpuTime)]);
        machine.Run(500);
        Assert.True(group.IsFrozen && tasks.All(t => !t.IsRunning));
        Assert.Equal(before, tasks.Select(t => t.CpuTime));
        Assert.InRange(before.Sum(), 10 * Millisecond, (15 * cpus) * Millisecond);
        Assert.Equal([0, 0, 0], done);
        Assert.Equal(10 * Millisecond, tasks[2].Remaining);
        Assert.Equal(90 * Millisecond - before.Sum(), tasks.Sum(t => t.Remaining));
        Assert.InRange(machine.Cpu.BusyTime.TotalMilliseconds, 10, (15 * cpus) + 0.1);
        group.Frozen = false;
        Assert.False(half.IsProcessed);
        machine.Run(500);
        Assert.Equal([40 * Millisecond, 40 * Millisecond, 10 * Millisecond], tasks.Select(t => t.CpuTime));
        Assert.Equal([1, 1, 1], done);
        Assert.True(half.IsProcessed && tasks.All(t => t.Remaining == 0 && t.IsSleeping));
    }

    /// <summary>What a frozen group leaves goes to the others; it has no claim to it afterwards.</summary>
    [Theory]
    [InlineData("cfs")]
    [InlineData("eevdf")]
    [InlineData("credit")]
    [InlineData("fluid")]
    public void The_others_have_the_CPU_meanwhile_and_share_it_again_later(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var (paused, other) = (machine.Cpu.CreateGroup("paused"), machine.Cpu.CreateGroup("other"));
        var (one, two) = (machine.Spinner("one", paused), machine.Spinner("two", other));
        machine.At(1000, () => paused.Frozen = true);
        machine.At(2000, () => paused.Frozen = false);
        machine.Run(1000);
        var first = one.CpuTime;
        machine.Run(1000);
        Assert.Equal(first, one.CpuTime);
        var middle = two.CpuTime;
        Assert.Equal(1500, middle / 1e6, 35.0);
        machine.Run(1000);
        Assert.Equal(500, (one.CpuTime - first) / 1e6, 50.0);
        Assert.Equal(500, (two.CpuTime - middle) / 1e6, 50.0);
    }

    [Theory]
    [InlineData("cfs")]
    [InlineData("eevdf")]
    public void Real_time_tasks_freeze_too(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var group = machine.Cpu.CreateGroup("g");
        var (first, second) = (Make("first", 20), Make("second", 10));
        var fair = machine.Spinner();
        first.Demand(10 * Millisecond);
        second.Demand(10 * Millisecond);
        machine.At(5, () => group.Frozen = true);
        machine.Run(100);
        Assert.InRange(first.CpuTime, 4 * Millisecond, 5 * Millisecond);
        Assert.Equal(0, second.CpuTime);
        Assert.InRange(fair.CpuTime, 94 * Millisecond, 96 * Millisecond);
        group.Frozen = false;
        machine.Run(16);
        Assert.Equal((10 * Millisecond, 10 * Millisecond), (first.CpuTime, second.CpuTime));

        CpuTask Make(string name, int priority) => machine.Cpu.CreateTask(name, group, policy: TaskPolicy.Fifo, priority: priority);
    }

    /// <summary>As docker pause within its own work: the task that freezes its group goes off the CPU at once.</summary>
    [Theory]
    [InlineData("cfs")]
    [InlineData("eevdf")]
    [InlineData("credit")]
    [InlineData("fluid")]
    public void A_task_that_freezes_its_own_group_is_frozen(string scheduler)
    {
        var machine = PolicyMachine.Named(scheduler, 1);
        var group = machine.Cpu.CreateGroup("g");
        var task = machine.Cpu.CreateTask("self", group);
        var times = 0;
        task.Done = () =>
        {
            task.Demand(5 * Millisecond);
            if (++times == 1)
                group.Frozen = true;
        };
        task.Demand(5 * Millisecond);
        machine.Run(100);
        Assert.Equal((1, 5 * Millisecond, 5 * Millisecond), (times, task.CpuTime, task.Remaining));
        group.Frozen = false;
        machine.Run(7);
        Assert.Equal(2, times);
    }

    [Fact]
    public void What_lies_below_a_frozen_group_is_frozen_until_all_around_are_thawed()
    {
        var machine = PolicyMachine.Named("cfs", 1);
        var outer = machine.Cpu.CreateGroup("outer");
        outer.Frozen = true;
        var inner = machine.Cpu.CreateGroup("inner", outer);
        var task = machine.Spinner("task", inner);
        machine.Run(10);
        Assert.Equal((true, false, 0L), (inner.IsFrozen, inner.Frozen, task.CpuTime));
        inner.Frozen = true;
        machine.Run(10);
        outer.Frozen = false;
        machine.Run(10);
        Assert.Equal((false, true, 0L), (outer.IsFrozen, inner.IsFrozen, task.CpuTime));
        inner.Frozen = false;
        machine.Run(10);
        Assert.InRange(task.CpuTime, 9 * Millisecond, 10 * Millisecond);
        Assert.Throws<InvalidOperationException>(() => machine.Cpu.Root.Frozen = true);
        outer.Frozen = true;
        task.Exit();
        outer.Frozen = false;
        machine.Run(10);
        Assert.Equal((0, true), (inner.Children.Count, task.HasExited));
        machine.Cpu.Remove(inner);
    }

    /// <summary>
    /// Whatever is demanded, frozen, thawed and ended when: no task works while frozen, each gets all its work in the end, events of
    /// completion come in order and once, and the CPUs were busy for the work and its overhead.
    /// </summary>
    [Theory]
    [MemberData(nameof(Machines))]
    public void Work_is_kept_whenever_groups_freeze(string scheduler, int cpus) =>
        Gen.Select(Gen.Int[0, 5], Gen.Int[0, 3], Gen.Int[1, 30_000]).List[1, 40].Sample(
            steps =>
            {
                var machine = PolicyMachine.Named(scheduler, cpus);
                var outer = machine.Cpu.CreateGroup("outer");
                TaskGroup[] groups = [outer, machine.Cpu.CreateGroup("inner", outer), machine.Cpu.CreateGroup("other")];
                CpuTask[] tasks = [.. groups.Append(machine.Cpu.Root).Select((g, i) => machine.Cpu.CreateTask($"t{i}", g))];
                var asked = new long[4];
                var ended = new List<int>[] { [], [], [], [] };
                var events = new int[4];
                var at = 0.0;
                foreach (var (kind, which, amount) in steps)
                {
                    at += amount / 1000.0; // steps of a microsecond
                    var work = amount * 997L; // and work that ends between them
                    machine.At(at, kind switch
                    {
                        0 => () => groups[which % 3].Frozen = true,
                        1 => () => groups[which % 3].Frozen = false,
                        2 or 3 => () =>
                        {
                            asked[which] += work;
                            tasks[which].Demand(work);
                        },
                        _ => () =>
                        {
                            asked[which] += work;
                            var number = events[which]++;
                            tasks[which].Execute(work).AddCallback(_ => ended[which].Add(number));
                        },
                    });
                    machine.At(at, () =>
                    {
                        var worked = tasks.Select(t => t.CpuTime).ToArray();
                        for (var i = 0; i < 4; i++)
                        {
                            Assert.Equal(asked[i], worked[i] + tasks[i].Remaining);
                            Assert.False(tasks[i].Group.IsFrozen && tasks[i].IsRunning && tasks[i].CpuTime < asked[i]
                                && tasks[i].Demanded > tasks[i].Consumed);
                        }
                    });
                }

                machine.Run(at + 0.001);
                var frozen = tasks.Where(t => t.Group.IsFrozen).Select(t => (Task: t, t.CpuTime)).ToList();
                machine.Run(500);
                Assert.All(frozen, f => Assert.Equal(f.CpuTime, f.Task.CpuTime));
                foreach (var group in groups)
                    group.Frozen = false;
                machine.Run(5000);
                Assert.Equal(asked, tasks.Select(t => t.CpuTime));
                Assert.All(tasks, t => Assert.True(t.IsSleeping && t.Remaining == 0));
                for (var i = 0; i < 4; i++)
                    Assert.Equal(Enumerable.Range(0, events[i]), ended[i]);
                Assert.Equal(tasks.Sum(t => t.CpuTime + t.Overhead) / 100, machine.Cpu.BusyTime.Ticks);
            }, iter: 200, threads: 1);
}
