namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>Numbers of the events that a kernel receives through its interrupt descriptor table (Intel SDM vol. 3, ch. 6).</summary>
public static class Vector
{
    /// <summary>Breakpoint (INT 3): a gate that user programs may use.</summary>
    public const int Breakpoint = 3;

    /// <summary>General protection fault.</summary>
    public const int GeneralProtection = 13;

    /// <summary>The timer, the first of the vectors of devices.</summary>
    public const int Timer = 32;

    /// <summary>System call by software interrupt (INT 80h): a gate that user programs may use.</summary>
    public const int SystemCall = 0x80;
}
