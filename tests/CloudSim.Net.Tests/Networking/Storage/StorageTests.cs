using CloudSim.Net.Hardware;
using CloudSim.Net.Networking;
using CloudSim.Net.Networking.Storage;
using CloudSim.Net.Networking.Topologies;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Networking.Storage;

public class StorageTests
{
    private static readonly double Wire = NetworkCosts.Of(P).Wire.TotalSeconds;
    private static readonly DiskModel Disk = new(100.Microseconds, 10, 500.MBps, 2000.MBps);
    private readonly Simulation sim = new();

    // Hosts 0 to 99 and servers 100 and 101, on 10 Gbit/s but for the hosts' own 25.
    private readonly Fabric fabric;

    public StorageTests() =>
        fabric = new Fabric(P, sim, new OneSwitch(P, [.. Enumerable.Repeat(25.Gbps, 100), 10.Gbps, 10.Gbps]));

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    public void Hosts_that_boot_at_once_share_the_servers_link(int hosts)
    {
        var store = new ImageStore([new StorageServer(fabric, 100, Disk)]) { Cached = true };
        sim.Run(new AllOf(sim, Enumerable.Range(0, hosts).Select(host => store.Fetch(host, "image", 1.GiB))));
        Assert.Equal(2 * Wire + hosts * 1.GiB.Count / 1.25e9, sim.NowD, 1e-6 * hosts);
    }

    [Fact]
    public void A_host_fetches_an_image_once_and_two_servers_take_half_the_time()
    {
        StorageServer[] servers = [new(fabric, 100, Disk), new(fabric, 101, Disk)];
        var store = new ImageStore(servers) { Cached = true };
        sim.Run(new AllOf(sim, Enumerable.Range(0, 100).Select(i => store.Fetch(i % 10, "image", 1.GiB))));
        Assert.Equal(2 * Wire + 5 * 1.GiB.Count / 1.25e9, sim.NowD, 1e-5);
        Assert.Equal((10, 90), (store.Transfers, store.Spared));
        Assert.Equal(5.GiB, servers[1].Read);
        var before = sim.Now;
        sim.Run(store.Fetch(3, "image", 1.GiB));
        Assert.Equal(before, sim.Now);
        Assert.True(store.Has(3, "image") && !store.Has(11, "image") && store.Forget(3, "image"));
        Assert.False(store.Forget(3, "image"));
        sim.Run(store.Fetch(3, "image", 1.GiB));
        Assert.Equal(11, store.Transfers);
    }

    // Alone at a channel's rate; many share the disk's path, and the network is not full.
    [Theory]
    [InlineData(1, 500)]
    [InlineData(2, 1000)]
    public void Readers_of_a_disk_have_a_channel_each_and_share_the_network(int readers, double total)
    {
        var server = new StorageServer(fabric, 100, Disk);
        sim.Run(new AllOf(sim, Enumerable.Range(0, readers).Select(host => server.Send(host, 100_000_000.B))));
        Assert.Equal(2 * Wire + 100e-6 + readers * 100 / total, sim.NowD, 1e-6);
    }

    [Fact]
    public void Readers_and_writers_share_the_disk_but_not_a_direction_of_the_cable()
    {
        var wide = new Fabric(P, sim, new OneSwitch(P, [.. Enumerable.Repeat(40.Gbps, 20)]));
        var server = new StorageServer(wide, 0, Disk);
        sim.Run(new AllOf(sim, Enumerable.Range(1, 10).Select(host =>
            host % 2 == 0 ? server.Send(host, 100_000_000.B) : server.Take(host, 100_000_000.B))));
        Assert.Equal(2 * Wire + 100e-6 + 1000 / 2000.0, sim.NowD, 1e-6);
        Assert.Equal((500_000_000, 500_000_000), (server.Read.Count, server.Written.Count));
    }

    // 10 channels of 100 us each: 100,000 small reads a second.
    [Fact]
    public void Small_reads_are_as_many_a_second_as_the_channels_allow()
    {
        var server = new StorageServer(fabric, 100, Disk);
        sim.Run(new AllOf(sim, Enumerable.Range(0, 2_000).Select(i => server.Send(i % 100, 512.B))));
        Assert.Equal(0.02, sim.NowD, 0.0002);
        Assert.Equal(0, server.Pending);
    }

    [Fact]
    public void By_name_everything_has_one_server()
    {
        StorageServer[] servers = [new(fabric, 100, Disk), new(fabric, 101, Disk)];
        var chosen = Enumerable.Range(0, 1000).Select(i => StorageChoices.ByName($"image {i}", servers)).ToList();
        Assert.Equal(chosen, Enumerable.Range(0, 1000).Select(i => StorageChoices.ByName($"image {i}", servers)));
        Assert.All(chosen.CountBy(c => c), c => Assert.InRange(c.Value, 400, 600));
        Assert.Throws<ArgumentException>(() => new ImageStore([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => servers[0].Send(102, 1.B));
        Assert.Throws<ArgumentOutOfRangeException>(() => servers[0].Take(0, new(-1)));
    }
}
