namespace CloudSim.Net.Datacenter.Migration;

/// <summary>How a move ended.</summary>
public enum MigrationEnd
{
    /// <summary>The guest lives on the target, and all its pages do.</summary>
    Moved,

    /// <summary>The same, but it had to stand still for longer than was wished: the rounds did not come to an end.</summary>
    Forced,

    /// <summary>The rounds did not come to an end. The guest runs on the source as before.</summary>
    GaveUp,

    /// <summary>The process was interrupted. The guest is on the source as before.</summary>
    Interrupted,

    /// <summary>The process was interrupted when the guest lived on the target and some of its pages on the source: neither has it
    /// whole.</summary>
    Lost,
}
