namespace CloudSim.Net.Virtualization;

/// <summary>A point of a start that a source times from or to; <see cref="Phases.Mark"/> sets one in a boot sequence.</summary>
public enum BootMark
{
    /// <summary>Somebody asks for the guest. Set by <c>Guest.Start</c>.</summary>
    Request,

    /// <summary>The VMM's, or the runtime's, process begins. Set by <c>Guest.Start</c> unless the sequence says where.</summary>
    ProcessStart,

    /// <summary>A configured VMM is told to start the guest (Firecracker's InstanceStart). Absent where there is no such call.</summary>
    StartCall,

    /// <summary>First instruction in the guest: of its firmware, its kernel or its unikernel image.</summary>
    GuestEntry,

    /// <summary>
    /// First instruction of the guest's init, or of main() in a unikernel. Set at the end of the sequence unless it says where.
    /// </summary>
    GuestInit,

    /// <summary>The application answers. Set at the end of the sequence.</summary>
    Ready,
}
