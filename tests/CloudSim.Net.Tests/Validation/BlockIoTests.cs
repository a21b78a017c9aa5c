using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Tests.Validation;

/// <summary>
/// Random 4 KiB reads on EC2 m5d.metal, one and 32 in flight: Agache et al. NSDI 2020, fio data of the public artifact. One in
/// flight is calibrated (wake-up latencies), and so are the device threads at 32; the bare machine at 32 and 128 KiB reads
/// are predictions of the same disk.
/// </summary>
public class BlockIoTests
{
    [Theory]
    [InlineData("bare-metal process", 1, 16_473, 0.05)]
    [InlineData("Firecracker microVM", 1, 8_444, 0.10)]
    [InlineData("full VM (QEMU/KVM)", 1, 7_513, 0.10)]
    [InlineData("Firecracker microVM", 32, 12_880, 0.15)]
    [InlineData("full VM (QEMU/KVM)", 32, 135_109, 0.10)]
    [InlineData("bare-metal process", 32, 301_182, 0.20)]
    public void Reads_a_second_are_the_published_ones(string platform, int inFlight, double published, double tolerance) =>
        Assert.InRange(ReadsPerSecond(platform, inFlight), published * (1 - tolerance), published * (1 + tolerance));

    [Theory]
    [InlineData(1, 4_739, 0.05)]
    [InlineData(32, 13_182, 0.05)]
    public void Large_reads_of_the_bare_machine_are_the_published_ones(int inFlight, double published, double tolerance) =>
        Assert.InRange(ReadsPerSecond("bare-metal process", inFlight, 128.KiB), published * (1 - tolerance), published * (1 + tolerance));

    // The synchronous device thread is the bottleneck: more requests in flight do not help beyond it, the I/O thread with many in flight
    // does.
    [Fact]
    public void Depth_helps_the_asynchronous_device_thread_far_more_than_the_synchronous_one()
    {
        var firecracker = ReadsPerSecond("Firecracker microVM", 32) / ReadsPerSecond("Firecracker microVM", 1);
        var qemu = ReadsPerSecond("full VM (QEMU/KVM)", 32) / ReadsPerSecond("full VM (QEMU/KVM)", 1);
        Assert.True(firecracker < 2 && qemu > 8, $"gain with depth: Firecracker {firecracker:0.0}, QEMU {qemu:0.0}");
    }

    private static double ReadsPerSecond(string platform, int inFlight, Bytes? size = null)
    {
        var sim = new Simulation();
        var host = new Host(sim, HostModel.M5dMetal(P), new RandomStreams(5));
        Assert.True(host.TryAdmit(CloudSim.Net.Platforms.Platforms.Named(P, platform), new GuestSpec(256.MiB, Bytes.Zero), out var guest,
            out _));
        for (var i = 0; i < inFlight; i++)
            sim.Process(Reader());
        sim.Run(1.Seconds);
        return host.Disk.Completed;

        IEnumerable<Event> Reader()
        {
            while (true)
                foreach (var step in guest!.BlockOperation(size ?? 4.KiB))
                    yield return step;
        }
    }
}
