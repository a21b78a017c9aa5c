namespace CloudSim.Net.Scheduling.Credit;

/// <summary>Who goes first (<c>CSCHED_PRI_TS_*</c>).</summary>
internal enum CreditPriority
{
    /// <summary>No vCPU at all.</summary>
    Idle,

    /// <summary>No credits left.</summary>
    Over,

    /// <summary>Credits left.</summary>
    Under,

    /// <summary>Woke with credits left.</summary>
    Boost,
}
