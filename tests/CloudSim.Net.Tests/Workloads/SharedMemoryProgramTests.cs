using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Tests.Kernel.Locks;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

/// <summary>Programs whose threads meet in their kernel, with a CPU for each virtual one and with half of one.</summary>
public class SharedMemoryProgramTests
{
    private static readonly WorkProfile Unit = new() { Name = "unit", User = new(15_000), Kernel = new(15_000) };

    // 300 cycles of a unit: a hundredth of the work.
    private static readonly LockUse Often = new("lock", 1, new(300));

    public static TheoryData<SpinLockKind> Kinds => [.. Enum.GetValues<SpinLockKind>()];

    public static TheoryData<SchedulerKind> Schedulers =>
        [SchedulerKind.Cfs, SchedulerKind.Eevdf, SchedulerKind.Credit, SchedulerKind.Fluid];

    [Theory]
    [MemberData(nameof(Schedulers))]
    public void Independent_work_has_its_fair_share_whatever_the_overcommit(SchedulerKind scheduler)
    {
        var (one, two) = (Run(1, [], scheduler: scheduler), Run(2, [], scheduler: scheduler));
        Assert.InRange(two.PerSecond / one.PerSecond, 0.475, 0.502);
    }

    // The work that is left after the time with the lock and its hand-overs, by the clock: at the most a twentieth of it is lost.
    [Theory]
    [MemberData(nameof(Kinds))]
    public void With_a_cpu_for_each_virtual_one_nothing_is_lost_but_the_hand_over(SpinLockKind kind)
    {
        var (without, with) = (Run(1, [], kind).PerSecond, Run(1, [Often], kind).PerSecond);
        Assert.InRange(with / without, 0.96, 0.9999);
        var (_, guest) = Run(1, [Often], kind);
        Assert.Equal((0, 0), (guest.PauseLoops.Yields, guest.StealNs));
    }

    [Fact]
    public void Paravirtual_locks_and_yields_cost_nothing_where_they_have_nothing_to_do()
    {
        var ticket = Run(1, [Often], SpinLockKind.Ticket, LockTestbed.NoYields).PerSecond;
        Assert.InRange(Run(1, [Often], SpinLockKind.ParavirtualTicket).PerSecond / ticket, 0.99, 1.01);
        Assert.InRange(Run(1, [Often], SpinLockKind.Ticket).PerSecond / ticket, 0.99, 1.01);
    }

    // At 2:1 half is fair. In order and without help nearly all is lost; each help regains a part.
    [Fact]
    public void At_two_to_one_help_regains_what_order_loses()
    {
        var twice = Often with { PerUnit = 2, Hold = new(500) };
        double Share(SpinLockKind kind, PauseLoopExiting rules) =>
            Run(2, [twice], kind, rules, cpus: 8).PerSecond / Run(1, [twice], kind, rules, cpus: 8).PerSecond;
        var (no, yes) = (LockTestbed.NoYields, LockTestbed.Yields);
        Assert.InRange(Share(SpinLockKind.Ticket, no), 0, 0.1);
        Assert.InRange(Share(SpinLockKind.Queued, no), 0, 0.1);
        Assert.InRange(Share(SpinLockKind.Ticket, yes), 0.15, 0.45);
        Assert.InRange(Share(SpinLockKind.ParavirtualTicket, no), 0.35, 0.52);
        Assert.InRange(Share(SpinLockKind.ParavirtualQueued, no), 0.4, 0.52);
        Assert.InRange(Share(SpinLockKind.Unfair, no), 0.3, 0.51);
        Assert.InRange(Share(SpinLockKind.Unfair, yes), 0.45, 0.52);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Shootdowns_lose_more_than_independent_work_and_nothing_at_one_to_one(SchedulerKind scheduler)
    {
        (double PerSecond, Guest Guest) Shooting(int guests, PauseLoopExiting? rules = null) =>
            Run(guests, [], rules: rules, shootdowns: 0.04, scheduler: scheduler, cpus: 8);
        var without = Run(1, [], scheduler: scheduler, cpus: 8).PerSecond;
        var (one, two) = (Shooting(1), Shooting(2));
        Assert.InRange(one.PerSecond / without, 0.9, 1);
        Assert.InRange(Shooting(2, LockTestbed.NoYields).PerSecond / one.PerSecond, 0, 0.2);
        Assert.InRange(two.PerSecond / one.PerSecond, 0.2, 0.51);
        Assert.True(two.Guest.VCpus.Sum(v => v.IpisSent) > 0);
    }

    [Fact]
    public void Containers_have_their_fair_share_with_the_same_locks()
    {
        var (one, two) = (Run(1, [Often], container: true).PerSecond, Run(2, [Often], container: true).PerSecond);
        // Nobody who holds a lock of the host loses its CPU; twice as many contend.
        Assert.InRange(two / one, 0.45, 0.51);
    }

    [Fact]
    public void A_sleeping_lock_lets_its_waiters_sleep()
    {
        var busy = new LockUse("mm", 0.1, new(200_000)) { Sleeps = true }; // two fifths of the work, of 4 threads
        var (perSecond, guest) = Run(1, [busy]);
        // The lock is the bottleneck: its holder works with it all the time.
        var most = 1e9 / (0.1 * guest.Nanoseconds(guest.Platform.Cpu.KernelWork(busy.Hold).OnCpu));
        Assert.InRange(perSecond / most, 0.6, 1);
        Assert.True(guest.VCpus.Sum(v => v.Halts) > 100);
        Assert.Equal(0, guest.PauseLoops.Exits);
    }

    [Fact]
    public void The_same_seed_gives_the_same_units() =>
        Assert.Equal(Run(2, [Often]).PerSecond, Run(2, [Often]).PerSecond);

    private static (double PerSecond, Guest Guest) Run(int guests, IReadOnlyList<LockUse> locks, SpinLockKind kind = SpinLockKind.Ticket,
        PauseLoopExiting? rules = null, double shootdowns = 0, SchedulerKind scheduler = SchedulerKind.Cfs, bool container = false,
        int cpus = 4)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1), scheduler);
        var platform = container ? RuncContainer.Of(P) : LockTestbed.PlatformOf(kind, rules);
        var all = Enumerable.Range(0, guests).Select(_ => host.Boot(platform, new(1.GiB, 40.MiB) { VCpus = cpus })).ToList();
        var programs = all.Select(g => new SharedMemoryProgram(g, Unit, cpus, locks, shootdowns)).ToList();
        sim.Run(TimeSpan.FromMilliseconds(50));
        var before = programs.Sum(p => p.Units);
        sim.Run(TimeSpan.FromMilliseconds(200));
        return ((programs.Sum(p => p.Units) - before) / guests / 0.2, all[0]);
    }
}
