using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Guests that end, freeze or get a second thread at odd instants.</summary>
public class VCpuEndsTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB);

    private readonly Simulation sim = new();

    [Fact]
    public void Nothing_goes_on_when_a_guest_is_stopped_while_a_tick_waits_for_its_cpu()
    {
        var host = Host(1, SchedulerKind.Cfs);
        var (guest, rival) = (host.Boot(QemuKvm.Of(P), Spec), host.Boot(QemuKvm.Of(P), Spec));
        foreach (var thread in new[] { guest.CreateThread("a"), guest.CreateThread("b"), rival.CreateThread("rival") })
            thread.Demand(CpuTask.Forever);
        while (!guest.OwnScheduler!.Cpu(0).HasPending)
            sim.Run(TimeSpan.FromMilliseconds(0.5));
        guest.Stop();
        rival.Stop();
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(DateTime.MaxValue, sim.Peek());
    }

    [Theory]
    [InlineData(SchedulerKind.Cfs)]
    [InlineData(SchedulerKind.Eevdf)]
    [InlineData(SchedulerKind.Credit)]
    public void The_first_further_thread_may_be_made_in_a_callback_of_the_main_thread(SchedulerKind kind)
    {
        var guest = Host(2, kind).Boot(QemuKvm.Of(P), Spec with { VCpus = 2 });
        var done = 0;
        guest.Cpu.Execute(1000, () =>
        {
            guest.CreateThread("x").Execute(1_000_000, () => done++);
            guest.Cpu.Execute(500, () => done++);
        });
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(2, done);
    }

    [Fact]
    public void A_frozen_guest_keeps_its_work_when_it_gets_a_second_thread()
    {
        var guest = Host(2, SchedulerKind.Cfs).Boot(QemuKvm.Of(P), Spec with { VCpus = 2 });
        var done = 0;
        guest.Cpu.Execute(1_000_000, () => done++);
        sim.Run(TimeSpan.FromMilliseconds(0.5));
        guest.Group.Frozen = true;
        guest.CreateThread("x").Execute(1000, () => done++);
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(0, done);
        guest.Group.Frozen = false;
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Equal(2, done);
    }

    [Fact]
    public void Who_holds_a_spinlock_may_exceed_its_slice_under_the_credit_scheduler()
    {
        var host = Host(1, SchedulerKind.Credit);
        var container = host.Boot(RuncContainer.Of(P), Spec);
        var (holder, other) = (container.CreateThread("holder"), container.CreateThread("other"));
        var (held, done) = (container.SpinLock("lock"), false);
        other.Demand(CpuTask.Forever);
        holder.Execute(1000, () => held.Acquire(holder, () => holder.Execute(100_000_000, () =>
        {
            held.Release(holder);
            done = true;
        })));
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.True(done);
    }

    [Fact]
    public void Counters_of_a_guest_that_was_stopped_can_be_read()
    {
        var guest = Host(2, SchedulerKind.Cfs).Boot(QemuKvm.Of(P), Spec with { VCpus = 2 });
        guest.Stop();
        sim.Run(TimeSpan.FromSeconds(1));
        Assert.Empty(guest.VCpus);
        Assert.Equal(0, guest.StealNs);
    }

    private Host Host(int cpus, SchedulerKind kind) =>
        new(sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1), kind);
}
