namespace CloudSim.Net.Kernel;

/// <summary>Kinds of namespace, as flags of clone(2) and unshare(2).</summary>
[Flags]
public enum NamespaceKinds
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>CLONE_NEWNS: the tree of mounts.</summary>
    Mount = 1,

    /// <summary>CLONE_NEWPID: process ids; nests.</summary>
    Pid = 2,

    /// <summary>CLONE_NEWNET: interfaces, addresses, ports.</summary>
    Net = 4,

    /// <summary>CLONE_NEWUTS: host name.</summary>
    Uts = 8,

    /// <summary>CLONE_NEWIPC: System V IPC and message queues.</summary>
    Ipc = 16,

    /// <summary>CLONE_NEWUSER: user ids and capabilities; nests.</summary>
    User = 32,

    /// <summary>CLONE_NEWCGROUP: the root of the cgroup tree as seen.</summary>
    Cgroup = 64,

    /// <summary>CLONE_NEWTIME: offsets of the monotonic clocks.</summary>
    Time = 128,

    /// <summary>What runc gives a container unless told otherwise (OCI runtime specification, Linux defaults of runc spec).</summary>
    Container = Mount | Pid | Net | Uts | Ipc | Cgroup,
}
