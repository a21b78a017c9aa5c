namespace CloudSim.Net.Datacenter;

/// <summary>By what the nodes of a <see cref="NodeIndex"/> are put in order: how much is left of it.</summary>
public enum FreeMeasure
{
    /// <summary>CPUs that may still be requested.</summary>
    Cpus,

    /// <summary>Memory that may still be requested.</summary>
    Memory,

    /// <summary>
    /// What is left of the resource of which the largest share is requested: 1 less the dominant share (Ghodsi et al. 2011, "Dominant
    /// resource fairness", section 4) of all that is requested of the node.
    /// </summary>
    DominantShare,
}
