using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Tests.Workloads;

public class GuestSizesTests
{
    [Fact]
    public void A_library_kernel_gets_what_it_needs_and_others_a_round_number()
    {
        // Unikraft holds 1.9 MB and Mini-OS 3.6 MB, beside 40 MiB of memory and 20 of image.
        Assert.Equal(62.MiB, GuestSizes.Memory(UnikernelOnSolo5.Of(P), 40.MiB, 20.MiB));
        Assert.Equal(64.MiB, GuestSizes.Memory(LightVm.Of(P), 40.MiB, 20.MiB));
        Assert.Equal(256.MiB, GuestSizes.Memory(Firecracker.Of(P), 40.MiB, 20.MiB));
        Assert.Equal(256.MiB, GuestSizes.Memory(RuncContainer.Of(P), 236.MiB, 20.MiB));
        Assert.Equal(512.MiB, GuestSizes.Memory(RuncContainer.Of(P), 237.MiB, 20.MiB));
        Assert.Equal(512.MiB, GuestSizes.Memory(Firecracker.Of(P), 250.MiB, Bytes.Zero));
    }

    // Nothing is refused for its own size.
    [Fact]
    public void Every_platform_holds_the_application() => Assert.All(CloudSim.Net.Platforms.Platforms.Of(P), platform =>
    {
        foreach (var mib in new[] { 0, 1, 40, 255, 256, 1000, 5000 })
            Assert.Null(platform.TooSmall(GuestSizes.Memory(platform, mib.MiB, 7.MiB), mib.MiB, 7.MiB));
    });
}
