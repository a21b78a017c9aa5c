namespace CloudSim.Net.Virtualization;

/// <summary>
/// What cycles are spent for: a term of a <see cref="CycleCost"/>. Each cause has one count in a <see cref="WorkProfile"/>.
/// </summary>
public enum Cause
{
    /// <summary>The program's own instructions, in user mode.</summary>
    UserCode,

    /// <summary>The kernel's own instructions beyond the entry and exit of the events below.</summary>
    KernelCode,

    /// <summary>System calls: entry and return.</summary>
    SystemCalls,

    /// <summary>Minor page faults, the hidden ones of shadow page tables included.</summary>
    PageFaults,

    /// <summary>Exceptions that a process causes and its kernel handles, page faults excepted.</summary>
    Exceptions,

    /// <summary>Switches between address spaces: the load of CR3 and what it empties.</summary>
    ContextSwitches,

    /// <summary>Interrupts and the timer behind them.</summary>
    Interrupts,

    /// <summary>
    /// Sensitive and privileged instructions of the kernel other than the loads of CR3 (flags, descriptor tables, segments).
    /// </summary>
    SensitiveInstructions,

    /// <summary>Indirect calls and returns of the kernel, which a translator must look up.</summary>
    IndirectCalls,

    /// <summary>Changes of page-table entries outside page faults.</summary>
    PageTableUpdates,

    /// <summary>Page walks after TLB misses.</summary>
    PageWalks,

    /// <summary>Guest memory touched for the first time, which the host must back.</summary>
    FirstTouch,

    /// <summary>Block operations.</summary>
    BlockOperations,

    /// <summary>Network packets.</summary>
    Packets,

    /// <summary>Accesses to registers of devices.</summary>
    DeviceAccesses,

    /// <summary>Translation of code that runs for the first time.</summary>
    Translation,

    /// <summary>User code that runs longer because the guest cannot see sockets and caches as they are.</summary>
    HiddenTopology,

    /// <summary>Going idle and being woken.</summary>
    Halts,

    /// <summary>The VMM's device threads (vhost, I/O thread, a driver domain): other tasks of the host, not the vCPU.</summary>
    DeviceThread,
}
