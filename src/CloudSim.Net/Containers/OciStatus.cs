namespace CloudSim.Net.Containers;

/// <summary>Where a container is in its life (OCI runtime specification, state).</summary>
public enum OciStatus
{
    /// <summary>The runtime is making it.</summary>
    Creating,

    /// <summary>All is made and the program has not been started.</summary>
    Created,

    /// <summary>The program runs.</summary>
    Running,

    /// <summary>The program has ended.</summary>
    Stopped,
}
