namespace CloudSim.Net.Engine;

/// <summary>The cause of an interrupt by which a process loses a resource.</summary>
public sealed class Preempted
{
    /// <summary>Says who took the resource.</summary>
    public Preempted(Process by, DateTime usageSince)
    {
        By = by;
        UsageSince = usageSince;
    }

    /// <summary>The process that took the resource.</summary>
    public Process By { get; private set; }

    /// <summary>When the interrupted process had been granted the resource.</summary>
    public DateTime UsageSince { get; private set; }
}
