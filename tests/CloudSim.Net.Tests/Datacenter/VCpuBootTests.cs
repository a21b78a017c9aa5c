using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Nesting;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What a guest of several virtual CPUs takes for each of them at its start.</summary>
public class VCpuBootTests
{
    private static readonly GuestSpec Spec = new(512.MiB, Bytes.Zero, Interfaces: 0);

    public static TheoryData<string> Names => [.. CloudSim.Net.Platforms.Platforms.Of(P).Select(p => p.Name)];

    /// <summary>The first CPU brings up the others one after the other, after the VMM has made them so.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void Each_further_one_takes_the_same_time(string name)
    {
        var platform = CloudSim.Net.Platforms.Platforms.Named(P, name);
        var (one, two, five) = (Boot(platform, 1), Boot(platform, 2), Boot(platform, 5));
        Assert.Equal(4 * (two - one).TotalMicroseconds, (five - one).TotalMicroseconds, 2.0);
        if (platform.Kernel is null)
            Assert.Equal(one, two);
        else if (platform.Kernel.Library is null) // a shell for a unikernel was made beforehand
            Assert.True(two > one, $"{name}: {one} and {two}");
    }

    /// <summary>1 ms of the kernel's and 0.13 of the VMM's, first touches and six interrupts beside.</summary>
    [Fact]
    public void A_microvm_takes_more_than_a_millisecond_for_each()
    {
        var each = Boot(Firecracker.Of(P), 2) - Boot(Firecracker.Of(P), 1);
        Assert.InRange(each.TotalMilliseconds, 1.1, 1.6);
    }

    [Fact]
    public void Each_takes_a_thread_and_memory_of_host_and_guest()
    {
        var (one, three) = (Host(), Host());
        var before = three.Kernel.Root.Pids.Current;
        var (a, b) = (Running(one, Firecracker.Of(P), 1), Running(three, Firecracker.Of(P), 3));
        Assert.Equal(2, three.Kernel.Root.Pids.Current - one.Kernel.Root.Pids.Current);
        Assert.Equal((120.KiB + 600.KiB) * 2, b.Resident - a.Resident);
        Assert.Equal(600.KiB * 2, b.Kernel.Machine.HostReserved - a.Kernel.Machine.HostReserved);
        b.Stop();
        three.Simulation.Run(1.Seconds);
        Assert.Equal(before, three.Kernel.Root.Pids.Current);
    }

    [Fact]
    public void One_without_threads_for_all_is_refused()
    {
        var host = Host();
        host.Kernel.Root.Pids.Max = host.Kernel.Root.Pids.Current + Firecracker.Of(P).KernelObjects[KernelObject.Pid] + 1;
        Assert.False(host.TryAdmit(Firecracker.Of(P), Spec with { VCpus = 3 }, out _, out var boundBy));
        Assert.Equal(KernelObject.Pid.Name, boundBy);
        Assert.True(host.TryAdmit(Firecracker.Of(P), Spec with { VCpus = 2 }, out _, out _));
    }

    [Fact]
    public void Those_that_share_a_thread_take_no_more()
    {
        var single = QemuTcg.Of(P) with { VCpusShareThread = true };
        Assert.False(QemuTcg.Of(P).VCpusShareThread);
        Assert.Equal(single.KernelObjects[KernelObject.Pid], single.WithVCpus(4).KernelObjects[KernelObject.Pid]);
        Assert.Equal(QemuTcg.Of(P).KernelObjects[KernelObject.Pid] + 3, QemuTcg.Of(P).WithVCpus(4).KernelObjects[KernelObject.Pid]);
    }

    [Fact]
    public void One_is_what_every_platform_is_for()
    {
        Assert.All(CloudSim.Net.Platforms.Platforms.Of(P), p => Assert.Same(p, p.WithVCpus(1)));
        Assert.Same(RuncContainer.Of(P), RuncContainer.Of(P).WithVCpus(8));
        var four = Firecracker.Of(P).WithVCpus(4);
        Assert.Equal((4, 4, 1, 1), (four.VCpus, four.Kernel!.Cpus, four.WithVCpus(1).VCpus, four.WithVCpus(1).Kernel!.Cpus));
        Assert.Equal(Firecracker.Of(P).Footprint, four.WithVCpus(1).Footprint);
        Assert.Throws<ArgumentOutOfRangeException>(() => four.WithVCpus(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => four.WithVCpus(4097));
        Assert.Throws<ArgumentOutOfRangeException>(() => four.Kernel!.WithCpus(0));
    }

    /// <summary>A virtual machine of its own around a microVM has as many, and brings them up too.</summary>
    [Fact]
    public void An_outer_machine_of_its_own_has_as_many()
    {
        var (inner, nested) = (Firecracker.Of(P), Firecracker.Of(P).InsideOwn(P, QemuKvm.Of(P)));
        var alone = Boot(inner, 2) - Boot(inner, 1) + (Boot(QemuKvm.Of(P), 2) - Boot(QemuKvm.Of(P), 1));
        Assert.True(Boot(nested, 2) - Boot(nested, 1) > alone);
    }

    private static Host Host() => new(new Simulation(), HostModel.M5dMetal(P), new RandomStreams(1));

    private static TimeSpan Boot(Platform platform, int vcpus)
    {
        var machine = HostModel.M5dMetal(P) with { Governor = null };
        var host = CloudSim.Net.Datacenter.Host.For(platform, new Simulation(), machine, new RandomStreams(1));
        var begin = host.Simulation.Now;
        Running(host, platform, vcpus);
        return host.Simulation.Now - begin;
    }

    private static Guest Running(Host host, Platform platform, int vcpus)
    {
        Assert.True(host.TryAdmit(platform, Spec with { VCpus = vcpus }, out var guest, out var boundBy), boundBy);
        host.Simulation.Run(guest!.Start());
        Assert.Equal(GuestState.Running, guest.State);
        return guest;
    }
}
