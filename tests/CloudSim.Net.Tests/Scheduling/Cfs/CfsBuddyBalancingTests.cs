using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;

namespace CloudSim.Net.Tests.Scheduling.Cfs;

/// <summary>task_hot: a buddy of its queue counts as cache-hot while the CPU that asks has work (CACHE_HOT_BUDDY).</summary>
public class CfsBuddyBalancingTests
{
    [Theory]
    [InlineData(Buddy.None, true, 0, true)]
    [InlineData(Buddy.Next, true, 0, false)]
    [InlineData(Buddy.Last, true, 0, false)]
    [InlineData(Buddy.Next, false, 0, true)] // a CPU without work takes it
    [InlineData(Buddy.Last, false, 0, true)]
    [InlineData(Buddy.Next, true, 1, false)] // cache_nice_tries is 1
    [InlineData(Buddy.Next, true, 2, true)]
    public void A_buddy_is_left_where_it_is(Buddy buddy, bool hasWork, int failed, bool moves)
    {
        var machine = new Machine(2, CfsTunables.For(P, 2) with { TickSkew = TimeSpan.Zero });
        var (here, there) = (machine.Cpu.CreateGroup("here"), machine.Cpu.CreateGroup("there"));
        here.Affinity = CpuSet.Of(0);
        there.Affinity = CpuSet.Of(1);
        machine.Spinners(3, here);
        if (hasWork)
            machine.Spinner("busy", there);
        machine.Run(1_001);
        here.Affinity = CpuSet.Range(0, 2);
        var (from, to) = (machine.Cpu.Processors[0], machine.Cpu.Processors[1]);
        var oldest = from.Tasks.Oldest!;
        Assert.NotSame(from.CurrEntity, oldest);
        if (buddy == Buddy.Next)
            CfsRunQueue.SetNextBuddy(oldest);
        else if (buddy == Buddy.Last)
            CfsRunQueue.SetLastBuddy(oldest);
        Assert.True(new LoadBalancer(machine.Cpu).DetachTasks(
            from, to, idle: false, newlyIdle: true, imbalance: 1, byLoad: false, failed));
        Assert.Equal(moves ? 1 : 0, oldest.Task!.CurrentCpu);
        Assert.Equal(1, to.NrTasks - (hasWork ? 1 : 0));
    }

    public enum Buddy
    {
        None,
        Next,
        Last,
    }
}
