using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>Guests that are frozen or stopped while one of their threads holds a lock, or waits for it; and whose lock it is.</summary>
public class EndedHolderTests
{
    private const long Millisecond = 1_000_000;

    private readonly Simulation sim = new();

    [Fact]
    public void Containers_contend_for_one_lock_of_the_host_and_machines_each_for_their_own()
    {
        var host = Host(2);
        var (a, b) = (Container(host), Container(host));
        var spec = new GuestSpec(1.GiB, 40.MiB);
        var platform = LockTestbed.PlatformOf(SpinLockKind.Unfair);
        var (m, n) = (host.Boot(platform, spec), host.Boot(platform, spec));
        Assert.Same(a.SpinLock("lock"), b.SpinLock("lock"));
        Assert.NotSame(a.SpinLock("lock"), a.SpinLock("another"));
        Assert.NotSame(m.SpinLock("lock"), n.SpinLock("lock"));
        Assert.NotSame(a.SpinLock("lock"), m.SpinLock("lock"));
        Assert.Equal((SpinLockKind.Queued, SpinLockKind.Unfair), (a.SpinLock("lock").Kind, m.SpinLock("lock").Kind));

        // The second comes while the first holds it for 10 ms.
        Assert.Equal((1, true), Second(a, b));
        Assert.Equal((0, false), Second(m, n));

        (long Contended, bool Waits) Second(Guest first, Guest second)
        {
            var contended = second.SpinLock("lock").Contended;
            var (one, two) = (Contend(first, 10 * Millisecond), Contend(second, 1000));
            sim.Run(TimeSpan.FromMilliseconds(100));
            Assert.True(one.IsDone && two.IsDone);
            return (second.SpinLock("lock").Contended - contended, two.Got - two.Asked > TimeSpan.FromMilliseconds(9));
        }
    }

    [Fact]
    public void A_container_is_frozen_behind_its_lock_and_others_go_on()
    {
        var host = Host(2);
        var (a, b) = (Container(host), Container(host));
        var (holder, waiter) = (Contend(a, 10 * Millisecond, 10 * Millisecond), Contend(b, 1000, 1000));
        sim.Run(TimeSpan.FromMilliseconds(5));
        a.Group.Frozen = true;
        Assert.True(holder.Task.IsRunning);
        sim.Run(TimeSpan.FromMilliseconds(50));
        Assert.True(holder.Task.IsSleeping);
        Assert.False(holder.IsDone);
        Assert.True(waiter.IsDone);
        Assert.InRange(holder.Task.CpuTime, 10 * Millisecond, 10.01 * Millisecond);
        a.Group.Frozen = false;
        sim.Run(TimeSpan.FromMilliseconds(50));
        Assert.True(holder.IsDone);
        Assert.Equal(holder.Own + holder.Spun, holder.Task.CpuTime);
    }

    [Fact]
    public void A_waiter_of_a_frozen_container_has_its_turn_before_it_stops()
    {
        var host = Host(3);
        var (a, b, c) = (Container(host), Container(host), Container(host));
        var holder = Contend(a, 10 * Millisecond);
        sim.Run(TimeSpan.FromMilliseconds(1));
        var waiter = Contend(b, Millisecond, Millisecond);
        sim.Run(TimeSpan.FromMilliseconds(1));
        var last = Contend(c, 1000);
        sim.Run(TimeSpan.FromMilliseconds(1));
        b.Group.Frozen = true;
        sim.Run(TimeSpan.FromMilliseconds(50));
        Assert.True(holder.IsDone && last.IsDone);
        Assert.Equal((true, false), (waiter.Task.IsSleeping, waiter.IsDone));
    }

    [Fact]
    public void A_container_that_is_stopped_leaves_no_lock_behind()
    {
        var host = Host(3);
        var (a, b, c) = (Container(host), Container(host), Container(host));
        var log = new LockLog(sim, inOrder: false);
        var holder = Contend(a, 10 * Millisecond);
        sim.Run(TimeSpan.FromMilliseconds(1));
        var waiter = new Contender(b.CreateThread("waiter"), b.SpinLock("lock"), log, (1000, 1000));
        sim.Run(TimeSpan.FromMilliseconds(1));
        var last = new Contender(c.CreateThread("last"), c.SpinLock("lock"), log, (1000, 1000));
        sim.Run(TimeSpan.FromMilliseconds(1));
        b.Stop();
        a.Stop();
        sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.Equal((true, true, true), (holder.Task.HasExited, waiter.Task.HasExited, last.IsDone));
        Assert.Equal((1, 0), (log.Takes, c.SpinLock("lock").Waiting));
    }

    [Theory]
    [InlineData(SpinLockKind.Ticket)]
    [InlineData(SpinLockKind.ParavirtualTicket)]
    [InlineData(SpinLockKind.ParavirtualQueued)]
    [InlineData(SpinLockKind.Unfair)]
    public void A_machine_is_frozen_and_stopped_as_a_whole(SpinLockKind kind)
    {
        var bed = new LockTestbed(kind, LockTestbed.Yields, [0, 1], 2, rivals: [0]);
        var log = bed.Log();
        var holder = new Contender(bed.Threads[0], bed.Lock, log, (1000, 5 * Millisecond), (1000, 500 * Millisecond));
        bed.RunUntil(() => log.Takes == 1);
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000), (3 * Millisecond, 1000));
        bed.Sim.Run(TimeSpan.FromMilliseconds(1));
        bed.Guest.Group.Frozen = true;
        var (spent, takes) = (bed.Guest.VCpus.Sum(v => v.Thread.CpuTime), log.Takes);
        bed.Sim.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal((spent, takes), (bed.Guest.VCpus.Sum(v => v.Thread.CpuTime), log.Takes));
        bed.Guest.Group.Frozen = false;
        bed.RunUntil(() => log.Takes == 3);
        Assert.Equal((2, false), (log.Takes - 1, holder.IsDone || waiter.IsDone));
        bed.Sim.Run(TimeSpan.FromMilliseconds(10));
        bed.Guest.Stop();
        var busy = bed.Host.Scheduler.BusyNs;
        bed.Sim.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(busy + (100 * Millisecond), bed.Host.Scheduler.BusyNs, 300_000d); // the rival alone
    }

    [Fact]
    public void A_virtual_cpu_whose_halted_waiter_exits_goes_on()
    {
        var bed = new LockTestbed(SpinLockKind.ParavirtualTicket, LockTestbed.NoYields, [0, 1], 2, rivals: []);
        var log = bed.Log();
        var holder = new Contender(bed.Threads[0], bed.Lock, log, (1000, 50 * Millisecond));
        bed.RunUntil(() => log.Takes == 1);
        var waiter = new Contender(bed.Threads[1], bed.Lock, log, (1000, 1000));
        bed.Sim.Run(TimeSpan.FromMilliseconds(10));
        Assert.True(bed.Guest.VCpus[1].Thread.IsSleeping);
        waiter.Task.Exit();
        var other = bed.Guest.CreateThread("other");
        other.Demand(Millisecond);
        bed.Threads[0].Exit();
        Assert.False(holder.IsDone);
        bed.Sim.Run(TimeSpan.FromMilliseconds(10));
        Assert.Equal(0, other.Remaining);
        var next = new Contender(other, bed.Lock, bed.Log(), (1000, 1000));
        bed.Sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.True(next.IsDone);
    }

    [Fact]
    public void Who_holds_it_does_not_take_it_again_and_who_does_not_cannot_give_it_up()
    {
        var bed = new LockTestbed(SpinLockKind.Ticket, LockTestbed.NoYields, [0, 1], 2, rivals: []);
        var log = bed.Log();
        _ = new Contender(bed.Threads[0], bed.Lock, log, (1000, 50 * Millisecond));
        bed.RunUntil(() => log.Takes == 1);
        Assert.Throws<InvalidOperationException>(() => bed.Lock.Acquire(bed.Threads[0], () => { }));
        Assert.Throws<InvalidOperationException>(() => bed.Lock.Release(bed.Threads[1]));
        Assert.Equal((1, 0, 0, 1), (bed.Lock.Acquisitions, bed.Lock.Contended, bed.Lock.Waiting, bed.Threads[0].PreemptCount));
    }

    private Contender Contend(Guest guest, params long[] holds) => new(guest.CreateThread("contender"), guest.SpinLock("lock"),
        new LockLog(sim, inOrder: false), holds.Select(h => (1000L, h)));

    private static Guest Container(Host host) => host.Boot(RuncContainer.Of(P), new(256.MiB, 40.MiB));

    private Host Host(int cpus) => new(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1));
}
