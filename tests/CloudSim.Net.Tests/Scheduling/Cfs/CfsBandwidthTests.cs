using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

public class CfsBandwidthTests
{
    private static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    [Theory]
    [InlineData(10, 100, 1)]
    [InlineData(20, 100, 3)]
    [InlineData(50, 100, 1)]
    [InlineData(5, 10, 2)]
    [InlineData(300, 1000, 1)]
    public void A_lone_group_uses_its_quota_in_the_long_run(double quota, double period, int threads)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1));
        var group = machine.Cpu.CreateGroup("q");
        group.SetBandwidth(Ms(quota), Ms(period));
        machine.Spinners(threads, group);
        machine.Run(1_000);
        var before = group.Stat;
        machine.Run(20_000);
        var stat = group.Stat - before;
        Assert.InRange(stat.UsageNs / 20e9, quota / period - 0.0005, quota / period + 0.0005);
        Assert.Equal((long)(20_000 / period), stat.NrPeriods);
        Assert.Equal(stat.NrPeriods, stat.NrThrottled);
        Assert.InRange(stat.ThrottledNs / 20e9, 1 - quota / period - 0.001, 1 - quota / period + 0.001);
    }

    [Fact]
    public void An_overrun_is_a_debt_unless_the_ablation_forgives_it()
    {
        double Usage(bool debt)
        {
            var machine = new Machine(1, CfsTunables.For(P, 1) with { BandwidthDebt = debt });
            var group = machine.Cpu.CreateGroup("q");
            group.SetBandwidth(Ms(2), Ms(10));
            machine.Spinner(group: group);
            machine.Run(10_000);
            return group.Stat.UsageNs / 10e9;
        }

        Assert.InRange(Usage(debt: true), 0.1995, 0.2010);
        Assert.True(Usage(debt: false) > 0.25);
    }

    [Fact]
    public void A_throttled_group_leaves_the_cpu_to_others()
    {
        var machine = new Machine();
        var group = machine.Cpu.CreateGroup("q");
        group.SetBandwidth(Ms(20), Ms(100));
        machine.Spinner("limited", group);
        var free = machine.Spinner("free");
        machine.Run(10_000);
        Assert.InRange(free.CpuTime / 10e9, 0.795, 0.805);
        Assert.Equal(10_000_000_000, free.CpuTime + group.Stat.UsageNs);
    }

    [Fact]
    public void A_limit_holds_for_the_groups_below_and_the_tighter_one_counts()
    {
        var machine = new Machine();
        var outer = machine.Cpu.CreateGroup("outer");
        var inner = machine.Cpu.CreateGroup("inner", outer);
        outer.SetBandwidth(Ms(50), Ms(100));
        inner.SetBandwidth(Ms(10), Ms(100));
        machine.Spinner("in", inner);
        machine.Spinner("out", outer);
        machine.Run(10_000);
        Assert.InRange(inner.Stat.UsageNs / 10e9, 0.098, 0.102);
        Assert.InRange(outer.Stat.UsageNs / 10e9, 0.497, 0.503);
    }

    [Fact]
    public void Periods_end_on_multiples_of_the_period_of_the_kernel_clock()
    {
        var machine = new Machine(1, CfsTunables.For(P, 1) with { KernelTime = Ms(1_030) });
        var group = machine.Cpu.CreateGroup("q");
        group.SetBandwidth(Ms(10), Ms(100));
        var resumed = new List<double>();
        machine.Cpu.Switched = (_, _, to) =>
        {
            if (to != null)
                resumed.Add(machine.Cpu.NowNs / 1e6);
        };
        machine.Spinner(group: group);
        machine.Run(400);
        Assert.Equal([0, 70, 170, 270, 370], resumed);
    }

    [Fact]
    public void Burst_saves_unused_quota()
    {
        double FinishedAt(double burst)
        {
            var machine = new Machine();
            var group = machine.Cpu.CreateGroup("q");
            group.SetBandwidth(Ms(20), Ms(100), Ms(burst));
            var task = machine.Cpu.CreateTask("t", group);
            var finished = 0.0;
            task.Done = () => finished = machine.Cpu.NowNs / 1e6;
            machine.At(1, () => task.Demand(5_000_000));
            machine.At(150, () => task.Demand(35_000_000));
            machine.Run(1_000);
            return finished;
        }

        Assert.Equal(185, FinishedAt(20));
        Assert.InRange(FinishedAt(0), 200, 220);
    }

    [Fact]
    public void Lifting_the_limit_frees_a_throttled_group()
    {
        var machine = new Machine();
        var group = machine.Cpu.CreateGroup("q");
        group.SetBandwidth(Ms(10), Ms(100));
        var task = machine.Spinner(group: group);
        machine.Run(50);
        group.SetBandwidth(null, default);
        var before = task.CpuTime;
        machine.Run(1_000);
        Assert.Equal(1_000_000_000, task.CpuTime - before);
        Assert.Null(group.QuotaUs);
    }
}
