using CloudSim.Net.Containers;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Images;
using CloudSim.Net.Kernel;
using CloudSim.Net.Networking;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Containers;

/// <summary>A boot that is stopped or fails leaves nothing that runs.</summary>
public class DesktopStopTests
{
    private static readonly Platform Vm = QemuKvm.Of(P) with { Kernel = GuestKernel.DistributionLinux(P) };

    private readonly Simulation sim = new();
    private readonly Host host;

    public DesktopStopTests() => host = new Host(sim, HostModel.RackServer(P), new RandomStreams(3));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_stop_before_the_virtual_machine_is_there_ends_the_boot(int steps)
    {
        var desktop = new DockerDesktop(host, Vm, 4.GiB);
        var (used, guests) = (host.Memory.Used, host.Guests.Count);
        for (var again = 0; again < 2; again++) // the second time with a virtual machine of before
        {
            var before = desktop.Guest;
            var boot = desktop.Boot();
            for (var i = 0; i < steps; i++)
                sim.Step();
            Assert.Same(before, desktop.Guest);
            desktop.Stop();
            sim.Run();
            Assert.Equal((false, EngineError.NoDaemon), (boot.IsOk, ((EngineFailure)boot.Value).Error));
            Assert.Equal((used, guests), (host.Memory.Used, host.Guests.Count));
            Assert.Same(before, desktop.Guest);
            var next = desktop.Boot();
            sim.Run(next);
            Assert.True(next.IsOk);
            desktop.Stop();
            sim.Run();
            (used, guests) = (host.Memory.Used, host.Guests.Count);
        }
    }

    [Fact]
    public void A_boot_without_memory_for_the_daemons_leaves_no_virtual_machine()
    {
        var desktop = new DockerDesktop(host, Vm, 150.MiB);
        (long, int, int) Held() => (host.Kernel.Count(KernelObject.Pid), host.Guests.Count, host.Kernel.Root.Children.Count);
        var before = Held();
        for (var again = 0; again < 2; again++)
        {
            var boot = desktop.Boot();
            sim.Run(boot);
            Assert.Equal((false, EngineError.NoMemory), (boot.IsOk, ((EngineFailure)boot.Value).Error));
            sim.Run();
            Assert.Equal((GuestState.Stopped, before), (desktop.Guest!.State, Held()));
        }
    }

    [Fact]
    public void A_virtual_machine_that_stops_gives_back_what_its_engine_had_made()
    {
        var desktop = new DockerDesktop(host, Vm, 4.GiB);
        sim.Run(desktop.Boot());
        var kernel = desktop.Guest!.Kernel;
        kernel.Store.Tag("app", new Image([Layer.Of("app", 5.MiB)]));
        sim.Run(desktop.Engine!.Run(new("c", "app") { Ports = [(8080, 80)] }));
        Assert.Equal((1, 1, 1L, 1L), (kernel.Networks.SandboxCount, kernel.Networks.PublishedPorts.Count,
            kernel.Count(KernelObject.OverlayMount), kernel.Count(KernelObject.BridgePort)));
        desktop.Engine.Run(new("under way", "app"));
        while (kernel.Networks.SandboxCount < 2)
            sim.Step();
        desktop.Stop();
        sim.Run();
        Assert.Equal((0, 0, 0L, 0L), (kernel.Networks.SandboxCount, kernel.Networks.PublishedPorts.Count,
            kernel.Count(KernelObject.OverlayMount), kernel.Count(KernelObject.BridgePort)));
    }
}
