using CloudSim.Net.Datacenter;
using CloudSim.Net.Datacenter.Memory;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Datacenter.Memory;

public class SamePageMergingTests
{
    private static readonly GuestSpec Spec = new(256.MiB, 30.MiB, 20.MiB);

    private readonly Simulation sim = new();

    // Of n equal guests one copy of what they share stays, and one page of zeroes.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(10)]
    public void In_the_end_one_copy_of_equal_pages_is_left(int guests)
    {
        var host = Machine(guests);
        sim.Run(60.0.Seconds);
        var content = PageContent.Of(Firecracker.Platform, Spec);
        var expected = (content.KernelText + content.Image) * (guests - 1) + content.Zero * guests;
        Assert.Equal(expected.MiB, host.Merging!.Saved.MiB, 0.1);
        Assert.Equal(host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident) + Fixed(host) - host.Merging.Saved, host.Memory.Used);
    }

    // pages_to_scan in each turn and a sleep between; the first walk only learns checksums.
    [Fact]
    public void Merging_begins_with_the_second_walk_and_goes_at_the_pace_of_the_scanner()
    {
        var host = Machine(2, pagesToScan: 1000);
        var pages = 2 * PageContent.Of(Firecracker.Platform, Spec).Total.Pages(4.KiB);
        // A turn: 20 ms of sleep, and 1.1 us a page.
        var walk = TimeSpan.FromSeconds(pages / 1000 * (0.020 + 1000 * 3500 / HostModel.RackServer.Cpu.Clock.Hertz));
        sim.Run(walk * 0.9);
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
        sim.Run(walk * 0.9);
        Assert.True(host.Merging.Saved.Count > 0);
        Assert.InRange(host.Merging.CpuTime / (walk * 1.8), 0.04, 0.08);
    }

    [Fact]
    public void Who_leaves_leaves_the_others_their_copy()
    {
        var host = Machine(3);
        sim.Run(60.0.Seconds);
        foreach (var guest in host.Guests.ToList())
        {
            guest.Stop();
            Assert.Equal(host.Guests.Aggregate(Bytes.Zero, (sum, g) => sum + g.Resident) + Fixed(host) - host.Merging!.Saved, host.Memory.Used);
        }
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
    }

    [Fact]
    public void Containers_share_their_image_from_the_start_and_have_nothing_to_merge()
    {
        var host = new Host(sim, HostModel.RackServer, new RandomStreams(1), CpuSharing.Fluid);
        host.ManageMemory(new() { PagesToScan = 50_000 }, merge: true);
        var before = host.Memory.Used;
        for (var i = 0; i < 10; i++)
            Assert.True(host.TryAdmit(RuncContainer.Platform, Spec, out _, out _));
        sim.Run(10.0.Seconds);
        Assert.Equal(Bytes.Zero, host.Merging!.Saved);
        var footprint = RuncContainer.Platform.Footprint;
        Assert.Equal((footprint.PerGuest + Spec.ApplicationMemory) * 10 + footprint.Shared + Spec.Image, host.Memory.Used - before);
    }

    private static Bytes Fixed(Host host) => host.Model.HostReserved + (host.Guests.Count > 0 ? Firecracker.Platform.Footprint.Shared : Bytes.Zero);

    private Host Machine(int guests, int pagesToScan = 50_000)
    {
        var host = new Host(sim, HostModel.RackServer, new RandomStreams(1), CpuSharing.Fluid);
        host.ManageMemory(new() { PagesToScan = pagesToScan }, merge: true);
        for (var i = 0; i < guests; i++)
            Assert.True(host.TryAdmit(Firecracker.Platform, Spec, out _, out _));
        return host;
    }
}
