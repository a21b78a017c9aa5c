namespace CloudSim.Net.Containers;

/// <summary>Why a call to the engine or the runtime failed.</summary>
public enum EngineError
{
    /// <summary>The engine's daemon does not answer.</summary>
    NoDaemon,

    /// <summary>containerd does not answer.</summary>
    NoContainerd,

    /// <summary>The store, or the registry, has no such image, or it cannot be brought or mounted.</summary>
    NoImage,

    /// <summary>A container of that name exists.</summary>
    NameInUse,

    /// <summary>A name that no directory of a cgroup can have: empty, or with a slash or a control character.</summary>
    InvalidName,

    /// <summary>The container was removed.</summary>
    NoContainer,

    /// <summary>The operation does not fit the container's state (OCI runtime specification, operations).</summary>
    WrongState,

    /// <summary>The kernel makes no more processes (EAGAIN: <c>pids.max</c>, or the machine's limit).</summary>
    NoProcess,

    /// <summary>The machine's memory has run out.</summary>
    NoMemory,

    /// <summary>The kernel opens no more files (ENFILE), or its disk is full (ENOSPC).</summary>
    NoObject,

    /// <summary>A port of the machine is taken, or the network cannot be joined.</summary>
    Network,

    /// <summary>A limit is not what the cgroup's file takes.</summary>
    Limit,
}
