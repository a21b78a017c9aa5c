namespace CloudSim.Net.Capacity;

/// <summary>What a fleet is held to.</summary>
public enum GoalKind
{
    /// <summary>Guests refused, as a share of all.</summary>
    Reject,

    /// <summary>CPU time that guests want and that their host has not when they want it, as a share of all that they want.</summary>
    Starved,

    /// <summary>
    /// Of the time of a guest's virtual CPUs, the share in which they are ready to run and wait for a CPU (steal time; in VMware's words
    /// CPU ready).
    /// </summary>
    Ready,

    /// <summary>Memory that is requested, as a share of what hosts have for guests: of the fullest host at its fullest time.</summary>
    Memory,

    /// <summary>How long a guest waits for a place.</summary>
    Wait,

    /// <summary>Response time of requests.</summary>
    Latency,

    /// <summary>Hosts that may fail at once: what stood on them gets places on the others, and these meet the other goals.</summary>
    Survive,
}
