using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>
/// The host's part of a start inside a machine has that machine's price. The order follows from what each technique does to the events
/// of fork, exec, mounts and programs: nested paging lengthens walks and takes a few exits (a few per cent); Xen PV takes a hypercall
/// for page tables and a detour for faults and system calls (more for programs, less for kernel paths); shadow paging takes an exit and
/// more for each fault and change of a page table (tens of per cent); an emulator multiplies all. How wide the ranges are was set with
/// results in view.
/// </summary>
public class OuterPriceTests
{
    private static readonly HostModel Machine = HostModel.RackServer(P);

    private static double Price(Platform outer, WorkKind kind) => new PlatformPricing(outer, Machine).Of(kind);

    // Mean of starts on a host whose files are read.
    private static double Start(Platform platform, Func<Guest, double> time)
    {
        var host = new Host(new Simulation(), Machine, new RandomStreams(3).Scope("host"));
        host.Boot(platform, new GuestSpec(256.MiB, 1.MiB)).Stop();
        var sum = 0.0;
        for (var i = 0; i < 40; i++)
        {
            var guest = host.Boot(platform, new GuestSpec(256.MiB, 1.MiB));
            sum += time(guest);
            guest.Stop();
        }
        return sum / 40;
    }

    private static double Container(Platform? outer) => Start(
        outer is null ? RuncContainer.Of(P) : RuncContainer.Of(P).Inside(P, outer), g => g.BootTime!.Value.TotalMilliseconds);

    [Theory]
    [InlineData(WorkKind.Program)]
    [InlineData(WorkKind.Processes)]
    [InlineData(WorkKind.Calls)]
    [InlineData(WorkKind.Code)]
    public void The_bare_machine_and_its_containers_but_for_their_filter_have_the_price_one(WorkKind kind)
    {
        Assert.Equal(1, Price(RuncContainer.Of(P) with { Filter = null }, kind), 1e-9);
        Assert.InRange(Price(RuncContainer.Of(P), kind), 1, 1.005); // some calls more or less, 50 cycles each
        Assert.Equal(1, Price(BareMetal.Of(P), kind), 1e-9);
    }

    [Fact]
    public void A_container_starts_some_percent_later_on_nested_paging_and_Xen_PV_more_on_shadow_paging_and_times_later_in_an_emulator()
    {
        var bare = Container(null);
        var (kvm, microVm, xen, shadow, tcg) = (Container(QemuKvm.Of(P)) / bare, Container(Firecracker.Of(P)) / bare,
            Container(XenPv.Of(P)) / bare, Container(KvmShadow.Of(P)) / bare, Container(QemuTcg.Of(P)) / bare);
        Assert.InRange(kvm, 1.01, 1.08);
        Assert.InRange(microVm / kvm, 0.97, 1.03); // the same techniques
        Assert.InRange(xen, 1.01, 1.15);
        Assert.InRange(shadow, 1.08, 1.40);
        Assert.True(shadow > xen && shadow > kvm);
        Assert.InRange(tcg, 3, 9); // kernel code runs eight times as long; waits and grace periods do not
    }

    [Fact]
    public void Fork_and_exec_suffer_most_from_shadow_paging_and_kernel_paths_least()
    {
        var shadow = KvmShadow.Of(P);
        Assert.InRange(Price(shadow, WorkKind.Processes), 1.2, 2);
        Assert.True(Price(shadow, WorkKind.Processes) > Price(shadow, WorkKind.Program));
        Assert.True(Price(shadow, WorkKind.Program) > Price(shadow, WorkKind.Calls));
        Assert.Equal(1, Price(shadow, WorkKind.Code), 1e-9);
        Assert.InRange(Price(QemuTcg.Of(P), WorkKind.Processes) / Price(QemuTcg.Of(P), WorkKind.Code), 1, 1.2);
    }

    [Fact]
    public void A_monitor_in_a_machine_sets_its_guest_up_at_that_machine_s_price()
    {
        static double SetUp(Guest guest) =>
            guest.Steps.Single(s => s.Title.EndsWith("virtual machine set-up", StringComparison.Ordinal)).Duration.TotalMilliseconds;
        var bare = Start(Firecracker.Of(P), SetUp);
        var nested = Start(Firecracker.Of(P).Inside(P, QemuKvm.Of(P)), SetUp);
        Assert.Equal(Price(QemuKvm.Of(P), WorkKind.Program), nested / bare, 0.03);
    }

    // Each level adds what its own mechanisms cost, and nothing is multiplied by the number of levels.
    [Fact]
    public void The_price_of_three_machines_around_each_other_grows_level_by_level()
    {
        var kvm = QemuKvm.Of(P);
        Platform[] deep = [kvm, kvm.Inside(P, kvm), kvm.Inside(P, kvm.Inside(P, kvm))];
        foreach (var kind in new[] { WorkKind.Program, WorkKind.Processes, WorkKind.Calls })
        {
            double[] prices = [.. deep.Select(d => Price(d, kind))];
            Assert.True(1 < prices[0] && prices[0] < prices[1] && prices[1] < prices[2], string.Join(", ", prices));
            Assert.True(prices[2] < 1.5, string.Join(", ", prices));
        }
        // However the three are put together.
        var runc = RuncContainer.Of(P);
        Assert.Equal(1, Start(runc.Inside(P, kvm).Inside(P, kvm), g => g.BootTime!.Value.TotalMilliseconds) / Container(deep[1]), 0.01);
    }

    [Fact]
    public void A_program_in_a_virtual_machine_s_kernel_takes_longer_by_its_price()
    {
        var host = new Host(new Simulation(), Machine, new RandomStreams(3).Scope("host"));
        var inside = host.Boot(KvmShadow.Of(P), new GuestSpec(256.MiB, 1.MiB)).Kernel;
        var cycles = 3_100_000.Cycles;
        Assert.Equal(1e6 * Price(KvmShadow.Of(P), WorkKind.Program), inside.Nanoseconds(cycles), 1.0);
        Assert.Equal(1e6 * Price(KvmShadow.Of(P), WorkKind.Processes), inside.Nanoseconds(cycles, WorkKind.Processes), 1.0);
        Assert.Equal(1_000_000, host.Kernel.Nanoseconds(cycles, WorkKind.Processes));
    }

    // Two wake-ups of 33 us and the I/O thread's 7.4, and some exits: 70 to 90 us, however much is read at a time.
    [Theory]
    [InlineData(4)]
    [InlineData(4096)]
    public void A_disk_read_in_a_virtual_machine_is_later_by_one_way_to_the_device(int kib)
    {
        var sim = new Simulation();
        var host = new Host(sim, Machine, new RandomStreams(3).Scope("host"));
        var inside = host.Boot(QemuKvm.Of(P), new GuestSpec(256.MiB, 1.MiB)).Kernel;
        var (bare, guest) = (Time(host.Kernel), Time(inside));
        Assert.InRange((guest - bare).TotalMicroseconds, 70, 90);

        TimeSpan Time(MachineKernel kernel)
        {
            var begin = sim.Now;
            sim.Run(kernel.Transfer(kib.KiB));
            return sim.Now - begin;
        }
    }

    [Fact]
    public void What_is_not_given_or_no_kind_of_work_is_refused()
    {
        Assert.Throws<ArgumentNullException>("platform", () => new PlatformPricing(null!, Machine));
        Assert.Throws<ArgumentNullException>("machine", () => new PlatformPricing(BareMetal.Of(P), null!));
        foreach (var kind in new[] { -1, 99 })
            Assert.Throws<ArgumentOutOfRangeException>("kind", () => new PlatformPricing(BareMetal.Of(P), Machine).Of((WorkKind)kind));
    }
}
