using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>Idle guests are not free, and take no events.</summary>
public class HousekeepingTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 16.MiB, Interfaces: 0);

    /// <summary>Manco et al. 2017, figure 15: 25 % of 64 cores for a thousand Debian guests, 1 % at the most for the others.</summary>
    [Fact]
    public void A_thousand_idle_guests_take_what_was_published()
    {
        double Percent(Platform platform) => 100 * 1000 * Guest.DemandOf(platform, Manco2017.ManyCores(P)) / 1e9 / 64;
        Assert.InRange(Percent(Manco2017.Debian(P)), 23, 27);
        Assert.InRange(Percent(Manco2017.Tinyx(P)), 0.2, 1);
        Assert.Equal(0, Percent(LightVm.Of(P)));
        Assert.Equal(0, Percent(RuncContainer.Of(P)));
    }

    [Fact]
    public void It_is_in_the_usage_of_the_cgroup_and_takes_no_event()
    {
        var host = Host();
        var guests = Enumerable.Range(0, 20).Select(_ => Running(host, Firecracker.Of(P))).ToList();
        var (before, busy) = (guests.Select(g => g.Group.Stat.UsageNs).ToList(), host.Scheduler.BusyNs);
        host.Simulation.Run(1.Seconds); // what the start has left behind
        var events = host.Simulation.EventCount;
        host.Simulation.Run(99.Seconds);
        Assert.InRange(host.Simulation.EventCount - events, 0, 1);
        var each = guests[0].HousekeepingDemand;
        Assert.InRange(each, 200_000, 600_000); // 12 times 20 us and the way to the hypervisor and back
        Assert.All(guests.Zip(before), g => Assert.Equal(100.0 * each, g.First.Group.Stat.UsageNs - g.Second, 10.0));
        Assert.Equal(20 * 100.0 * each, host.Scheduler.BusyNs - busy, 100.0);
    }

    [Fact]
    public void More_vcpus_wake_more_often()
    {
        var (one, four) = (Running(Host(), Firecracker.Of(P)), Running(Host(), Firecracker.Of(P), Spec with { VCpus = 4 }));
        Assert.Equal(18.0 / 12, four.HousekeepingDemand / (double)one.HousekeepingDemand, 0.0001);
    }

    /// <summary>Half of the one CPU is theirs: a start takes as much longer as it computes.</summary>
    [Fact]
    public void A_start_beside_idle_guests_takes_what_they_leave()
    {
        var kernel = GuestKernel.MicroVmLinux(P);
        var lively = kernel.Housekeeping with { WakeUps = 100, Work = new WorkProfile { Name = "5 %", Kernel = new Cycles(1_550_000) } };
        var platform = Firecracker.On(P, "lively", kernel with { Housekeeping = lively });
        var host = Host(cores: 1);
        var alone = Running(host, platform).BootTime!.Value;
        for (var i = 1; i < 10; i++)
            Running(host, platform);
        Assert.Equal(0.5, host.Guests.Sum(g => g.HousekeepingDemand) / 1e9, 0.01);
        Assert.InRange(Running(host, platform).BootTime!.Value / alone, 1.6, 2.05);
    }

    [Fact]
    public void It_ends_with_the_guest()
    {
        var host = Host();
        var guest = Running(host, Firecracker.Of(P));
        guest.Stop();
        host.Simulation.Run(1.Seconds);
        var busy = host.Scheduler.BusyNs;
        host.Simulation.Run(100.Seconds);
        Assert.Equal((busy, 0), (host.Scheduler.BusyNs, guest.HousekeepingDemand));
    }

    [Fact]
    public void Its_page_cache_grows_as_long_as_there_is_room()
    {
        var host = Host();
        var guest = Running(host, Firecracker.Of(P));
        var (before, room) = (guest.Resident, Spec.ConfiguredMemory + guest.Platform.Footprint.PerGuest);
        host.Simulation.Run(TimeSpan.FromHours(24));
        Assert.Equal(before, guest.Resident);
        host.KeepFiles();
        // New pages come from all that is free, of which a part was touched before.
        Assert.Equal(guest.Platform.Resident(256.MiB, 16.MiB, 24.MiB), guest.Resident);
        host.KeepFiles();
        Assert.Equal(guest.Platform.Resident(256.MiB, 16.MiB, 24.MiB), guest.Resident);
        host.Simulation.Run(TimeSpan.FromDays(1000));
        host.KeepFiles();
        Assert.InRange(guest.Resident.MiB, before.MiB + 35, room.MiB);
        guest.Stop();
        host.Simulation.Run(1.Seconds);
        Assert.Equal(Bytes.Zero, guest.Resident);
    }

    /// <summary>The same files are in the page cache of its own kernel for who looks, before or after they grow.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Its_kernel_has_the_files(bool early)
    {
        var host = Host();
        var guest = Running(host, Firecracker.Of(P));
        if (early)
            _ = guest.Kernel.Root.Memory.Current;
        host.Simulation.Run(TimeSpan.FromHours(10));
        host.KeepFiles();
        Assert.Equal(10.MiB, guest.Kernel.Root.Memory.PageCache.Cached(Guest.ServiceFiles));
        Assert.Equal(guest.Platform.Resident(256.MiB, 16.MiB, 10.MiB).MiB, guest.Resident.MiB, 0.01);
    }

    [Fact]
    public void Admission_looks_after_a_minute_and_then_at_times_that_double()
    {
        var host = Host();
        var guest = Running(host, Firecracker.Of(P));
        bool Looks(double minutes)
        {
            var before = guest.Resident;
            host.Simulation.Run(TimeSpan.FromMinutes(minutes));
            Assert.True(host.TryAdmit(Firecracker.Of(P), Spec, out _, out _));
            return guest.Resident > before;
        }

        Assert.Equal([false, true, false, true, false, true], new[] { 0.5, 60, 50, 20, 100, 40 }.Select(Looks));
    }

    [Fact]
    public void A_library_keeps_no_files()
    {
        var host = Host();
        var guest = Running(host, UnikernelOnFirecracker.Of(P));
        var before = guest.Resident;
        host.Simulation.Run(TimeSpan.FromDays(10));
        host.KeepFiles();
        Assert.Equal((before, 0), (guest.Resident, guest.HousekeepingDemand));
    }

    private static Host Host(int cores = 16) =>
        new(new Simulation(), HostModel.M5dMetal(P) with { Governor = null, Topology = CpuTopology.Uniform(cores) }, new RandomStreams(1));

    private static Guest Running(Host host, Platform platform, GuestSpec? spec = null)
    {
        Assert.True(host.TryAdmit(platform, spec ?? Spec, out var guest, out var boundBy), boundBy);
        host.Simulation.Run(guest!.Start());
        Assert.Equal(GuestState.Running, guest.State);
        return guest;
    }
}
