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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(QemuTcg), Create);

    private static Platform Create(Parameters parameters)
    {
        var (pc, p) = (QemuMachine.Pc(parameters), parameters[nameof(QemuTcg)]);
        return pc.On(parameters, "emulation (QEMU TCG)", "emulation", new DynamicTranslation(parameters), new SoftwareMmu(parameters),
            Virtio.Named(parameters, "VirtioQemu", "virtio, I/O thread and vhost")) with
        {
            Footprint = pc.Footprint with { PerGuest = pc.Footprint.PerGuest + p.Bytes("translation_cache").Value },
            Own = parameters.Uses,
        };
    }
}
