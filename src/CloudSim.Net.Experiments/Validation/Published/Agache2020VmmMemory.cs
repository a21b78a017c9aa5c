using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Platforms;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>T03: memory that a VMM maps beside its guest's, and what follows for the number of guests.</summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Agache2020VmmMemory(Parameters p)
{
    private static readonly Bytes[] Sizes = [256.MiB, 512.MiB, 1.GiB, 2.GiB, 4.GiB, 8.GiB];

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T03")
    {
        { "Firecracker overhead at 256 MiB to 8 GiB", () => Mean(Firecracker.Of(p)) },
        { "Cloud Hypervisor overhead at 256 MiB to 8 GiB", () => Mean(CloudHypervisor.Of(p)) },
        { "QEMU overhead at 256 MiB to 8 GiB", () => Mean(QemuKvm.Of(p)) },
        { "slope of overhead against VM size", Slope },
        { "VMs of 128 MiB (touched) on 384 GB: FC : QEMU ratio", () => (double)Fit(Firecracker.Of(p)) / Fit(QemuKvm.Of(p)) },
    }
    .Input("the published address space of each VMM is one number of its data file", "Firecracker overhead at 256 MiB to 8 GiB",
        "Cloud Hypervisor overhead at 256 MiB to 8 GiB", "QEMU overhead at 256 MiB to 8 GiB")
    .Construction("that number does not depend on the guest's size", "slope of overhead against VM size")
    .Construction("arithmetic on the three numbers: (128 + 131.3) / (128 + 2.49)", "VMs of 128 MiB (touched) on 384 GB: FC : QEMU ratio")
    .Null("slope of overhead against VM size", () => Answer.Statement(true, "0"));

    private static double Mean(Platform platform) => Sizes.Average(size => Mapped(platform, size).MiB);

    private Answer Slope()
    {
        var worst = new[] { Firecracker.Of(p), CloudHypervisor.Of(p), QemuKvm.Of(p) }
            .Max(vmm => Math.Abs((Mapped(vmm, Sizes[^1]) - Mapped(vmm, Sizes[0])).MiB) / (Sizes[^1] - Sizes[0]).GiB);
        return Answer.Statement(worst < 1, $"{worst:0.###}");
    }

    // Address space of the process less the guest's memory.
    private static Bytes Mapped(Platform platform, Bytes guest) => platform.AddressSpace(guest) - guest;

    // Guests that touch all of their memory, and VMMs that touch all of theirs.
    private int Fit(Platform platform) =>
        (int)((HostModel.M5dMetal(p).Memory - HostModel.M5dMetal(p).HostReserved) / platform.AddressSpace(128.MiB));
}
