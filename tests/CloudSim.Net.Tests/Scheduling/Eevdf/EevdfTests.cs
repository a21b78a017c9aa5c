using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

public class EevdfTests
{
    [Theory]
    [InlineData(1, "6.6", 0.75)]
    [InlineData(2, "6.6", 1.5)]
    [InlineData(4, "6.11", 2.25)]
    [InlineData(64, "6.8", 3.0)]
    [InlineData(1, null, 0.7)]
    [InlineData(2, "6.12", 1.4)]
    [InlineData(4, "6.12", 2.1)]
    [InlineData(64, "6.18", 2.8)]
    public void The_base_slice_grows_with_the_cpus(int cpus, string? kernel, double milliseconds) => Assert.Equal(milliseconds,
        EevdfTunables.For(P, cpus, kernel == null ? null : Version.Parse(kernel)).BaseSlice.TotalMilliseconds);

    [Fact]
    public void Each_kernel_has_the_rules_of_its_time()
    {
        var (old, now) = (EevdfTunables.For(P, 8, new(6, 11)), EevdfTunables.For(P, 8));
        Assert.False(old.DelayDequeue || old.DelayZero || old.PreemptShort || old.PlaceRelDeadline || old.PickBuddy || old.CustomSlices);
        Assert.True(now.DelayDequeue && now.DelayZero && now.PreemptShort && now.PlaceRelDeadline && now.PickBuddy && now.CustomSlices);
        Assert.True(old.RunToParity && old.PlaceLag && old.WakeupPreemption && !old.PlaceDeadlineInitial && now.PlaceDeadlineInitial);
        Assert.Throws<ArgumentOutOfRangeException>(() => EevdfTunables.For(P, 8, new(6, 5)));
    }

    [Theory]
    [InlineData(0, 5, 1024.0 / (1024 + 335))]
    [InlineData(0, 19, 1024.0 / (1024 + 15))]
    [InlineData(-20, 19, 88761.0 / (88761 + 15))]
    [InlineData(0, 0, 0.5)]
    public void Nice_levels_share_by_weight(int niceA, int niceB, double share)
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Spinner("a", nice: niceA);
        machine.Spinner("b", nice: niceB);
        machine.Run(60_000);
        Assert.InRange(a.CpuTime / 60e9, share - 0.001, share + 0.001);
    }

    [Fact]
    public void Nested_groups_share_by_weight_at_each_level()
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Cpu.CreateGroup("a");
        var x = machine.Cpu.CreateGroup("x", a);
        var y = machine.Cpu.CreateGroup("y", a);
        var b = machine.Cpu.CreateGroup("b");
        y.Weight = 300;
        b.Weight = 200;
        machine.Spinners(3, x);
        machine.Spinner("y", y);
        machine.Spinners(2, b);
        machine.Run(30_000);
        double Share(TaskGroup group) => group.Stat.UsageNs / 30e9;
        Assert.InRange(Share(x), (1 / 12.0) - 0.002, (1 / 12.0) + 0.002);
        Assert.InRange(Share(y), 0.25 - 0.002, 0.25 + 0.002);
        Assert.InRange(Share(b), (2 / 3.0) - 0.002, (2 / 3.0) + 0.002);
    }

    [Fact]
    public void A_changed_weight_counts_at_once()
    {
        var machine = PolicyMachine.Eevdf();
        var a = machine.Cpu.CreateGroup("a");
        var b = machine.Cpu.CreateGroup("b");
        machine.Spinner("a", a);
        machine.Spinner("b", b);
        machine.Run(1_000);
        var before = a.Stat;
        a.Weight = 300;
        machine.Run(10_000);
        Assert.InRange((a.Stat - before).UsageNs / 10e9, 0.745, 0.755);
    }

    [Fact]
    public void A_cpu_that_runs_out_of_work_takes_waiting_tasks()
    {
        var machine = PolicyMachine.Eevdf(2);
        var finished = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            var task = machine.Cpu.CreateTask($"t{i}");
            task.Done = () => finished.Add(machine.Cpu.NowNs / 1e6);
            task.Demand(i == 0 ? 10_000_000 : 100_000_000);
        }

        machine.Run(1_000);
        Assert.Equal(310_000_000, machine.Cpu.BusyNs);
        Assert.InRange(finished[^1], 155, 215);
    }

    [Fact]
    public void Three_spinners_share_two_cpus_in_the_long_run()
    {
        var machine = PolicyMachine.Eevdf(2);
        var tasks = machine.Spinners(3);
        machine.Run(20_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 20e9, 0.64, 0.69));
        Assert.Equal(40_000_000_000, tasks.Sum(task => task.CpuTime));
    }

    [Fact]
    public void Groups_share_by_weight_over_cpus()
    {
        var machine = PolicyMachine.Eevdf(2);
        var light = machine.Cpu.CreateGroup("light");
        var heavy = machine.Cpu.CreateGroup("heavy");
        light.Weight = 50;
        // New tasks go to the CPUs in turn: at first each group has a CPU to itself.
        for (var i = 0; i < 16; i++)
            machine.Spinner($"s{i}", i % 2 == 0 ? light : heavy);
        machine.Run(30_000);
        Assert.InRange(light.Stat.UsageNs / 60e9, 0.30, 0.37);
    }
}
