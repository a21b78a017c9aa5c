namespace CloudSim.Net.Images;

/// <summary>Why a file operation failed, by the error of the system call.</summary>
public enum FileError
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>ENOENT: no such name.</summary>
    NotFound,

    /// <summary>EEXIST: the name exists.</summary>
    Exists,

    /// <summary>ENOTDIR: a directory was needed.</summary>
    NotDirectory,

    /// <summary>EISDIR: a file was needed.</summary>
    IsDirectory,

    /// <summary>ENOTEMPTY: the directory holds names.</summary>
    NotEmpty,

    /// <summary>
    /// EXDEV: a directory of a lower layer cannot be renamed (overlayfs with <c>redirect_dir=off</c>); programs copy it then.
    /// </summary>
    CrossDevice,

    /// <summary>EPERM: a directory cannot have a second name.</summary>
    NotPermitted,

    /// <summary>EINVAL: a directory cannot be moved below itself.</summary>
    Invalid,
}
