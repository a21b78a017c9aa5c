using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>What tasks may rely on under any scheduler, and what is particular to sharing.</summary>
public class FluidTaskTests
{
    [Fact]
    public void A_task_alone_runs_through_and_sleeps()
    {
        var machine = new FluidMachine();
        var task = machine.Cpu.CreateTask("t");
        var doneAt = 0L;
        task.Done = () =>
        {
            doneAt = machine.Cpu.NowNs;
            Assert.True(task.IsRunning);
        };
        machine.At(5, () => task.Demand(2_000_000));
        machine.Run(100);
        Assert.Equal(7_000_000, doneAt);
        Assert.True(task.IsSleeping);
        Assert.Equal((1, 0, 1), (task.VoluntarySwitches, task.InvoluntarySwitches, task.TimeSlices));
        Assert.Equal((0, 0), (task.RunDelay, task.Overhead));
        Assert.Equal(TimeSpan.FromMilliseconds(2), machine.Cpu.BusyTime);
    }

    [Fact]
    public void A_process_that_asks_again_at_once_has_not_slept()
    {
        var machine = new FluidMachine();
        var task = machine.Cpu.CreateTask("t");
        var log = new List<double>();
        IEnumerable<Event> Program()
        {
            for (var i = 0; i < 3; i++)
            {
                yield return task.Execute(TimeSpan.FromMilliseconds(1));
                log.Add(machine.Cpu.NowNs / 1e6);
            }

            yield return machine.Sim.Timeout(TimeSpan.FromMilliseconds(10));
            yield return task.Execute(500_000);
            log.Add(machine.Cpu.NowNs / 1e6);
        }

        machine.Sim.Process(Program());
        machine.Run(100);
        Assert.Equal([1, 2, 3, 13.5], log);
        Assert.Equal((2, 2), (task.TimeSlices, task.VoluntarySwitches));
    }

    [Fact]
    public void Queued_demands_complete_in_their_order()
    {
        var machine = new FluidMachine();
        var task = machine.Cpu.CreateTask("t");
        var log = new List<(string, double)>();
        void Log(string what, Event of) => of.AddCallback(_ => log.Add((what, machine.Cpu.NowNs / 1e6)));
        Log("a", task.Execute(2_000_000));
        task.Demand(1_000_000);
        Log("b", task.Execute(1_000_000));
        Log("nothing", task.Execute(0));
        task.Done = () => log.Add(("done", machine.Cpu.NowNs / 1e6));
        machine.Run(100);
        Assert.Equal([("a", 2), ("done", 4), ("b", 4), ("nothing", 4)], log);
    }

    [Fact]
    public void Numbers_are_right_at_any_instant()
    {
        var machine = new FluidMachine();
        var group = machine.Cpu.CreateGroup("g");
        var task = machine.Cpu.CreateTask("t", group);
        task.Demand(10_000_000);
        var other = machine.Cpu.CreateTask("shares");
        machine.At(1, () => other.Demand(2_000_000));
        machine.Run(3);
        Assert.Equal((2_000_000, 8_000_000, 1_000_000), (task.CpuTime, task.Remaining, task.RunDelay));
        Assert.Equal((1_000_000, 1_000_000), (other.CpuTime, other.RunDelay));
        Assert.Equal(2_000_000, group.Stat.UsageNs);
        Assert.Equal(TimeSpan.FromMilliseconds(3), machine.Cpu.BusyTime);
        machine.Run(97);
        Assert.Equal((10_000_000, 2_000_000, 12_000_000), (task.CpuTime, task.RunDelay, machine.Cpu.BusyNs));
    }

    // Two tasks with one millisecond each: both end at 2 ms, not one at 1 and one at 2.
    [Fact]
    public void Equal_tasks_end_together()
    {
        var machine = new FluidMachine();
        var log = new List<(string, double)>();
        foreach (var name in new[] { "a", "b" })
        {
            var task = machine.Cpu.CreateTask(name);
            task.Done = () => log.Add((name, machine.Cpu.NowNs / 1e6));
            task.Demand(1_000_000);
        }

        machine.Run(10);
        Assert.Equal([("a", 2), ("b", 2)], log);
    }

    [Fact]
    public void A_demand_that_is_no_multiple_of_the_clock_is_consumed_exactly()
    {
        var machine = new FluidMachine();
        var task = machine.Cpu.CreateTask("t");
        var times = 0;
        task.Done = () =>
        {
            if (++times < 1000)
                task.Demand(1_234_567);
        };
        task.Demand(1_234_567);
        machine.Run(10_000);
        Assert.Equal((1_234_567_000, 1_234_567_000), (task.CpuTime, machine.Cpu.BusyNs));
    }

    [Fact]
    public void The_least_demand_takes_time()
    {
        var machine = new FluidMachine();
        var task = machine.Cpu.CreateTask("t");
        var times = 0;
        task.Done = () =>
        {
            times++;
            task.Demand(1);
        };
        task.Demand(1);
        machine.Run(0.01);
        Assert.InRange(times, 90, 110);
    }

    [Fact]
    public void Exit_drops_the_rest_in_every_state()
    {
        var machine = new FluidMachine();
        var group = machine.Cpu.CreateGroup("g");
        var (first, second) = (machine.Spinner(group), machine.Spinner(group));
        var sleeping = machine.Cpu.CreateTask("sleeping", group);
        var suicide = machine.Cpu.CreateTask("suicide", group);
        suicide.Done = suicide.Exit;
        suicide.Demand(1_000_000);
        machine.Run(50);
        Assert.True(suicide.HasExited);
        first.Exit();
        sleeping.Exit();
        Assert.Throws<InvalidOperationException>(() => machine.Cpu.Remove(group));
        second.Exit();
        Assert.Equal(50_000_000, machine.Cpu.BusyNs);
        machine.Run(10);
        machine.Cpu.Remove(group);
        Assert.Empty(machine.Cpu.Root.Children);
        Assert.Equal((50_000_000, 50_000_000), (machine.Cpu.BusyNs, machine.Cpu.Root.Stat.UsageNs));
        Assert.Throws<InvalidOperationException>(() => first.Demand(1));
    }

    [Fact]
    public void Affinity_is_refused_unless_it_names_every_cpu()
    {
        var machine = new FluidMachine(4);
        var group = machine.Cpu.CreateGroup("g");
        group.Affinity = CpuSet.Range(0, 4);
        var error = Assert.Throws<NotSupportedException>(() => group.Affinity = CpuSet.Range(0, 3));
        Assert.Contains("CPU 3", error.Message);
        Assert.Equal(4, group.Affinity.Count);
    }

    [Fact]
    public void A_change_allocates_nothing()
    {
        var machine = new FluidMachine(8);
        for (var i = 0; i < 64; i++)
        {
            var task = machine.Cpu.CreateTask("t", machine.Group(100 + i % 3 * 50));
            var work = 1_000_000 + i;
            var pause = new Alarm(machine.Sim, () => task.Demand(work));
            task.Done = () => pause.Set(TimeSpan.FromMilliseconds(3));
            task.Demand(work);
        }

        machine.Run(500);
        var before = GC.GetAllocatedBytesForCurrentThread();
        machine.Run(5_000);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000) /* 10,000 changes */;
    }
}
