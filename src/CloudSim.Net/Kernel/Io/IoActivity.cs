namespace CloudSim.Net.Kernel.Io;

/// <summary>What a cgroup has for its requests to the disk.</summary>
internal sealed class IoActivity
{
    /// <summary>What was moved here and below.</summary>
    public IoStat Stat { get; set; }

    /// <summary>Limits that hold requests back, if there have been any.</summary>
    public IoThrottle? Reads { get; set; }

    /// <summary>Limits that hold requests back, if there have been any.</summary>
    public IoThrottle? Writes { get; set; }

    /// <summary>Requests here, and cgroups below that have some.</summary>
    public int Active { get; set; }

    /// <summary>The weights of those cgroups.</summary>
    public int ActiveWeightBelow { get; set; }

    /// <summary>How much of the disk it has had, by its weight.</summary>
    public double VirtualTime { get; set; }

    /// <summary>Requests that wait for the disk.</summary>
    public Queue<IoRequest> Waiting { get; } = new();

    /// <summary>
    /// Until when it counts as active after its last request, since it is expected back; null where it is not waited for.
    /// </summary>
    public Alarm? Lingers { get; set; }

    /// <summary>When its last request was done.</summary>
    public DateTime LastDone { get; set; }

    /// <summary>How long it takes on average from the end of a request to the next (BFQ: ttime).</summary>
    public TimeSpan ThinkTime { get; set; }
}
