using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using All = CloudSim.Net.Platforms.Platforms;

namespace CloudSim.Net.Tests.Platforms;

public class UnikernelTests
{
    private static readonly HostModel Published = Kuenzer2021.Machine(P);

    // Kuenzer 2021, fig. 10, medians. The VMM's share is calibrated, the guest's comes from its kernel's work.
    [Theory]
    [InlineData("unikernel (Firecracker)", 2.727)]
    [InlineData("unikernel (Solo5)", 2.986)]
    [InlineData("unikernel (QEMU microvm)", 9.040)]
    [InlineData("unikernel (QEMU)", 37.830)]
    public void Start_to_main_takes_the_published_time(string platform, double ms)
    {
        var boots = SerialBoots.Run(Published, All.Named(P, platform), new GuestSpec(8.MiB, Bytes.Zero, Interfaces: 0), 60,
            new RandomStreams(3)).Order().ToArray();
        Assert.InRange(boots[30], ms * 0.93, ms * 1.07);
    }

    // Kuenzer 2021, table 1: 222 cycles for a Linux system call, 84 for Unikraft's.
    [Fact]
    public void A_system_call_is_a_function_call()
    {
        var calls = new WorkProfile { Name = "calls", SystemCalls = 1000 };
        var cost = UnikernelOnFirecracker.Of(P).Cost(calls, Published);
        Assert.Equal((84_000, 84_000), (cost.Total.Count, cost[Cause.SystemCalls].Count));
        Assert.Equal(222_000, Firecracker.Of(P).Cost(calls, Published).Total.Count);
    }

    [Fact]
    public void A_thread_switch_changes_no_address_space()
    {
        var switches = new WorkProfile { Name = "switches", ContextSwitches = 1 };
        Assert.True(UnikernelOnQemu.Of(P).Cost(switches, Published).Total < BareMetal.Of(P).Cost(switches, Published).Total * 0.1);
    }

    // Kuenzer 2021, fig. 11: hello world in 2 MB. A Linux guest touches all that it is given.
    [Fact]
    public void It_fits_where_no_linux_does()
    {
        Assert.InRange(GuestKernel.Unikraft(P).Touched(8.MiB, Bytes.Zero).MiB, 0.5, 2.0);
        Assert.Equal(8.MiB, GuestKernel.MicroVmLinux(P).Touched(8.MiB, Bytes.Zero));
        foreach (var platform in All.Of(P).Where(p => p.Kernel == GuestKernel.Unikraft(P)))
            Assert.True(platform.Resident(256.MiB, Bytes.Zero, Bytes.Zero) < Firecracker.Of(P).Resident(256.MiB, Bytes.Zero,
                Bytes.Zero));
    }

    [Fact]
    public void On_a_bridge_with_io_it_pays_for_exits_as_any_virtual_machine()
    {
        var packets = new WorkProfile { Name = "packets", Packets = 100, User = 10_000_000.Cycles };
        Assert.True(UnikernelOnFirecracker.Of(P).Cost(packets, Published).Exits > 0);
    }
}
