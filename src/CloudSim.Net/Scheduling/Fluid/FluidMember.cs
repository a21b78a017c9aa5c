namespace CloudSim.Net.Scheduling.Fluid;

/// <summary>
/// A task or group that shares its parent group's rate while it has work. Its heap position belongs to its <see cref="RateClass"/>.
/// </summary>
internal abstract class FluidMember(FluidGroup? parent)
{
    public readonly FluidGroup? Parent = parent;

    /// <summary>The siblings that always run at the same rate; null without work.</summary>
    public RateClass? Class;

    /// <summary>The reading of the class's clock at which something happens in here: work is consumed.</summary>
    public double Tag;

    /// <summary>Decides among equal tags.</summary>
    public long Sequence;

    /// <summary>Index in the class's heap.</summary>
    public int Slot;

    /// <summary>Share of the parent's rate against the siblings', 1 at nice 0.</summary>
    public double Weight;
}
