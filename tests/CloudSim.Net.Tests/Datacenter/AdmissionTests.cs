using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Datacenter;

/// <summary>What is asked checks itself, and a call that throws or refuses leaves nothing behind.</summary>
public class AdmissionTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 40.MiB, Image: 57.MiB);

    [Fact]
    public void What_is_asked_of_a_guest_is_within_its_ranges()
    {
        void Refused(Func<GuestSpec> spec) => Assert.Throws<ArgumentOutOfRangeException>(spec);
        Refused(() => Spec with { Interfaces = -1 });
        Refused(() => Spec with { ConfiguredMemory = new(-1) });
        Refused(() => Spec with { ApplicationMemory = new(long.MaxValue) });
        Refused(() => Spec with { Image = new((1L << 52) + 1) });
        Refused(() => Spec with { WorkingSet = new(-1) });
        Refused(() => Spec with { Disk = new(-1) });
        Refused(() => new GuestSpec(256.MiB, 40.MiB, Interfaces: -5));
        Refused(() => new GuestSpec(new(-1), 40.MiB));
        Assert.Equal(new(1L << 52), (Spec with { WorkingSet = null, Image = new(1L << 52) }).Image);
        Assert.Throws<ArgumentNullException>(() => Spec with { Limits = null! });
    }

    [Fact]
    public void What_is_bought_and_what_runs_on_it_is_within_its_ranges()
    {
        var model = HostModel.RackServer(P);
        Assert.Throws<ArgumentOutOfRangeException>(() => model with { Memory = new(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => model with { HostReserved = new(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(() => model with { MemoryCopy = default });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => model with { Limits = new Dictionary<KernelObject, long> { [KernelObject.File] = -1 } });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Disk with { Channels = 0 });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Disk with { ReadLatency = -1.Seconds });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Disk with { Bandwidth = new(double.NaN) });
        Assert.Throws<ArgumentOutOfRangeException>(() => model.Nic with { Bandwidth = default });
        Assert.Throws<ArgumentOutOfRangeException>(() => Firecracker.Of(P) with { MostInterfaces = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => Firecracker.Of(P).Footprint with { PerGuest = new(-1) });
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Firecracker.Of(P) with { KernelObjects = new Dictionary<KernelObject, int> { [KernelObject.File] = -1 } });
        var full = model with { HostReserved = model.Memory + 1.GiB };
        Assert.Throws<ArgumentException>(() => new Host(new Simulation(), full, new RandomStreams(1)));
    }

    [Fact]
    public void Other_cores_leave_threads_nodes_sockets_and_caches_as_they_are()
    {
        var more = (HostModel.M5dMetalThreads(P) with { Cores = 32 }).Topology;
        Assert.Equal((32, 2, 64), (more.Cores, more.ThreadsPerCore, more.Cpus));
        Assert.Equal((2, 2, 2), (more.NumaNodes, more.Sockets, more.LastLevelCaches));
        Assert.Throws<ArgumentOutOfRangeException>(() => HostModel.M5dMetalThreads(P) with { Cores = 33 });
        var slow = HostModel.M5dMetalThreads(P) with { Topology = new CpuTopology(P, 8, 2, 2) { SmtThroughput = 1.5, RemoteLatency = 2 } };
        var slower = (slow with { Cores = 16 }).Topology;
        Assert.Equal((16, 1.5, 2.0), (slower.Cores, slower.SmtThroughput, slower.RemoteLatency));
    }

    private static (Bytes, int, int, int, long, long) Held(Host host) => (host.Memory.Used, host.Guests.Count,
        host.Scheduler.Root.Children.Count, host.Scheduler.Root.Tasks, host.Kernel.Count(KernelObject.BridgePort),
        host.Kernel.Count(KernelObject.DiskBlock));

    [Fact]
    public void A_call_that_throws_leaves_nothing_behind()
    {
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        Assert.True(host.TryAdmit(Firecracker.Of(P), Spec with { Disk = 1.MiB }, out _, out _));
        var before = Held(host);
        // The same program with another size.
        var other = Firecracker.Of(P) with { Footprint = Firecracker.Of(P).Footprint with { Shared = 1.KiB } };
        Assert.Throws<ArgumentException>(() => host.TryAdmit(other, Spec, out _, out _));
        Assert.Equal(before, Held(host));
        // What could not be counted at all cannot be made.
        Assert.Throws<ArgumentOutOfRangeException>(() => GuestKernel.MicroVmLinux(P) with { UsedShare = double.NaN });
        Assert.True(host.TryAdmit(Firecracker.Of(P), Spec, out var second, out _));
        Assert.Equal(1, second!.Number);
    }

    // Memory is there, the pages that all guests of the platform share are not: what was charged before them goes back.
    [Fact]
    public void A_refusal_leaves_nothing_behind()
    {
        var platform = BareMetal.Of(P) with { Footprint = new MemoryFootprint(1.MiB, "program", 100.GiB, Bytes.Zero) };
        var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
        var before = Held(host);
        Assert.False(host.TryAdmit(platform, Spec, out _, out var boundBy));
        Assert.Equal("memory", boundBy);
        Assert.Equal(before, Held(host));
        var image = RuncContainer.Of(P);
        Assert.False(host.TryAdmit(image, Spec with { Image = 100.GiB }, out _, out _));
        Assert.Equal(before, Held(host));
        Assert.True(host.TryAdmit(image, Spec, out _, out _));
    }

    [Fact]
    public void Ports_and_disk_space_beyond_what_an_int_holds_are_refused()
    {
        var host = new Host(new Simulation(), HostModel.M5dMetal(P), new RandomStreams(1));
        Assert.False(host.TryAdmit(RuncContainer.Of(P), Spec with { Interfaces = int.MaxValue }, out _, out var ports));
        Assert.Equal(KernelObject.BridgePort.Name, ports);
        var small = HostModel.RackServer(P) with { Limits = new Dictionary<KernelObject, long> { [KernelObject.DiskBlock] = 1_000 } };
        Assert.False(new Host(new Simulation(), small, new RandomStreams(1))
            .TryAdmit(BareMetal.Of(P), Spec with { Disk = new(1L << 52) }, out _, out var disk));
        Assert.Equal(KernelObject.DiskBlock.Name, disk);
    }

    [Fact]
    public void Amounts_do_not_wrap()
    {
        var most = new Bytes(long.MaxValue);
        Assert.Throws<OverflowException>(() => most + 1.B);
        Assert.Throws<OverflowException>(() => Bytes.Zero - most - 2.B);
        Assert.Throws<OverflowException>(() => most * 2);
        Assert.Throws<OverflowException>(() => most * double.NaN);
        Assert.Throws<OverflowException>(() => most.Pages(4.KiB));
        Assert.Throws<OverflowException>(() => 1e12.GiB);
        Assert.Throws<ArgumentOutOfRangeException>(() => new Cycles(1e30).NanosecondsAt(1.GHz));
    }
}
