namespace CloudSim.Net.Images;

/// <summary>What lies under the writable layer of a union mount.</summary>
public enum UnionStorage
{
    /// <summary>A journalling file system on a disk (ext4): a file that was copied up is on the disk before it is used.</summary>
    Disk,

    /// <summary>The same, mounted with overlayfs' option <c>volatile</c>: nothing waits for the disk.</summary>
    DiskVolatile,

    /// <summary>Memory (tmpfs).</summary>
    Memory,
}
