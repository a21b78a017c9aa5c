using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>Many sandboxes at once: a block device each, or one shared file system.</summary>
public class SandboxDiskTests
{
    private const int Many = 100;

    // Stated beforehand: one snapshot after the other under the pool's lock, 30 ms each (RUND-DM1), so that the last of a hundred waits for
    // a hundred of them; the host has CPUs for all the rest. A file server reads through the host's cache and waits for nobody.
    [Fact]
    public void Snapshots_of_a_pool_wait_for_each_other_and_a_shared_file_system_does_not()
    {
        var (one, many) = (Last(Kata.OnBlockDevice(P), 1), Last(Kata.OnBlockDevice(P), Many));
        var (sharedOne, sharedMany) = (Last(Kata.Of(P), 1), Last(Kata.Of(P), Many));
        Assert.InRange(many - one, (Many - 1) * 30 * 0.7, (Many - 1) * 30 * 1.3);
        Assert.InRange(sharedMany, sharedOne, 2 * sharedOne);
    }

    // The device is the sandbox's own: its pages are read from the disk for each, those of a shared file once.
    [Fact]
    public void What_sandboxes_read_from_devices_of_their_own_goes_through_the_host_s_disk_each_time()
    {
        Bytes Read(Platform platform, int count)
        {
            var host = Started(platform, count, out _);
            return host.Kernel.Root.Io.Stat.ReadBytes;
        }
        var (device, shared) = (Read(Kata.OnBlockDevice(P), 3) - Read(Kata.OnBlockDevice(P), 1), Read(Kata.Of(P), 3) - Read(Kata.Of(P), 1));
        Assert.Equal(2 * P["SandboxDisk"].Bytes("image_read").Value.MiB, (device - shared).MiB, 0.1);
    }

    private static double Last(Platform platform, int count)
    {
        Started(platform, count, out var end);
        return end.TotalMilliseconds;
    }

    private static Host Started(Platform platform, int count, out TimeSpan end)
    {
        var sim = new Simulation();
        var host = Host.For(platform, sim, HostModel.RackServer(P) with { Cores = 128, Memory = 512.GiB }, new RandomStreams(3));
        var spec = new GuestSpec(256.MiB, Bytes.Zero, Interfaces: 0);
        var guests = Enumerable.Range(0, count).Select(_ => host.Admit(platform, spec)).ToList();
        var begin = sim.Now;
        sim.Run(new AllOf(sim, guests.Select(g => (Event)g.Start())));
        end = sim.Now - begin;
        return host;
    }
}
