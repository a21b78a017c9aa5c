using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Platforms;

/// <summary>
/// The clock doubled, stated beforehand: cycles take half the time; waits, the disk, copies of memory and accesses to a device on the
/// bus take the time that they took.
/// </summary>
public class ClockTests
{
    private static HostModel At(double ghz) => HostModel.RackServer(P.With("XeonPlatinum8175M.clock", $"{ghz}GHz"));

    private static double BootMs(Func<CloudSim.Net.Calibration.Parameters, Platform> platform, double ghz)
    {
        var machine = At(ghz);
        var host = new Host(new Simulation(), machine, new RandomStreams(1).Scope("host"));
        host.Boot(platform(machine.Parameters), new GuestSpec(256.MiB, 1.MiB)).Stop();
        return host.Boot(platform(machine.Parameters), new GuestSpec(256.MiB, 1.MiB)).BootTime!.Value.TotalMilliseconds;
    }

    // T(f) = waits + cycles / f: two clocks tell both, and a third follows from them.
    [Fact]
    public void A_start_halves_its_cycles_and_keeps_its_waits()
    {
        double[] boot = [.. new[] { 3.1, 6.2, 12.4 }.Select(ghz => BootMs(Firecracker.Of, ghz))];
        var (cycles, waits) = (2 * (boot[0] - boot[1]), 2 * boot[1] - boot[0]);
        Assert.Equal(waits + cycles / 4, boot[2], 1.5); // the API socket is looked for each ms
        // The interface's settling takes 16 to 20 ms, six requests are on their way for 0.2 to 1.4 ms each, the image is copied in 2.1.
        Assert.InRange(waits, 16 + 1.2 + 2.1 - 1.5, 20 + 8.4 + 2.1 + 3);
        Assert.True(cycles > 100);
    }

    [Fact]
    public void An_access_to_a_device_takes_a_microsecond_at_any_clock()
    {
        var work = new WorkProfile { Name = "device", DeviceAccesses = 1_000, Kernel = 3_100_000.Cycles };
        foreach (var (ghz, kernelMs) in new[] { (3.1, 1.0), (6.2, 0.5) })
            Assert.Equal(1 + kernelMs, BareMetal.Of(P).Cost(work, At(ghz)).Total.At(At(ghz).Cpu.Clock).TotalMilliseconds, 1e-3);
    }
}
