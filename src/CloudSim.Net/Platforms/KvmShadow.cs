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
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(KvmShadow), Create);

    private static Platform Create(Parameters parameters)
    {
        var (pc, p) = (QemuMachine.Pc(parameters), parameters[nameof(KvmShadow)]);
        var io = EmulatedDevice.UserSpace(parameters);
        return pc.OnKvm(parameters, "full VM (VT-x, shadow paging)", new ShadowPaging(parameters), io) with
        {
            Footprint = pc.Footprint with { PerGuest = pc.Footprint.PerGuest + p.Bytes("shadow_tables").Value },
            Own = parameters.Uses,
        };
    }
}
