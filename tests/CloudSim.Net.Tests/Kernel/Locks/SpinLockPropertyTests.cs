using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Scheduling.Cfs;
using CloudSim.Net.Scheduling.Eevdf;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CsCheck;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>What every spinlock keeps, whoever contends for it and wherever: on CPUs of the machine and on virtual ones.</summary>
public class SpinLockPropertyTests
{
    private static readonly Gen<SpinLockKind> Kinds = Gen.Enum<SpinLockKind>();

    private static readonly Gen<(long, long)[][]> Rounds =
        Gen.Select(Gen.Long[1, 200_000], Gen.Long[1, 20_000]).Array[1, 30].Array[1, 9];

    [Fact]
    public void One_holds_it_at_a_time_in_order_and_nobody_is_lost_on_cpus() => Gen.Select(Kinds, Gen.Bool, Gen.Int[1, 4], Rounds).Sample(
        (kind, isCfs, cpus, rounds) =>
        {
            var sim = new Simulation();
            CpuScheduler scheduler = isCfs ? new CfsScheduler(sim, cpus, P) : new EevdfScheduler(sim, cpus, P);
            var all = Contend(sim, rounds, i => scheduler.CreateTask($"task {i}"), new(HostModel.RackServer(P), kind));
            sim.Run(TimeSpan.FromSeconds(5));
            Check(all, rounds);
            Assert.Equal(scheduler.BusyNs, all.Sum(c => c.Task.CpuTime));
        },
        iter: 150);

    [Fact]
    public void One_holds_it_at_a_time_in_order_and_nobody_is_lost_on_virtual_cpus() =>
        Gen.Select(Kinds, Gen.Bool, Gen.Bool, Gen.Int[1, 3], Gen.Int[1, 4], Rounds).Sample(
            (kind, hostIsCfs, guestIsCfs, cpus, vcpus, rounds) =>
            {
                var sim = new Simulation();
                var host = new Host(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1),
                    hostIsCfs ? SchedulerKind.Cfs : SchedulerKind.Eevdf);
                var platform = QemuKvm.Of(P);
                platform = platform with
                {
                    Kernel = platform.Kernel! with { SpinLocks = kind, Scheduler = guestIsCfs ? SchedulerKind.Cfs : SchedulerKind.Eevdf },
                };
                var spec = new GuestSpec(1.GiB, 40.MiB) { VCpus = vcpus };
                var (guest, rival) = (host.Boot(platform, spec), host.Boot(platform, spec));
                for (var i = 0; i < vcpus; i++)
                    rival.CreateThread($"rival {i}").Demand(CpuTask.Forever);
                var first = guest.CreateThread("first");
                var before = guest.VCpus.Sum(v => v.Thread.CpuTime);
                var all = Contend(sim, rounds, i => i == 0 ? first : guest.CreateThread($"task {i}"), guest.SpinLock("lock"));
                sim.Run(TimeSpan.FromSeconds(5));
                Check(all, rounds);
                // The two levels agree, but for ticks of a host under CFS (500 ns): their cost is taken from what the thread did before
                // (CfsCpu.Tick), so that its clock may go back behind one that a task which ends at that instant was charged by.
                var below = guest.VCpus.Sum(v => v.Thread.CpuTime) - before;
                Assert.InRange(all.Sum(c => c.Task.CpuTime + c.Task.Overhead) - below, 0, hostIsCfs ? 5000 : 0);
            },
            iter: 150);

    private static List<Contender> Contend(Simulation sim, (long, long)[][] rounds, Func<int, CpuTask> task, SpinLock held)
    {
        var log = new LockLog(sim, held.Kind is SpinLockKind.Ticket or SpinLockKind.Queued or SpinLockKind.ParavirtualTicket
            or SpinLockKind.ParavirtualQueuedInOrder);
        return [.. rounds.Select((r, i) => new Contender(task(i), held, log, r))];
    }

    private static void Check(List<Contender> all, (long, long)[][] rounds)
    {
        for (var i = 0; i < all.Count; i++)
        {
            Assert.True(all[i].IsDone, $"{all[i].Task} has {rounds[i].Length} rounds to do");
            Assert.Equal(all[i].Own + all[i].Spun, all[i].Task.CpuTime);
            Assert.Equal(0, all[i].Task.PreemptCount);
        }
    }
}
