namespace CloudSim.Net.Images;

/// <summary>What a name in a layer is.</summary>
public enum EntryKind
{
    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory; those of the same name in lower layers show through.</summary>
    Directory,

    /// <summary>
    /// A directory that hides all of the same name below it (overlayfs: the xattr <c>trusted.overlay.opaque</c>; in an image:
    /// <c>.wh..wh..opq</c>).
    /// </summary>
    OpaqueDirectory,

    /// <summary>
    /// A mark that the name was removed: nothing of it in lower layers shows (overlayfs: character device 0/0; in an image:
    /// <c>.wh.name</c>).
    /// </summary>
    Whiteout,
}
