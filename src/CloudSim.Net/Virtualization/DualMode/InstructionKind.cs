namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>How an instruction relates to privilege (Popek and Goldberg 1974).</summary>
public enum InstructionKind
{
    /// <summary>Touches no system state: the same in every ring.</summary>
    Safe,

    /// <summary>Traps (general protection fault) outside ring 0, or outside the rings that the I/O privilege level allows.</summary>
    Privileged,

    /// <summary>
    /// Reads or changes system state, or depends on the ring, and does not trap: what keeps classic x86 from being virtualizable.
    /// </summary>
    Sensitive,

    /// <summary>No instruction of the program: an interrupt that a device raises at this point.</summary>
    Interrupt,
}
