namespace CloudSim.Net.Datacenter.Power;

/// <summary>Whether a machine runs or sleeps.</summary>
public enum PowerState
{
    /// <summary>It runs what it is given, or idles.</summary>
    On,

    /// <summary>It is on its way to sleep.</summary>
    FallingAsleep,

    /// <summary>It sleeps.</summary>
    Asleep,

    /// <summary>It is on its way back.</summary>
    Waking,
}
