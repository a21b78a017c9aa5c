using CloudSim.Net.Scheduling;

namespace CloudSim.Net.Tests.Scheduling.Fluid;

/// <summary>What is particular to sharing; what tasks may rely on under any scheduler stands in <see cref="CpuTaskTests"/>.</summary>
public class FluidTaskTests
{
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
