namespace CloudSim.Net.Kernel;

/// <summary>Why a system call on processes failed.</summary>
public enum KernelError
{
    /// <summary>It did not fail.</summary>
    None,

    /// <summary>EAGAIN: no more processes (<c>pids.max</c>, or the machine's limit).</summary>
    Again,

    /// <summary>ESRCH: no process of that id where the caller looks.</summary>
    NoSuchProcess,

    /// <summary>EPERM: not allowed.</summary>
    NotPermitted,

    /// <summary>ENOSPC: a namespace would lie deeper than the kernel allows.</summary>
    TooDeep,

    /// <summary>ENOMEM: the pid namespace's init has ended.</summary>
    NoMemory,

    /// <summary>EBUSY: a cgroup has either processes or cgroups below it, the root alone both.</summary>
    Busy,

    /// <summary>ENOSYS: the kernel has no such system call.</summary>
    NoSystemCall,

    /// <summary>ENODEV: the cgroup was removed.</summary>
    NoDevice,
}
