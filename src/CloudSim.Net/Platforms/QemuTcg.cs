using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// CPU emulation: the same QEMU PC without hardware assist, every guest instruction translated (TCG) and every memory
/// access looked up in a software TLB. It runs any guest, even of another instruction set, on any host.
/// </summary>
public static class QemuTcg
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(QemuTcg));
        var pc = QemuMachine.Pc;
        return new Platform
        {
            Name = "emulation (QEMU TCG)",
            Family = "emulation",
            Cpu = new DynamicTranslation(),
            Memory = new SoftwareMmu(),
            Io = Virtio.Named("VirtioQemu", "virtio, I/O thread and vhost"),
            Kernel = GuestKernel.MicroVmLinux,
            IsPc = true,
            Boot = pc.Boot(GuestKernel.MicroVmLinux),
            Footprint = pc.Footprint with { PerGuest = pc.Footprint.PerGuest + p.Bytes("translation_cache").Value },
            KernelObjects = pc.KernelObjects,
            OwnSheets = [p, pc.Sheet],
        };
    }
}
