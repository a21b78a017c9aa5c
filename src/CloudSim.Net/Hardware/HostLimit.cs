namespace CloudSim.Net.Hardware;

/// <summary>Names of the countable kernel objects of a host that guests use up.</summary>
public static class HostLimit
{
    /// <summary>Ports of one Linux bridge; each guest with an interface on it takes one.</summary>
    public const string BridgePorts = "bridge ports";

    /// <summary>Domains on Xen; nothing bounds them here, but its store grows slower with each.</summary>
    public const string XenDomains = "Xen domains";

    /// <summary>Open files of all processes (<c>fs.file-max</c>).</summary>
    public const string Files = "open files";

    /// <summary>Space on the local disk, in MiB: what guests write to their disks and layers.</summary>
    public const string DiskMib = "disk space";

    /// <summary>Slots of one guest's own bus for network interfaces; more than there are and the guest cannot be made.</summary>
    public const string Slots = "device slots";

    /// <summary>Overlay file systems mounted: no limit, but a mount looks at the others.</summary>
    public const string OverlayMounts = "overlay mounts";

    /// <summary>Process ids; every thread of a guest's processes on the host takes one.</summary>
    public const string Processes = "process ids";
}
