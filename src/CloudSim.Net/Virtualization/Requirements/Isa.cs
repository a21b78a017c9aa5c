namespace CloudSim.Net.Virtualization.Requirements;

/// <summary>An instruction set.</summary>
public enum Isa
{
    /// <summary>x86, 64 bits.</summary>
    X86,

    /// <summary>ARM, 64 bits.</summary>
    Arm,

    /// <summary>RISC-V, 64 bits.</summary>
    RiscV,
}
