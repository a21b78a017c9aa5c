namespace CloudSim.Net.Datacenter.Memory;

/// <summary>How much of a guest's memory must be free on the host before it may start.</summary>
public enum Overcommit
{
    /// <summary>What it will touch: hosts promise more than they have, and manage when too much is touched.</summary>
    Touched,

    /// <summary>All that it was promised, its VMM's or runtime's own on top: no memory is promised twice.</summary>
    Reserved,
}
