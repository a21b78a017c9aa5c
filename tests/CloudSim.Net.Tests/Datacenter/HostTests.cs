using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter;

public class HostTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB);

    private static Host Make(HostModel? model = null) => new(new Simulation(), model ?? HostModel.RackServer, new RandomStreams(1));

    [Fact]
    public void Memory_runs_out_after_the_number_of_guests_that_arithmetic_gives()
    {
        var host = Make();
        var free = host.Memory.Free.Count - Firecracker.Platform.Footprint.Shared.Count;
        var each = Firecracker.Platform.Resident(Spec.ConfiguredMemory, Spec.ApplicationMemory).Count;
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(Firecracker.Platform, Spec, out _, out boundBy))
            fits++;
        Assert.Equal(free / each, fits);
        Assert.Equal("memory", boundBy);
    }

    [Fact]
    public void Containers_stop_at_the_ports_of_their_bridge()
    {
        var host = Make(HostModel.M5dMetal);
        var fits = 0;
        string? boundBy;
        while (host.TryAdmit(RuncContainer.Platform, Spec, out _, out boundBy))
            fits++;
        Assert.Equal(1023, fits);
        Assert.Equal(HostLimit.BridgePorts, boundBy);
    }

    [Fact]
    public void A_stopped_guest_gives_back_all_that_it_held()
    {
        var host = Make();
        var before = host.Memory.Used;
        foreach (var platform in CloudSim.Net.Platforms.Platforms.All)
        {
            Assert.True(host.TryAdmit(platform, Spec, out var guest, out _));
            guest!.Stop();
        }
        Assert.Equal(before, host.Memory.Used);
        Assert.Equal(0, host.Taken(HostLimit.BridgePorts));
        Assert.Equal(0, host.Taken(HostLimit.Processes));
        Assert.Empty(host.Guests);
    }

    [Fact]
    public void A_platform_that_the_cpu_cannot_run_is_an_error_that_says_why()
    {
        var model = HostModel.RackServer with { Cpu = HostModel.RackServer.Cpu with { Generation = CpuGeneration.HardwareAssist } };
        var error = Assert.Throws<InvalidOperationException>(() => Make(model).TryAdmit(QemuKvm.Platform, Spec, out _, out _));
        Assert.Contains("NestedPaging", error.Message);
    }
}
