using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
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
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(KvmShadow));
        var pc = QemuMachine.Pc;
        return new Platform
        {
            Name = "full VM (VT-x, shadow paging)",
            Family = "full VM",
            Cpu = new HardwareAssist(),
            Memory = new ShadowPaging(),
            Io = EmulatedDevice.UserSpace,
            Kernel = GuestKernel.MicroVmLinux,
            IsPc = true,
            Boot = pc.Boot(GuestKernel.MicroVmLinux),
            Exit = pc.Exit,
            Footprint = pc.Footprint with { PerGuest = pc.Footprint.PerGuest + p.Bytes("shadow_tables").Value },
            KernelObjects = pc.KernelObjects,
            OwnSheets = [p, pc.Sheet, KvmProcess.Sheet],
        };
    }
}
