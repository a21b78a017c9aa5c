namespace CloudSim.Net.Datacenter;

/// <summary>How finely a host's CPUs are simulated.</summary>
public enum Fidelity
{
    /// <summary>Time slices: each switch, tick and wake-up is an event, or is passed in closed form.</summary>
    Slices,

    /// <summary>A fluid: at each instant tasks have a part of the CPUs; an event is a change of who has work.</summary>
    Fluid,
}
