using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Virtualization;

/// <summary>
/// Pinning takes as long as clearing the memory and mapping each page, in proportion from 256 MiB to 64 GiB. Where a
/// core clears 10 GB/s and a page takes 370 cycles at 3.1 GHz, a GiB takes 107.4 and 31.3 ms; afterwards nothing is left to be backed.
/// </summary>
public class PinnedMemoryTests
{
    private static readonly HostModel Machine = HostModel.RackServer(P) with { Memory = 128.GiB };

    private static Guest Started(Platform platform, Bytes memory) =>
        new Host(new Simulation(), Machine, new RandomStreams(1).Scope("host")).Boot(platform, new GuestSpec(memory, 1.MiB));

    private static double PinningMs(Bytes memory) => Started(KvmPassThrough.Of(P), memory).Steps
        .Single(s => s.Title == "guest memory pinned").Duration.TotalMilliseconds;

    [Theory]
    [InlineData(0.25)]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(64)]
    public void A_GiB_takes_139_ms_whatever_the_size(double gib) => Assert.Equal(138.7 * gib, PinningMs(1.GiB * gib), 138.7 * gib * 0.005);

    // The source's own machine (jordan2021): 0.2447 s a GiB, and 29.69 s for its 120 GB guest, where a core clears 5.1 GB/s at 2.8 GHz.
    [Fact]
    public void The_measured_machine_takes_the_measured_time()
    {
        var measured = HostModel.RackServer(P.With("XeonPlatinum8175M.clock", "2.8GHz")) with
        {
            Memory = 256.GiB, MemoryCopy = new Bandwidth(5.1e9),
        };
        var guest = new Host(new Simulation(), measured, new RandomStreams(1).Scope("host"))
            .Boot(KvmPassThrough.Of(measured.Parameters), new GuestSpec(120.GiB, 1.MiB));
        Assert.Equal(120 * 0.2447, guest.Steps.Single(s => s.Title == "guest memory pinned").Duration.TotalSeconds, 120 * 0.2447 * 0.02);
    }

    [Fact]
    public void The_start_grows_by_that_and_without_devices_passed_through_by_page_descriptors_only()
    {
        var more = (Started(KvmPassThrough.Of(P), 32.GiB).BootTime - Started(KvmPassThrough.Of(P), 16.GiB).BootTime)!.Value;
        Assert.InRange(more.TotalMilliseconds, 16 * 138.7 * 0.995, 16 * 138.7 + 20);
        var other = (Started(QemuKvm.Of(P), 32.GiB).BootTime - Started(QemuKvm.Of(P), 16.GiB).BootTime)!.Value;
        Assert.InRange(other.TotalMilliseconds, 50, 200); // 65,536 pages of descriptors are touched, at 2 us each
        Assert.DoesNotContain(Started(QemuKvm.Of(P), 1.GiB).Steps, s => s.Title == "guest memory pinned");
    }

    [Fact]
    public void It_comes_before_the_guest_s_first_instruction()
    {
        var steps = KvmPassThrough.Of(P).Start.ToList();
        var pinned = steps.FindIndex(s => s.Title == "guest memory pinned");
        Assert.Equal(BootMark.GuestEntry, steps[pinned + 1].Mark);
        Assert.Same(QemuKvm.Of(P).Boot, QemuKvm.Of(P).Start);
    }

    [Fact]
    public void Pages_touched_for_the_first_time_cost_nothing_more()
    {
        var touch = new WorkProfile { Name = "first touch", Touched = 40.MiB };
        Assert.Equal(Cycles.Zero, KvmPassThrough.Of(P).Cost(touch, Machine).Total);
        Assert.Equal(0, KvmPassThrough.Of(P).Cost(touch, Machine).Exits);
        Assert.Equal(10_240, QemuKvm.Of(P).Cost(touch, Machine).ExitsFor(Cause.FirstTouch));
    }
}
