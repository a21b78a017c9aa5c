namespace CloudSim.Net.Virtualization;

/// <summary>Which interval a boot time is. Sources differ, and times of different end points say nothing beside each other.</summary>
public enum EndPoint
{
    /// <summary>
    /// Start of the VMM's (or runtime's) process to the guest's init: "end to end" of the Firecracker paper, exec to main() of Unikraft's.
    /// </summary>
    ProcessStartToInit,

    /// <summary>The call that starts a configured VMM to the guest's init: "pre-configured" of the Firecracker paper.</summary>
    StartCallToInit,

    /// <summary>The request to the application's readiness: what a user of a platform waits.</summary>
    RequestToReady,
}
