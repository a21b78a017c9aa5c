using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Validation;

/// <summary>
/// Restores of a hello-world function (Ao et al., EuroSys 2022, fig. 1): 65 ms with the memory file in the page cache, 229 from disk, 62
/// with prefetching. The working set is calibrated on the first; the others follow from faults and disk.
/// </summary>
public class SnapshotTests
{
    [Fact]
    public void A_restore_from_the_cache_takes_what_was_measured() =>
        Assert.InRange(Restore(Snapshot.Cached(P, Firecracker.Of(P), Snapshot.HelloWorld(P))), 58, 72);

    [Fact]
    public void Faults_from_disk_take_several_times_as_long() =>
        Assert.InRange(Restore(Snapshot.OnDisk(P, Firecracker.Of(P), Snapshot.HelloWorld(P))), 160, 260);

    [Fact]
    public void Prefetching_is_as_good_as_a_warm_cache() =>
        Assert.InRange(Restore(Snapshot.Prefetched(P, Firecracker.Of(P), Snapshot.HelloWorld(P))), 50, 75);

    // 13.3 us for a page from disk, 3.7 from the cache.
    [Fact]
    public void A_page_from_disk_costs_what_was_measured()
    {
        var (small, large) = (10.MiB, 50.MiB);
        var pages = (large - small).Pages(4.KiB);
        var perPage = 1000 * (Restore(Snapshot.OnDisk(P, Firecracker.Of(P), large)) - Restore(Snapshot.OnDisk(P, Firecracker.Of(P), small)))
            / pages;
        Assert.InRange(perPage, 11.3, 15.3);
    }

    private static double Restore(Platform platform)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.RackServer(P), new RandomStreams(2));
        Assert.True(host.TryAdmit(platform, new GuestSpec(2.GiB, Bytes.Zero, Interfaces: 0), out var guest, out _));
        sim.Run(guest!.Start());
        return guest.Time(EndPoint.RequestToReady)!.Value.TotalMilliseconds;
    }
}
