using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Tests.Virtualization;

public class GuestDeviceTests
{
    /// <summary>The six devices of Firecracker's site.</summary>
    [Fact]
    public void Firecracker_has_six_devices_by_name() => Assert.Equal(
        ["keyboard controller", "serial console", "virtio balloon", "virtio block", "virtio net", "virtio vsock"],
        Firecracker.Of(P).Devices.Where(d => !d.IsChip).Select(d => d.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Each_one_more_takes_as_long_as_the_kernel_needs_to_find_it()
    {
        var platform = Firecracker.Of(P);
        var (few, more) = (Probes(platform), Probes(Firecracker.Of(P.With("Firecracker.device_virtio_vsock", "3"))));
        Assert.Equal(3, more / few * 6 - 6, 0.02); // five and a network interface at first

        static double Probes(Platform platform)
        {
            var host = new Host(new Simulation(), HostModel.RackServer(P), new RandomStreams(1));
            Assert.True(host.TryAdmit(platform, new GuestSpec(256.MiB, 1.MiB), out var guest, out _));
            host.Simulation.Run(guest!.Start());
            return guest.Steps.Single(s => s.Kind == StepKind.DeviceProbes).Duration.TotalMilliseconds;
        }
    }

    [Theory]
    [InlineData(0, "0 × mouse")]
    [InlineData(1, "mouse")]
    [InlineData(2, "2 × mouse")]
    public void Its_text_counts(double count, string text) => Assert.Equal(text, $"{new GuestDevice("mouse", count)}");

    [Theory]
    [InlineData("1e300")]
    [InlineData("1001")]
    public void More_than_a_machine_can_have_are_refused(string count) => Assert.Throws<ParameterException>(() =>
        Firecracker.Of(P.With("Firecracker.device_virtio_vsock", count)));
}
