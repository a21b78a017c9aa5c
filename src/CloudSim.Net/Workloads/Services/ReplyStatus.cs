namespace CloudSim.Net.Workloads.Services;

/// <summary>What became of a request.</summary>
public enum ReplyStatus
{
    /// <summary>It was answered.</summary>
    Ok,

    /// <summary>The accept queue was full.</summary>
    Rejected,

    /// <summary>It had waited too long when its turn came (<see cref="ControlledDelay"/>).</summary>
    Shed,

    /// <summary>It was begun and could not be done: no memory, a call that failed, or the guest ended.</summary>
    Failed,

    /// <summary>Its client did not wait longer.</summary>
    TimedOut,
}
