using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What virtual CPUs pay their hypervisor, each by itself.</summary>
public class VCpuCostTests
{
    private readonly Simulation sim = new();
    private readonly Host host;
    private readonly Guest guest;
    private readonly long trap;

    public VCpuCostTests()
    {
        host = new(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(4) }, new RandomStreams(1), SchedulerKind.Cfs);
        var platform = QemuKvm.Of(P);
        platform = platform with
        {
            PauseLoops = CloudSim.Net.Virtualization.PauseLoopExiting.Of(P) with { Yields = false, BoostsKicked = false },
            Kernel = platform.Kernel! with { SpinLocks = SpinLockKind.ParavirtualTicket, Housekeeping = Housekeeping.None },
        };
        guest = host.Boot(platform, new(1.GiB, 40.MiB) { VCpus = 3 });
        trap = guest.Nanoseconds(platform.Cpu.Trap(host.Model.Cpu));
    }

    [Fact]
    public void Waking_a_task_on_another_virtual_cpu_is_an_exit_of_the_waker()
    {
        var (waker, woken) = (guest.CreateThread("waker"), guest.CreateThread("woken"));
        // Both have run somewhere, each on a virtual CPU of its own.
        woken.Demand(1_000);
        waker.Demand(1_000_000);
        sim.Run(TimeSpan.FromMilliseconds(10));
        var (before, exits, sent) = (waker.Overhead, guest.VCpus.Sum(v => v.Exits), guest.VCpus.Sum(v => v.IpisSent));
        var left = 20;
        waker.Done = () =>
        {
            if (left-- == 0)
                return;
            woken.Demand(1_000);
            waker.Demand(1_000_000);
        };
        waker.Demand(1_000_000);
        sim.Run(TimeSpan.FromMilliseconds(100));
        Assert.Equal(20, guest.VCpus.Sum(v => v.IpisSent) - sent);
        // One halt of the waker's own, and of the woken one each time.
        Assert.Equal(20 * trap, waker.Overhead - before - guest.Nanoseconds(guest.Platform.Cpu.Halt(host.Model.Cpu).OnCpu));
        Assert.Equal(20 + 20 + 1, guest.VCpus.Sum(v => v.Exits) - exits, 1e-9);
    }

    [Fact]
    public void A_call_of_other_cpus_costs_its_sender_an_exit_for_each_and_waits_for_all()
    {
        var threads = Enumerable.Range(0, 3).Select(i => guest.CreateThread($"thread {i}")).ToList();
        var (answered, before) = (DateTime.MinValue, 0L);
        threads[1].Demand(CpuTask.Forever);
        threads[2].Demand(CpuTask.Forever);
        threads[0].Done = () =>
        {
            if (before > 0)
                return;
            before = threads[0].Overhead;
            RemoteCall.Send(threads[0], 0, () => answered = sim.Now);
        };
        threads[0].Demand(1_000);
        sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(DateTime.MinValue, answered);
        Assert.Equal(2 * trap, threads[0].Overhead - before);
        // Each of the others pays for the interrupt that it takes.
        var receive = guest.Nanoseconds(guest.Platform.Cpu.Interrupt(host.Model.Cpu).OnCpu);
        Assert.Equal(1, guest.OwnScheduler!.Cpu(threads[1].CurrentCpu).IpisReceived);
        Assert.True(receive > 0);
    }

    [Fact]
    public void A_kick_is_an_exit_of_who_gives_the_lock_up()
    {
        var threads = Enumerable.Range(0, 2).Select(i => guest.CreateThread($"thread {i}")).ToList();
        var held = guest.SpinLock("lock");
        var (isHolding, isTaken) = (false, false);
        var (before, after) = (0L, 0L);
        threads[0].Done = () =>
        {
            if (!isHolding)
            {
                isHolding = true;
                held.Acquire(threads[0], () => threads[0].Demand(20_000_000));
                return;
            }

            before = threads[0].Overhead;
            held.Release(threads[0]);
            threads[0].Done = () => after = threads[0].Overhead;
            threads[0].Demand(1_000_000);
        };
        threads[0].Demand(1_000);
        sim.Run(TimeSpan.FromMilliseconds(1));
        threads[1].Done = () => held.Acquire(threads[1], () =>
        {
            isTaken = true;
            threads[1].Done = () => held.Release(threads[1]);
            threads[1].Demand(1_000);
        });
        threads[1].Demand(1_000);
        sim.Run(TimeSpan.FromMilliseconds(50));
        Assert.True(isTaken);
        Assert.Equal(trap, after - before);
    }

    [Fact]
    public void Who_does_not_run_cannot_spin_and_nobody_waits_twice()
    {
        var thread = guest.CreateThread("thread");
        var held = guest.SpinLock("lock");
        Assert.Throws<InvalidOperationException>(() => held.Acquire(thread, () => { }));
        Assert.Throws<InvalidOperationException>(() => RemoteCall.Send(thread, 0, () => { }));
        Assert.Equal(0, held.Acquisitions);
        var refused = false;
        thread.Done = () => held.Acquire(thread, () =>
        {
            refused = Assert.Throws<InvalidOperationException>(() => held.Acquire(thread, () => { })) is not null;
            thread.Done = () => held.Release(thread);
            thread.Demand(10);
        });
        thread.Demand(10);
        sim.Run(TimeSpan.FromMilliseconds(1));
        Assert.True(refused);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Credit)]
    public void Who_holds_a_lock_moves_to_other_cpus_only_behind_it(SchedulerKind kind)
    {
        var own = new Simulation();
        var machine = new Host(own, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(2) }, new RandomStreams(1), kind);
        var container = machine.Boot(RuncContainer.Of(P), new(256.MiB, 40.MiB));
        var held = container.SpinLock("lock");
        var threads = Enumerable.Range(0, 2).Select(i => container.CreateThread($"thread {i}")).ToList();
        var done = 0;
        foreach (var thread in threads)
        {
            thread.Done = () => held.Acquire(thread, () =>
            {
                thread.Done = () =>
                {
                    thread.Done = null;
                    held.Release(thread);
                    done++;
                };
                thread.Demand(50_000_000);
            });
            thread.Demand(1_000);
        }

        own.Run(TimeSpan.FromMilliseconds(10));
        container.Group.Affinity = CpuSet.Of(threads.Single(t => t.IsOccupied).CurrentCpu);
        own.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(2, done);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    public void Nothing_happens_in_a_frozen_guest_with_more_threads_than_virtual_cpus(SchedulerKind kind)
    {
        var own = new Simulation();
        var machine = new Host(own, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(2) }, new RandomStreams(1), kind);
        var frozen = machine.Boot(QemuKvm.Of(P), new(512.MiB, 40.MiB));
        var threads = Enumerable.Range(0, 2).Select(i => frozen.CreateThread($"thread {i}")).ToList();
        threads.ForEach(t => t.Demand(100_000_000));
        own.Run(TimeSpan.FromMilliseconds(20));
        frozen.Group.Frozen = true;
        var begin = own.Now;
        own.Run(); // ends: nothing is left
        Assert.InRange((own.Now - begin).TotalMilliseconds, 0, 10);
        frozen.Group.Frozen = false;
        begin = own.Now;
        own.Run();
        Assert.All(threads, t => Assert.Equal(100_000_000, t.CpuTime));
        Assert.InRange((own.Now - begin).TotalMilliseconds, 170, 200);
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Credit)]
    [InlineData(SchedulerKind.Fluid)]
    public void A_limit_does_not_stop_who_holds_a_lock_of_the_host_for_ever(SchedulerKind kind)
    {
        var own = new Simulation();
        var machine = new Host(own, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(1) }, new RandomStreams(1), kind);
        var done = 0;
        for (var i = 0; i < 2; i++)
        {
            var container = machine.Boot(RuncContainer.Of(P), new(256.MiB, 40.MiB));
            if (i == 0)
                container.Group.SetBandwidth(TimeSpan.FromMilliseconds(5), TimeSpan.FromMilliseconds(100));
            var (held, thread, left) = (container.SpinLock("lock"), container.CreateThread("thread"), 20);
            void Work()
            {
                held.Acquire(thread, () =>
                {
                    thread.Done = () =>
                    {
                        held.Release(thread);
                        thread.Done = left-- > 0 ? Work : null;
                        if (thread.Done is null)
                            done++;
                        else
                            thread.Demand(1_000);
                    };
                    thread.Demand(5_000_000);
                });
            }

            thread.Done = Work;
            thread.Demand(1_000);
        }

        own.Run(TimeSpan.FromSeconds(20));
        Assert.Equal(2, done);
    }
}
