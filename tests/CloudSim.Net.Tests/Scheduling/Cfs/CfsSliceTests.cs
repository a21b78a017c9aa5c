using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

public class CfsSliceTests
{
    // Measured on Linux 6.1 (HZ 250): a turn lasts floor(slice / tick) + 1 ticks.
    [Theory]
    [InlineData(8, 2, 16)]
    [InlineData(8, 3, 12)]
    [InlineData(8, 4, 8)]
    [InlineData(8, 6, 8)]
    [InlineData(8, 8, 4)]
    [InlineData(1, 2, 4)]
    [InlineData(1, 5, 4)]
    public void Equal_spinners_take_turns_of_whole_ticks(int tunablesOfCpus, int spinners, double milliseconds)
    {
        var machine = new Machine(1, CfsTunables.For(P, tunablesOfCpus));
        machine.Spinners(spinners);
        var turns = new List<double>();
        var since = 0L;
        machine.Cpu.Switched = (_, _, _) =>
        {
            turns.Add((machine.Cpu.NowNs - since) / 1e6);
            since = machine.Cpu.NowNs;
        };
        machine.Run(4_000);
        turns.Sort();
        Assert.Equal(milliseconds, turns[turns.Count / 2]);
    }

    [Fact]
    public void A_higher_tick_rate_shortens_turns_to_the_slice()
    {
        var machine = new Machine(1, CfsTunables.For(P, 8) with { Hz = 1000 });
        var tasks = machine.Spinners(4);
        machine.Run(10_000);
        Assert.All(tasks, task => Assert.InRange(task.CpuTime / 1e6 / task.TimeSlices, 6.5, 7.1));
    }

    [Theory]
    [InlineData(0, 5, 1024.0 / (1024 + 335))]
    [InlineData(0, 19, 1024.0 / (1024 + 15))]
    [InlineData(-20, 19, 88761.0 / (88761 + 15))]
    [InlineData(0, 0, 0.5)]
    public void Nice_levels_share_by_weight(int niceA, int niceB, double share)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1));
        var a = machine.Spinner("a", nice: niceA);
        machine.Spinner("b", nice: niceB);
        machine.Run(60_000);
        Assert.InRange(a.CpuTime / 60e9, share - 0.001, share + 0.001);
    }

    [Fact]
    public void Nested_groups_share_by_weight_at_each_level()
    {
        var machine = new Machine();
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
        Assert.InRange(Share(x), 1 / 12.0 - 0.002, 1 / 12.0 + 0.002);
        Assert.InRange(Share(y), 0.25 - 0.002, 0.25 + 0.002);
        Assert.InRange(Share(b), 2 / 3.0 - 0.002, 2 / 3.0 + 0.002);
        Assert.Equal(Share(a), Share(x) + Share(y), 12);
        Assert.Equal("/a/x", x.Path);
    }

    [Fact]
    public void A_changed_weight_counts_at_once()
    {
        var machine = new Machine();
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
}
