using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A full virtual machine on the first generation of hardware assist (QEMU/KVM of 2007): guest mode for the CPU, shadow page tables for
/// memory, models of real devices in QEMU's process.
/// </summary>
public static class KvmShadow
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create(QemuMachine.Pc, ParameterSheet.Named(nameof(KvmShadow)));

    private static Platform Create(QemuMachine pc, ParameterSheet p) =>
        pc.OnKvm("full VM (VT-x, shadow paging)", new ShadowPaging(), EmulatedDevice.UserSpace, p) with
        {
            Footprint = pc.Footprint with { PerGuest = pc.Footprint.PerGuest + p.Bytes("shadow_tables").Value },
        };
}
