using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;
using CloudSim.Net.Scheduling.Quotas;

namespace CloudSim.Net.Tests.Scheduling.Quotas;

/// <summary>
/// Quota given back by an idle CPU goes to throttled ones 5 ms later, but not where the refill comes within that and 2 ms more
/// (start_cfs_slack_bandwidth, do_sched_cfs_slack_timer in kernel/sched/fair.c): the pool alone, with queues of the test's own.
/// </summary>
public class SlackTimerTests
{
    private const long Ms = 1_000_000;

    private readonly PolicyMachine machine = PolicyMachine.Eevdf();
    private readonly List<double> resumed = [];
    private readonly GroupBandwidth pool;
    private readonly QueueBandwidth giver, taker;

    public SlackTimerTests()
    {
        var group = machine.Cpu.CreateGroup("g");
        pool = new((PerCpuScheduler)machine.Cpu, group, new(5 * Ms, Ms, 5 * Ms, 2 * Ms, 0, Debt: true));
        pool.Set(50 * Ms, 100 * Ms, 0);
        giver = new(new Queue(() => { }), pool);
        taker = new(new Queue(() => resumed.Add(machine.Cpu.NowNs / 1e6)), pool);
    }

    [Theory]
    [InlineData(10, 15)]
    [InlineData(92, 97)]
    [InlineData(93.5, 100)]
    [InlineData(98, 100)]
    public void What_is_given_back_wakes_who_is_throttled_after_5_ms_or_the_refill_does(double given, double expected)
    {
        ExhaustAt(given - 1);
        machine.At(given, giver.ReturnRuntime);
        machine.Run(100.1);
        Assert.Equal([expected], resumed);
        Assert.Equal(Ms, giver.RuntimeRemaining); // min_cfs_rq_runtime stays
    }

    // A timer begun shortly before the refill would end early in the next period, and hand out what has been held back for less than 5 ms.
    [Fact]
    public void No_timer_runs_over_the_refill()
    {
        ExhaustAt(95);
        machine.At(96, giver.ReturnRuntime);
        ExhaustAt(100.2);
        machine.At(100.4, giver.ReturnRuntime);
        machine.Run(110);
        Assert.Equal([100, 105.4], resumed);
    }

    // Up to a slice is nothing to be woken for.
    [Fact]
    public void What_is_no_more_than_a_slice_waits_for_the_refill()
    {
        ExhaustAt(10);
        machine.At(11, () =>
        {
            giver.RuntimeRemaining = 6 * Ms;
            giver.ReturnRuntime();
        });
        machine.Run(100.1);
        Assert.Equal([100.0], resumed);
    }

    // One queue takes all that there is, and the other one finds nothing.
    private void ExhaustAt(double milliseconds) => machine.At(milliseconds, () =>
    {
        pool.Assign(giver, giver.RuntimeRemaining + (50 * Ms));
        taker.RuntimeRemaining = 0;
        Assert.True(pool.Throttle(taker));
    });

    private sealed class Queue(Action resumes) : ILimitedQueue
    {
        public int Cpu => 0;

        public bool HasCurr => false;

        public bool Throttled { get; private set; }

        public void Resched()
        {
        }

        public void Throttle() => Throttled = true;

        public void Unthrottle(int timerCpu)
        {
            Throttled = false;
            resumes();
        }
    }
}
