using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Credit;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Scheduling.RealTime;

namespace CloudSim.Net.Tests.Scheduling;

/// <summary>
/// What does not fit is refused before anything has changed: amounts that would wrap, settings with which nothing could run.
/// </summary>
public class RefusalTests
{
    [Fact]
    public void Settings_with_which_nothing_could_run_are_refused_where_they_are_made()
    {
        Func<object>[] settings =
        [
            () => new CfsTunables(P) { Hz = 0 },
            () => CfsTunables.For(P, 4) with { Latency = TimeSpan.Zero },
            () => CfsTunables.For(P, 4) with { BandwidthSlice = TimeSpan.MaxValue },
            () => new CfsTunables(P) { ContextSwitchCost = TimeSpan.FromMicroseconds(-1) },
            () => new CfsTunables(P) { KernelTime = TimeSpan.MaxValue },
            () => new CfsTunables(P) { ImbalancePct = 0 },
            () => new EevdfTunables(P) { BaseSlice = TimeSpan.FromMilliseconds(-1) },
            () => new EevdfTunables(P) { Hz = -250 },
            () => new CreditTunables(P) { TicksPerSlice = 0 },
            () => new CreditTunables(P) { CreditsPerMs = 0 },
            () => new RealTimeTunables(P) { Period = TimeSpan.Zero },
            () => new RealTimeTunables(P) { Runtime = TimeSpan.FromSeconds(-1) },
        ];
        Assert.All(settings, make => Assert.Throws<ArgumentOutOfRangeException>(make));
    }

    [Fact]
    public void Work_that_a_task_cannot_count_is_refused_and_leaves_nothing()
    {
        var machine = new Machine();
        var task = machine.Cpu.CreateTask("t");
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Execute(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Demand(TimeSpan.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Execute(TimeSpan.FromTicks(-1)));
        task.Demand(1_000);
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Demand(long.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => task.Execute(long.MaxValue - 999));
        Assert.Equal(1_000, task.Remaining);
        var done = task.Execute(2_000);
        machine.Run(1);
        Assert.True(done.IsProcessed);
        Assert.Equal((3_000, 0), (task.CpuTime, task.Remaining));
        task.Exit();
        Assert.Throws<InvalidOperationException>(() => task.Execute(1));
    }

    [Fact]
    public void A_quota_that_would_wrap_is_refused_and_the_old_one_stays()
    {
        var machine = new Machine();
        var group = machine.Cpu.CreateGroup("g");
        group.SetBandwidth(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100));
        var period = TimeSpan.FromMilliseconds(100);
        Assert.Throws<ArgumentOutOfRangeException>(() => group.SetBandwidth(TimeSpan.MaxValue, period));
        var half = TimeSpan.FromMicroseconds(1L << 43);
        Assert.Throws<ArgumentOutOfRangeException>(() => group.SetBandwidth(half, period, half));
        Assert.Equal((20_000, 100_000), (group.QuotaUs, group.PeriodUs));
        group.SetBandwidth(half, period);
        machine.Spinner("t", group);
        machine.Run(1_000);
        Assert.Equal((1_000_000_000, 0), (group.Stat.UsageNs, group.Stat.NrThrottled));
    }

    [Fact]
    public void Domains_that_nest_are_refused_before_anything_has_changed()
    {
        var machine = PolicyMachine.Credit();
        var inner = machine.Cpu.CreateGroup("inner", machine.Cpu.CreateGroup("outer"));
        Assert.Throws<NotSupportedException>(() => inner.Weight = 200);
        Assert.Throws<NotSupportedException>(() => inner.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100)));
        Assert.Equal((100, null, null), (inner.Weight, inner.QuotaUs, inner.PeriodUs));
    }

    [Fact]
    public void A_cap_larger_than_any_machine_does_not_wrap()
    {
        var machine = PolicyMachine.Credit(2);
        var group = machine.Cpu.CreateGroup("g");
        group.SetBandwidth(TimeSpan.FromMicroseconds(1L << 43), TimeSpan.FromMilliseconds(1));
        machine.Spinners(2, group);
        machine.Run(1_000);
        Assert.Equal(2_000_000_000, group.Stat.UsageNs);
    }

    [Fact]
    public void Cpus_that_no_machine_has_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuSet.Of(int.MaxValue));
        Assert.Throws<ArgumentOutOfRangeException>(() => CpuSet.Range(0, int.MaxValue));
        var machine = new Machine(2);
        var group = machine.Cpu.CreateGroup("g");
        Assert.Throws<ArgumentException>(() => group.Affinity = CpuSet.Of(2));
        Assert.Null(group.Affinity);
        group.Affinity = CpuSet.Range(1, 5);
    }

    [Fact]
    public void A_group_of_another_machine_is_refused()
    {
        var (machine, other) = (new Machine(), new Machine());
        var group = other.Cpu.CreateGroup("g");
        Assert.Throws<ArgumentException>(() => machine.Cpu.CreateGroup("h", group));
        Assert.Throws<ArgumentException>(() => machine.Cpu.CreateTask("t", group));
        Assert.Throws<ArgumentException>(() => machine.Cpu.Remove(group));
        Assert.Empty(group.Children);
        other.Cpu.Remove(group);
    }
}
