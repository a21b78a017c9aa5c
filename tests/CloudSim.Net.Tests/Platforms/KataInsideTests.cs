using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>The container in a Kata microVM is one of the guest's own kernel.</summary>
public class KataInsideTests
{
    [Fact]
    public void The_agent_makes_a_container_in_the_guests_kernel()
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.True(host.TryAdmit(Kata.Of(P), new GuestSpec(1.GiB, 100.MiB), out var guest, out _));
        host.Simulation.Run(guest!.Start());
        var (kernel, inside) = (guest.Kernel, guest.Inside);
        Assert.Same(kernel.Root, inside.Parent);
        Assert.Same(guest.Program, Assert.Single(inside.Processes));
        Assert.Equal((1, 100.MiB), (guest.Program.Pid, guest.Program.Memory));
        Assert.True(guest.Program.HostPid > 1 && inside.Memory.Current >= 100.MiB);
        Assert.NotSame(kernel.Processes.Init.PidNamespace, guest.Program.PidNamespace);
        Assert.Same(kernel.Processes.Init.Namespace(NamespaceKinds.Net), guest.Program.Namespace(NamespaceKinds.Net));
        kernel.Processes.Kill(kernel.Processes.Init, guest.Program.HostPid, Signal.Kill);
        Assert.Equal(GuestState.Stopped, guest.State);
        host.Simulation.Run();
        Assert.Empty(host.Guests);
    }

    // The time of the start stays what was published, whatever part of it is by mechanism.
    [Fact]
    public void The_start_takes_the_published_mean()
    {
        var machine = HostModel.RackServer(P) with { Cpu = HostModel.RackServer(P).Cpu with { Clock = 3.5.GHz } };
        var boots = SerialBoots.Run(machine, Kata.Of(P), new GuestSpec(2.GiB, Bytes.Zero), 40, new RandomStreams(5));
        var host = new Host(new Simulation(), machine, new RandomStreams(1));
        host.TryAdmit(Kata.Of(P), new GuestSpec(2.GiB, Bytes.Zero), out var guest, out _);
        host.Simulation.Run(guest!.Start());
        Assert.True(Math.Abs(boots.Average() - 690) < 7, $"mean {boots.Average()}: "
            + string.Join("; ", guest.Steps.Select(s => $"{s.Title} {s.Duration.TotalMilliseconds:0.0}")));
    }
}
