using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Datacenter;

public class HostTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB, Image: 57.MiB);

    private static Host Make(HostModel? model = null) => new(new Simulation(), model ?? HostModel.RackServer(P), new RandomStreams(1));

    [Fact]
    public void Memory_runs_out_after_the_number_of_guests_that_arithmetic_gives()
    {
        var host = Make();
        // 64 GiB less 1 GiB for the host; each guest touches at least 165 MiB and at most its 256 MiB, with 3 MiB of VMM.
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(Firecracker.Of(P), Spec, out _, out boundBy))
            fits++;
        Assert.InRange(fits, 63 * 1024 / 259, 63 * 1024 / 168);
        Assert.Equal("memory", boundBy);
        Assert.Equal(fits, host.Guests.Count);
        Assert.Equal(1.GiB, host.Memory.Used); // nobody has started
        foreach (var guest in host.Guests)
            guest.Start();
        host.Simulation.Run();
        Assert.All(host.Guests, guest => Assert.Equal(GuestState.Running, guest.State));
        Assert.True(host.Memory.Available < 259.MiB);
    }

    [Fact]
    public void Containers_stop_at_the_ports_of_their_bridge()
    {
        var host = Make(HostModel.M5dMetal(P));
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(RuncContainer.Of(P), Spec, out _, out boundBy))
            fits++;
        Assert.Equal(1023, fits);
        Assert.Equal(KernelObject.BridgePort.Name, boundBy);
    }

    [Fact]
    public void A_stopped_guest_gives_back_all_that_it_held()
    {
        var host = Make();
        var before = host.Memory.Used;
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            Assert.True(host.TryAdmit(platform, Spec, out var guest, out _));
            guest!.Stop();
        }
        Assert.Equal(before, host.Memory.Used);
        Assert.Equal(0, host.Kernel.Count(KernelObject.BridgePort));
        Assert.Equal(1, host.Kernel.Count(KernelObject.Pid)); // its init
        Assert.Empty(host.Guests);
    }

    [Fact]
    public void Containers_share_the_pages_of_their_image_and_virtual_machines_do_not()
    {
        static Bytes Second(Platform platform)
        {
            var host = Make();
            host.Boot(platform, Spec);
            var before = host.Memory.Used;
            host.Boot(platform, Spec);
            return host.Memory.Used - before;
        }
        Assert.InRange(Second(RuncContainer.Of(P)).MiB, 40, 45);
        Assert.InRange(Second(Firecracker.Of(P)).MiB, 40 + 57, 259);
    }

    // Stopped at any instant of its boot, a container leaves the kernel's locks, so that the next one boots.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(60)]
    public void A_guest_stopped_while_it_boots_leaves_its_locks(int afterMs)
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            var host = Make();
            var before = host.Memory.Used;
            Assert.True(host.TryAdmit(platform, Spec, out var first, out _));
            first!.Start();
            if (afterMs > 0)
                host.Simulation.Run(afterMs.Milliseconds);
            first.Stop();
            first.Stop();
            Assert.Equal(before, host.Memory.Used);
            Assert.True(host.TryAdmit(platform, Spec, out var second, out _));
            host.Simulation.Run(second!.Start());
            Assert.Equal(GuestState.Running, second.State);
        }
    }

    [Fact]
    public void A_guest_starts_once()
    {
        Make().TryAdmit(BareMetal.Of(P), Spec, out var guest, out _);
        guest!.Start();
        Assert.Throws<InvalidOperationException>(() => guest.Start());
    }

    [Fact]
    public void A_guest_can_be_stopped_under_load_and_by_its_own_response()
    {
        foreach (var platform in CloudSim.Net.Platforms.Platforms.Of(P))
        {
            var host = Make();
            var before = host.Memory.Used;
            Assert.True(host.TryAdmit(platform, Spec, out var own, out _));
            Assert.True(host.TryAdmit(platform, Spec, out var other, out _));
            var answers = 0;
            _ = new RequestService(own!, WebApplication.Of(P), RateCurve.Constant(100), _ =>
            {
                if (++answers == 5)
                    own!.Stop();
            });
            _ = new RequestService(other!, WebApplication.Of(P), RateCurve.Constant(500), _ => { });
            var job = new BatchJob(other!, WorkProfiles.IoHeavy(P));
            host.Simulation.Run(200.Milliseconds);
            other!.Stop();
            host.Simulation.Run(10.Seconds); // an interpreter takes half a second for an answer
            Assert.Equal(GuestState.Stopped, own!.State);
            Assert.Equal(before, host.Memory.Used);
            Assert.Equal(0, job.Completed);
        }
    }

    // Two guests that read the same kernel image at once wait for one transfer.
    [Fact]
    public void A_file_is_read_from_disk_once()
    {
        var host = Make();
        for (var i = 0; i < 10; i++)
        {
            Assert.True(host.TryAdmit(Firecracker.Of(P), Spec, out var guest, out _));
            guest!.Start();
        }
        host.Simulation.Run();
        Assert.Equal(1, host.Disk.Completed);
        Assert.All(host.Guests, guest => Assert.Equal(GuestState.Running, guest.State));
    }

    [Fact]
    public void A_platform_that_the_cpu_cannot_run_is_an_error_that_says_why()
    {
        var model = HostModel.RackServer(P) with { Cpu = HostModel.RackServer(P).Cpu with { Generation = CpuGeneration.HardwareAssist } };
        var error = Assert.Throws<InputException>(() => Make(model).TryAdmit(QemuKvm.Of(P), Spec, out _, out _));
        Assert.Contains("NestedPaging", error.Message);
    }
}
