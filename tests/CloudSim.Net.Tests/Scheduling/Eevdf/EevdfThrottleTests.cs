using CloudSim.Net.Scheduling.Eevdf;

namespace CloudSim.Net.Tests.Scheduling.Eevdf;

/// <summary>
/// A group without quota left leaves its parent's queue at once, whatever it has had (throttle_cfs_rq: DEQUEUE_SPECIAL): nobody waits for
/// it to pay, and the rest has the CPU's virtual time for itself.
/// </summary>
public class EevdfThrottleTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_throttled_group_is_no_part_of_the_queue_above(bool nested)
    {
        var machine = PolicyMachine.Eevdf();
        var limited = machine.Cpu.CreateGroup("limited");
        var within = nested ? machine.Cpu.CreateGroup("within", limited) : limited;
        limited.SetBandwidth(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100));
        machine.Spinner("limited", within);
        var rival = machine.Spinner("rival");
        var root = ((EevdfScheduler)machine.Cpu).Processors[0].Root;
        var left = new List<(int, long)>();
        limited.Throttling = isThrottled =>
        {
            if (isThrottled)
                left.Add((root.Count, root.Load));
        };
        machine.Run(2_000);
        Assert.InRange(left.Count, 19, 21); // once in each period
        Assert.All(left, found => Assert.Equal((1, ((EevdfEntity)rival.State).Weight), found));
    }
}
