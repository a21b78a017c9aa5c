namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>How an instruction of a guest comes to be executed.</summary>
public enum Route
{
    /// <summary>By the CPU as it is, in the ring in which the guest was put, on the hypervisor's own system state.</summary>
    Direct,

    /// <summary>By the CPU in guest mode, on a system state of the guest's own that the hardware keeps.</summary>
    GuestMode,

    /// <summary>It trapped; the hypervisor does it on the guest's virtual state.</summary>
    Trap,

    /// <summary>A translator put the hypervisor's code in its place before it ran.</summary>
    Rewritten,

    /// <summary>The guest's kernel was changed to ask the hypervisor.</summary>
    Hypercall,

    /// <summary>
    /// The guest's kernel was changed to do without it: own copies of registers, flags in memory shared with the hypervisor, selectors of
    /// its real ring.
    /// </summary>
    Changed,

    /// <summary>It left guest mode; the hypervisor does it on the guest's virtual state.</summary>
    Exit,

    /// <summary>An emulator does it in software on the guest's virtual state.</summary>
    Interpreted,

    /// <summary>It is not allowed: a general protection fault that the guest's own kernel receives.</summary>
    Fault,

    /// <summary>An interrupt: delivered to the guest's kernel, or held until the guest has interrupts on.</summary>
    Interrupt,
}
