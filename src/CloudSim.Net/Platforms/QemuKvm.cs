using CloudSim.Net.Calibration;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// A full virtual machine: QEMU's PC on KVM with nested paging, firmware, a PCI bus and the devices of a PC; disks and
/// network by virtio with vhost. The start runs from the VMM's process start to the guest's init.
/// </summary>
public static class QemuKvm
{
    /// <summary>The platform.</summary>
    public static Platform Of(Parameters parameters) => parameters.Make(nameof(QemuKvm), p => QemuMachine.Pc(p).OnKvm(
        p, "full VM (QEMU/KVM)", new NestedPaging(p), Virtio.Named(p, "VirtioQemu", "virtio, I/O thread and vhost")));
}
