namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>The part of a CPU that belongs to an operating system: what its kernel sets and what tells it where it runs.</summary>
public sealed record SystemState
{
    /// <summary>Current privilege level.</summary>
    public Ring Cpl { get; init; }

    /// <summary>Whether interrupts are enabled (EFLAGS.IF).</summary>
    public bool InterruptFlag { get; init; }

    /// <summary>Least privileged ring that may do port I/O and change IF (EFLAGS.IOPL).</summary>
    public Ring Iopl { get; init; }

    /// <summary>Control register 0 (protection, paging, write protection).</summary>
    public long Cr0 { get; init; }

    /// <summary>Control register 3: base of the page table.</summary>
    public long Cr3 { get; init; }

    /// <summary>Base of the global descriptor table.</summary>
    public long Gdt { get; init; }

    /// <summary>Base of the interrupt descriptor table.</summary>
    public long Idt { get; init; }

    /// <summary>Selector of the local descriptor table.</summary>
    public long Ldt { get; init; }

    /// <summary>Selector of the task state segment.</summary>
    public long TaskRegister { get; init; }

    /// <summary>Whether user-mode instruction prevention is on (CR4.UMIP): SGDT, SIDT, SLDT, STR and SMSW fault outside ring 0.</summary>
    public bool Umip { get; init; }

    /// <summary>The state in which a kernel starts on a bare machine.</summary>
    public static SystemState Kernel { get; } = new() { Cpl = Ring.Zero, InterruptFlag = true, Cr0 = 0x8005_0033, Cr3 = 0x1000,
        Gdt = 0x2000, Idt = 0x3000, Ldt = 0x28, TaskRegister = 0x40 };

    /// <summary>A hypervisor's own state: other tables at other places.</summary>
    public static SystemState Hypervisor { get; } = new() { Cpl = Ring.Zero, InterruptFlag = true, Cr0 = 0x8005_003B, Cr3 = 0xF1000,
        Gdt = 0xF2000, Idt = 0xF3000, Ldt = 0x68, TaskRegister = 0x80 };
}
