using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>
/// Timers and interrupts between CPUs. A write to the interrupt controller's command register leaves the guest also where delivery is
/// posted (one exit); without posting delivery, injection and completion leave it, too (four). A deadline is one exit; Xen takes a
/// hypercall for each; a container none.
/// </summary>
public class TimerTests
{
    private static readonly HostModel Machine = HostModel.RackServer(P);
    private static readonly WorkProfile Ipi = new() { Name = "IPI", Ipis = 1 };
    private static readonly WorkProfile Deadline = new() { Name = "deadline", TimerWrites = 1 };

    [Fact]
    public void An_interrupt_between_CPUs_leaves_once_with_posting_and_four_times_without()
    {
        var old = Machine with { Cpu = CpuModels.SandyBridge(P) };
        Assert.Equal(1, QemuKvm.Of(P).Cost(Ipi, Machine).Exits, 1e-9);
        Assert.Equal(4, QemuKvm.Of(P).Cost(Ipi, old).Exits, 1e-9);
        Assert.Equal(0, RuncContainer.Of(P).Cost(Ipi, Machine).Exits);
        Assert.Equal(Machine.Cpu.Interrupt, RuncContainer.Of(P).Cost(Ipi, Machine).Total);
    }

    [Fact]
    public void A_deadline_leaves_once_on_KVM_and_Xen_and_never_in_a_container()
    {
        Assert.Equal(1, QemuKvm.Of(P).Cost(Deadline, Machine).Exits, 1e-9);
        Assert.Equal(1, XenPv.Of(P).Cost(Deadline, Machine).Exits, 1e-9);
        Assert.Equal(0, RuncContainer.Of(P).Cost(Deadline, Machine).Exits);
        var (more, native) = (QemuKvm.Of(P).Cost(Deadline, Machine).Total, RuncContainer.Of(P).Cost(Deadline, Machine).Total);
        Assert.InRange((more - native).Count, 1_000, 2_000); // an empty exit
    }

    // Twenty times the interrupts between CPUs: a guest on KVM loses nineteen exits more for each, a container only their delivery.
    [Fact]
    public void Twenty_times_the_wake_ups_cost_KVM_exits_and_a_container_deliveries()
    {
        var work = WorkProfiles.SystemCallHeavy(P);
        var more = work with { Ipis = 20 * work.Ipis };
        Assert.Equal(19 * work.Ipis, QemuKvm.Of(P).Cost(more, Machine).Exits - QemuKvm.Of(P).Cost(work, Machine).Exits, 1e-6);
        Assert.Equal(19 * work.Ipis * Machine.Cpu.Interrupt.Count,
            (RuncContainer.Of(P).Cost(more, Machine).Total - RuncContainer.Of(P).Cost(work, Machine).Total).Count, 1e-3);
    }

    [Fact]
    public void A_guest_that_schedules_itself_pays_its_halts_and_interrupts_once()
    {
        var host = new Host(new Simulation(), Machine, new RandomStreams(1).Scope("host"));
        var guest = host.Boot(QemuKvm.Of(P), new GuestSpec(256.MiB, 1.MiB) { VCpus = 2 });
        var work = new WorkProfile { Name = "waits", User = 1_000_000.Cycles, Ipis = 10, Halts = 10 };
        Assert.True(guest.Demand(work).Exits >= 20 - 1e-9);
        guest.CreateThread("second");
        Assert.Equal(0, guest.Demand(work).Exits);
    }

    [Fact]
    public void Every_piece_of_work_longer_than_a_tenth_of_a_millisecond_has_ticks()
    {
        var all = WorkProfiles.All(P).Concat(Benchmark.All(P)).ToList();
        Assert.All(all.Where(w => (w.User + w.Kernel).At(3.GHz) > 100.Microseconds), w => Assert.True(w.Interrupts > 0, w.Name));
        Assert.Contains(all, w => w.Ipis > 0 && w.Halts > 0 && w.TimerWrites > 0);
    }
}
