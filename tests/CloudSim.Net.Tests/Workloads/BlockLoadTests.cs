using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;
using CloudSim.Net.Workloads.Benchmarks;

namespace CloudSim.Net.Tests.Workloads;

/// <summary>
/// Queue depth 1 to 128. The directions follow from the mechanism; how wide the ranges are was set with results in view. One in flight:
/// latencies add up, so a virtual machine loses by its two wake-ups. Many: the slowest stage sets the rate, for the host its submitting
/// program, for QEMU its one I/O thread, for Firecracker the thread that waits for each operation, which no depth helps.
/// </summary>
public class BlockLoadTests
{
    private static readonly HostModel Machine = HostModel.RackServer(P);

    private static double Rate(Platform platform, int depth) => BlockLoad.PerSecond(
        platform, Machine, Benchmark.FioRandom(P) with { QueueDepth = depth }, 4.KiB, 100.Milliseconds);

    [Fact]
    public void Operations_grow_with_the_depth_until_a_stage_is_busy_and_then_stand_still()
    {
        foreach (var platform in new[] { RuncContainer.Of(P), QemuKvm.Of(P), KvmPassThrough.Of(P) })
        {
            double[] rates = [.. new[] { 1, 2, 4, 8, 16, 32, 64, 128 }.Select(d => Rate(platform, d))];
            Assert.Equal(4, rates[2] / rates[0], 0.25);
            Assert.Equal(1, rates[7] / rates[6], 0.01);
            Assert.All(rates.Zip(rates.Skip(1)), pair => Assert.True(pair.Second > pair.First * 0.98, platform.Name));
        }
    }

    [Fact]
    public void One_in_flight_takes_latencies_and_many_the_slowest_stage()
    {
        // 52 us of the disk, 5 of the transfer, some of the host; two wake-ups of 33 us and an I/O thread more in a virtual machine.
        Assert.InRange(1e6 / Rate(RuncContainer.Of(P), 1), 57, 65);
        Assert.InRange(1e6 / Rate(QemuKvm.Of(P), 1), 57 + 66, 65 + 66 + 15);
        // The I/O thread: 22,900 cycles at 3.1 GHz.
        Assert.Equal(3.1e9 / 22_900, Rate(QemuKvm.Of(P), 128), 1_500.0);
        Assert.InRange(Rate(Firecracker.Of(P), 128) / Rate(Firecracker.Of(P), 4), 0.97, 1.05);
    }

    [Fact]
    public void What_the_virtual_machine_loses_depends_on_the_depth_and_a_device_passed_through_loses_least()
    {
        double[] loss = [.. new[] { 1, 128 }.Select(d => 1 - Rate(QemuKvm.Of(P), d) / Rate(RuncContainer.Of(P), d))];
        Assert.InRange(loss[0], 0.50, 0.62);
        Assert.InRange(loss[1], 0.40, 0.50);
        Assert.True(Rate(KvmPassThrough.Of(P), 1) > 0.9 * Rate(RuncContainer.Of(P), 1));
        Assert.True(Rate(KvmPassThrough.Of(P), 128) > Rate(QemuKvm.Of(P), 128));
    }

    [Fact]
    public void The_published_benchmark_keeps_128_in_flight() => Assert.Equal(128, Benchmark.FioRandom(P).QueueDepth);

    [Fact]
    public void Arguments_are_checked_and_a_window_without_an_operation_is_an_error()
    {
        var (platform, work) = (RuncContainer.Of(P), Benchmark.FioRandom(P));
        Assert.Throws<ArgumentNullException>("platform", () => BlockLoad.PerSecond(null!, Machine, work, 4.KiB, 1.Seconds));
        Assert.Throws<ArgumentNullException>("machine", () => BlockLoad.PerSecond(platform, null!, work, 4.KiB, 1.Seconds));
        Assert.Throws<ArgumentNullException>("operation", () => BlockLoad.PerSecond(platform, Machine, null!, 4.KiB, 1.Seconds));
        Assert.Throws<ArgumentOutOfRangeException>("time", () => BlockLoad.PerSecond(platform, Machine, work, 4.KiB, 1.Microseconds));
        var slow = work with { User = 1e9.Cycles, QueueDepth = 1 };
        Assert.Contains("longer time", Assert.Throws<InvalidOperationException>(
            () => BlockLoad.PerSecond(platform, Machine, slow, 4.KiB, 1.Milliseconds)).Message);
    }
}
