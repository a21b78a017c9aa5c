using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>
/// check_preempt_tick beside the slice: a task that has had its least time leaves the CPU on a tick when the leftmost is behind it by more
/// than a slice of virtual time. Only a wake-up that does not preempt (SCHED_BATCH) leaves one so far behind.
/// </summary>
public class CfsTickPreemptionTests
{
    // Ticks every millisecond, a latency of 6 ms: a slice of two is 3 ms, a sleeper's credit 3 ms. The spinner gets the CPU at the first
    // instant, the batch task wakes at the second with all its credit. It is behind by 3 ms and what the spinner has run since.
    [Theory]
    [InlineData(100.0, 100.1, 0.75, true, 101.0)] // at the first tick the spinner has run 1 ms
    [InlineData(100.5, 100.6, 0.75, true, 102.0)] // 0.5 ms are less than the least
    [InlineData(100.0, 100.1, 1.0, true, 101.0)] // exactly the least is enough
    [InlineData(100.0, 100.1, 1.5, true, 102.0)]
    [InlineData(100.0, 100.0, 0.75, false, 104.0)] // without credit both are exactly a slice apart at 103, no more
    [InlineData(100.0, 100.1, 0.75, false, 104.0)]
    public void Who_is_more_than_a_slice_behind_is_served_at_a_tick(double got, double woke, double least, bool credit, double expected)
    {
        var machine = new Machine(1, CfsTunables.For(P, 1) with
        {
            Hz = 1000,
            MinGranularity = TimeSpan.FromMilliseconds(least),
            SleeperCredit = credit,
            SkipRounds = false,
        });
        var batch = machine.Cpu.CreateTask("batch", policy: TaskPolicy.Batch);
        var other = machine.Cpu.CreateTask("other");
        batch.Demand(1_000_000);
        machine.At(10, () => other.Demand(80_000_000));
        machine.At(got, () => other.Demand(50_000_000));
        machine.At(woke, () => batch.Demand(500_000));
        var at = double.NaN;
        machine.At(99, () => machine.Cpu.Switched = (_, _, to) =>
        {
            if (to == batch)
                at = machine.Cpu.NowNs / 1e6;
        });
        machine.Run(120);
        Assert.Equal(expected, at);
    }
}
