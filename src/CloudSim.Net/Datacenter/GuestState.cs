namespace CloudSim.Net.Datacenter;

/// <summary>Where a guest is in its life.</summary>
public enum GuestState
{
    /// <summary>Holds memory and kernel objects, has not been started; a study that leaves the boot out loads it in this state.</summary>
    Admitted,

    /// <summary>Its boot sequence runs.</summary>
    Booting,

    /// <summary>Its own program runs.</summary>
    Running,

    /// <summary>Gave back all that it held.</summary>
    Stopped,
}
