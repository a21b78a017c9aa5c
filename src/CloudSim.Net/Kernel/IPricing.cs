namespace CloudSim.Net.Kernel;

/// <summary>What a machine makes of work that was measured on the bare one.</summary>
public interface IPricing
{
    /// <summary>Cycles of the host for each cycle that such work takes on the bare machine; above zero.</summary>
    double Of(WorkKind kind);

    /// <summary>
    /// By how much later than on the bare machine a request to the disk is answered: the guest's way to its device and back. Requests that
    /// follow each other in one transfer are on their way side by side, so that a transfer is later by one of them.
    /// </summary>
    TimeSpan DiskLatency => TimeSpan.Zero;
}
