namespace CloudSim.Net.Datacenter;

/// <summary>Where a request is in its life.</summary>
public enum AllocationState
{
    /// <summary>It waits for a place.</summary>
    Queued,

    /// <summary>It has a place and starts: an image is fetched, a guest boots.</summary>
    Starting,

    /// <summary>It runs.</summary>
    Running,

    /// <summary>It runs and is being moved to another node, where its place is held.</summary>
    Moving,

    /// <summary>It was stopped, its time was over, or it ended by itself.</summary>
    Ended,

    /// <summary>It never got a place, or its start failed.</summary>
    Refused,
}
