namespace CloudSim.Net.Virtualization.DualMode;

/// <summary>Privilege level of an x86 CPU (CPL): 0 is the most privileged.</summary>
public enum Ring
{
    /// <summary>An operating system's kernel on a bare machine.</summary>
    Zero = 0,

    /// <summary>Where a hypervisor without hardware assist puts a guest's kernel.</summary>
    One = 1,

    /// <summary>Unused by common systems.</summary>
    Two = 2,

    /// <summary>User programs.</summary>
    Three = 3,
}
