using CloudSim.Net.Scheduling.Fluid;

namespace CloudSim.Net.Datacenter;

/// <content>How finely it is simulated.</content>
public sealed partial class Host
{
    /// <summary>How finely its CPUs are simulated; its scheduler decides.</summary>
    public Fidelity Fidelity => Scheduler is FluidScheduler ? Fidelity.Fluid : Fidelity.Slices;

    /// <summary>
    /// Why guests of this host cannot be moved to another one because of its fidelity; null if they can: both have the same.
    /// </summary>
    public Refusal? MoveRefusal(Host target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Fidelity == target.Fidelity ? null : new("fidelity",
            $"a guest moves between hosts of one fidelity, and goes from {Of(Fidelity)} to {Of(target.Fidelity)}");
    }

    private static string Of(Fidelity fidelity) => fidelity == Fidelity.Fluid ? "a fluid" : "time slices";
}
