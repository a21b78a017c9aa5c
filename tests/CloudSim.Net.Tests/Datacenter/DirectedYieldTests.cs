using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Kernel.Locks;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Pause-loop exits of a virtual CPU that spins, and who has its turn then.</summary>
public class DirectedYieldTests
{
    private const long Millisecond = 1_000_000;

    // The holder has just lost its CPU to a rival, with 100 us to go: without help they come behind the rival's whole turn. With it they
    // come as soon as fairness allows, when the rival has had nearly as much as the holder before.
    [Fact]
    public void The_holder_has_the_turn_of_who_waits_for_it()
    {
        var (helped, alone) = (Hold(100_000, true), Hold(100_000, false));
        Assert.InRange(alone.WaitMs, 1, 15);
        Assert.InRange(helped.WaitMs, 0.1, 0.85 * alone.WaitMs);
        Yields(helped, alone);
    }

    // Under EEVDF the next buddy has to be eligible (pick_next_entity of 6.12): of two equal ones the holder is when the rival has had as
    // much as it, which is at the end of a turn of the same length. So it comes no later than alone, and need not come sooner.
    [Fact]
    public void Under_eevdf_the_holder_comes_no_later()
    {
        var (helped, alone) = (Hold(100_000, true, SchedulerKind.Eevdf), Hold(100_000, false, SchedulerKind.Eevdf));
        Assert.InRange(alone.WaitMs, 1, 15);
        Assert.InRange(helped.WaitMs, 0.1, alone.WaitMs);
        Yields(helped, alone);
    }

    private static void Yields((double WaitMs, long Exits, long Yields) helped, (double WaitMs, long Exits, long Yields) alone)
    {
        Assert.InRange(helped.Yields, 1, 20);
        Assert.Equal(0, alone.Yields);
        Assert.InRange(alone.Exits, 1, 20);
    }

    // Of a long time the holder has its fair share and no more, whoever gives it turns.
    [Fact]
    public void A_long_hold_has_its_fair_share_only()
    {
        var (helped, alone) = (Hold(40 * Millisecond, true).WaitMs, Hold(40 * Millisecond, false).WaitMs);
        Assert.InRange(helped / alone, 0.85, 1.01);
    }

    [Fact]
    public void Nothing_is_given_where_every_virtual_cpu_has_its_cpu()
    {
        var (bed, waiter) = Spinner(LockTestbed.Yields, 10 * Millisecond);
        Assert.True(waiter.IsDone);
        Assert.Equal(0, bed.Guest.PauseLoops.Yields);
        Assert.InRange(bed.Guest.PauseLoops.Exits, 1, 20);
    }

    // Windows of w, 2w, 4w ... until the wait is over: n exits take w (2^n - 1). A fixed one: one exit a window.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_window_grows_from_exit_to_exit(int factor)
    {
        var (bed, waiter) = Spinner(LockTestbed.Yields with { Grow = factor }, 10 * Millisecond);
        var window = (double)bed.Guest.Nanoseconds(LockTestbed.Yields.Window);
        var expected = factor == 1 ? waiter.Spun / window : Math.Log(1 + (waiter.Spun * (factor - 1) / window), factor);
        Assert.InRange(bed.Guest.PauseLoops.Exits, (long)expected - (factor == 1 ? 2 : 0), (long)expected);
    }

    [Fact]
    public void The_window_begins_anew_with_each_turn()
    {
        // A rival on the waiter's CPU gives it many turns; the wait is one.
        var bed = new LockTestbed(SpinLockKind.Ticket, LockTestbed.NoYields, [0, 1], 2, rivals: [1]);
        var log = bed.Log();
        _ = new Contender(bed.Threads[0], bed.Lock, log, (1000, 100 * Millisecond));
        bed.RunUntil(() => log.Takes == 1);
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000));
        bed.RunUntil(() => waiter.Asked != default);
        var turns = bed.Guest.VCpus[1].Thread.TimeSlices;
        bed.RunUntil(() => waiter.IsDone);
        turns = bed.Guest.VCpus[1].Thread.TimeSlices - turns;
        Assert.True(turns > 5);
        // A turn of some milliseconds is ten windows, each twice the one before.
        Assert.InRange((double)bed.Guest.PauseLoops.Exits / turns, 8, 13);
    }

    private static (LockTestbed Bed, Contender Waiter) Spinner(CloudSim.Net.Virtualization.PauseLoopExiting rules, long hold)
    {
        var bed = new LockTestbed(SpinLockKind.Ticket, rules, [0, 1], 2, rivals: []);
        var log = bed.Log();
        _ = new Contender(bed.Threads[0], bed.Lock, log, (1000, hold));
        bed.RunUntil(() => log.Takes == 1);
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000));
        bed.RunUntil(() => waiter.IsDone);
        return (bed, waiter);
    }

    private static (double WaitMs, long Exits, long Yields) Hold(long left, bool yields, SchedulerKind scheduler = SchedulerKind.Cfs)
    {
        var bed = new LockTestbed(SpinLockKind.Ticket, yields ? LockTestbed.Yields : LockTestbed.NoYields, [0, 1], 2, [0], scheduler);
        var log = bed.Log();
        var (asked, holding) = (0L, bed.Threads[0]);
        _ = new Contender(holding, bed.Lock, log, (1000, 1000)) { MayRelease = () => asked > 0 && holding.CpuTime - asked >= left };
        bed.RunUntil(() => log.Takes == 1 && holding.CpuTime > 40 * Millisecond);
        bed.RunUntil(() => bed.Guest.VCpus[0].Thread.IsRunning);
        bed.RunUntil(() => !bed.Guest.VCpus[0].Thread.IsRunning);
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000));
        bed.RunUntil(() => waiter.Asked != default);
        asked = holding.CpuTime;
        bed.RunUntil(() => waiter.IsDone);
        return ((log.FirstReleased - waiter.Asked).TotalMilliseconds, bed.Guest.PauseLoops.Exits, bed.Guest.PauseLoops.Yields);
    }
}
