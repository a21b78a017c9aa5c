using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.PerCpu;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>What a waiter does while the holder's virtual CPU, or that of a waiter before it, has lost its CPU.</summary>
public class PreemptedHolderTests
{
    private const long Millisecond = 1_000_000;

    public static TheoryData<SpinLockKind> Spinning =>
        [SpinLockKind.Ticket, SpinLockKind.Queued, SpinLockKind.Unfair, SpinLockKind.UnfairQueued];

    public static TheoryData<SpinLockKind> Halting => [SpinLockKind.ParavirtualTicket, SpinLockKind.ParavirtualQueued];

    // The holder shares CPU 0 with a rival: 50 ms of its work take 100 ms and more. The waiter has CPU 1 for itself, and burns all of it.
    [Theory]
    [MemberData(nameof(Spinning))]
    public void A_waiter_burns_its_virtual_cpu_until_the_holders_runs_again_and_gives_the_lock_up(SpinLockKind kind)
    {
        var bed = new LockTestbed(kind, LockTestbed.NoYields, [0, 1], 2, rivals: [0]);
        var (_, waiter, log) = Contend(bed);
        bed.RunUntil(() => waiter.IsDone);
        var waited = waiter.Got - waiter.Asked;
        Assert.InRange(waited.TotalMilliseconds, 90, 160); // a half or a third of the CPU, by the groups' weights
        // All of the wait is its own CPU time, but for what its exits cost.
        var exits = bed.Guest.PauseLoops.Exits * bed.Guest.Nanoseconds(bed.Guest.Platform.Cpu.Trap(bed.Host.Model.Cpu));
        Assert.InRange(waiter.Spun, (waited.Ticks * 100) - exits - 20_000, waited.Ticks * 100);
        // It notices within a hand-over.
        Assert.InRange((waiter.Got - log.FirstReleased).TotalMicroseconds, 0, 1);
        Assert.Equal(0, bed.Guest.VCpus[1].Halts - 1); // its first start only
    }

    [Theory]
    [MemberData(nameof(Halting))]
    public void A_paravirtual_waiter_halts_after_the_threshold_and_is_kicked(SpinLockKind kind)
    {
        var bed = new LockTestbed(kind, LockTestbed.NoYields, [0, 1], 2, rivals: [0]);
        var (_, waiter, log) = Contend(bed);
        bed.RunUntil(() => waiter.Asked != default);
        var (halts, exits) = (bed.Guest.VCpus[1].Halts, bed.Guest.VCpus[0].Exits);
        bed.Sim.Run(TimeSpan.FromMilliseconds(20));
        Assert.True(bed.Guest.VCpus[1].Thread.IsSleeping);
        var used = bed.Guest.VCpus[1].Thread.CpuTime;
        bed.Sim.Run(TimeSpan.FromMilliseconds(20));
        Assert.Equal(used, bed.Guest.VCpus[1].Thread.CpuTime);
        bed.RunUntil(() => waiter.IsDone);
        var threshold = SpinLockCosts.Of(bed.Host.Model).HaltAfterNs;
        Assert.InRange(waiter.Spun, threshold, threshold + 2000);
        Assert.Equal(halts + 1, bed.Guest.VCpus[1].Halts);
        Assert.True(bed.Guest.VCpus[0].Exits >= exits + 1); // the kick
        Assert.InRange((waiter.Got - log.FirstReleased).TotalMicroseconds, 0, 50);
    }

    // The first waiter has lost its CPU when the lock becomes free. Where turns are in order the second burns on; elsewhere it takes it.
    [Theory]
    [InlineData(SpinLockKind.Ticket, true)]
    [InlineData(SpinLockKind.Queued, true)]
    [InlineData(SpinLockKind.Unfair, false)]
    [InlineData(SpinLockKind.UnfairQueued, false)]
    public void A_waiter_without_a_cpu_holds_up_who_is_behind_it_only_where_turns_are_in_order(SpinLockKind kind, bool holdsUp)
    {
        var bed = new LockTestbed(kind, LockTestbed.NoYields, [0, 1, 2], 3, rivals: [1]);
        var (log, first) = (bed.Log(), bed.Guest.VCpus[1].Thread);
        Contender? second = null;
        var holder = new Contender(bed.Threads[0], bed.Lock, log, (1, 1)) { MayRelease = () => log.Takes == 1 && Lost() };
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (20_000, 1000));
        bed.RunUntil(() => waiter.Asked != default);
        second = new Contender(bed.Threads[2], bed.Lock, log, (1000, 1000));
        bed.RunUntil(() => holder.IsDone);
        bed.RunUntil(() => second.IsDone);
        Assert.Equal(holdsUp, waiter.IsDone);
        Assert.Equal(holdsUp, (second.Got - log.FirstReleased).TotalMicroseconds > 10);
        bed.RunUntil(() => waiter.IsDone);

        bool Lost() => second?.Asked != default && first is { IsRunning: false, IsSleeping: false };
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void A_call_to_a_virtual_cpu_without_a_cpu_waits_until_that_one_runs(SchedulerKind scheduler)
    {
        var bed = new LockTestbed(SpinLockKind.Ticket, LockTestbed.NoYields, [0, 1], 2, rivals: [1], scheduler);
        var (sender, thread) = (bed.Threads[0], bed.Guest.VCpus[1].Thread);
        sender.Demand(20 * Millisecond);
        bed.Threads[1].Demand(CpuTask.Forever);
        var (slices, spent, done) = (0L, 0L, false);
        sender.Done = () =>
        {
            if (done)
                return;
            if (thread.IsRunning)
            {
                sender.Demand(1000);
                return;
            }

            (slices, spent) = (thread.TimeSlices, thread.CpuTime);
            RemoteCall.Send(sender, 100, () =>
            {
                done = true;
                Assert.True(thread.IsRunning);
                Assert.Equal(slices + 1, thread.TimeSlices);
                Assert.InRange(thread.CpuTime - spent, 0, 5000);
            });
        };
        bed.RunUntil(() => slices > 0);
        var (before, asked) = (sender.CpuTime, bed.Sim.Now);
        Assert.False(done);
        bed.RunUntil(() => done);
        Assert.InRange(bed.Sim.Now - asked, TimeSpan.FromMilliseconds(0.1), TimeSpan.FromMilliseconds(20));
        Assert.InRange((sender.CpuTime - before) / 100.0, (bed.Sim.Now - asked).Ticks - 1000, (bed.Sim.Now - asked).Ticks);
        Assert.Equal(0, sender.PreemptCount);
    }

    // The holder comes first, and has the lock when the waiter comes.
    private static (Contender Holder, Contender Waiter, LockLog Log) Contend(LockTestbed bed)
    {
        var log = bed.Log();
        var holder = new Contender(bed.Threads[0], bed.Lock, log, (1000, 50 * Millisecond));
        bed.RunUntil(() => log.Takes == 1);
        return (holder, new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000)), log);
    }
}
