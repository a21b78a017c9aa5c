namespace CloudSim.Net.Hardware;

/// <summary>
/// A kind of object that a kernel has so many of, and that runs out. A model makes a kind of its own by a name that no other has.
/// </summary>
/// <param name="Name">The kind in the field's words, as refusals name it.</param>
public readonly record struct KernelObject(string Name)
{
    /// <summary>Ports of the machine's own bridge; each interface of a guest or container on it takes one.</summary>
    public static KernelObject BridgePort { get; } = new("bridge ports");

    /// <summary>Domains on Xen; nothing bounds them here, but its store grows slower with each.</summary>
    public static KernelObject XenDomain { get; } = new("Xen domains");

    /// <summary>Open files of all processes (<c>fs.file-max</c>).</summary>
    public static KernelObject File { get; } = new("open files");

    /// <summary>Blocks of 4 KiB on the local disk: what guests write to their disks and layers.</summary>
    public static KernelObject DiskBlock { get; } = new("disk space");

    /// <summary>Slots of one guest's own bus for network interfaces; more than there are and the guest cannot be made.</summary>
    public static KernelObject DeviceSlot { get; } = new("device slots");

    /// <summary>Overlay file systems mounted: no limit, but a mount looks at the others.</summary>
    public static KernelObject OverlayMount { get; } = new("overlay mounts");

    /// <summary>Process ids; every thread takes one.</summary>
    public static KernelObject Pid { get; } = new("process ids");

    /// <summary>The name.</summary>
    public override string ToString() => Name;
}
