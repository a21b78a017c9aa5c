using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter;

/// <content>A live move of a virtual machine; its disk is taken to be on storage that both hosts reach.</content>
public sealed partial class GuestSandbox
{
    /// <inheritdoc/>
    Bytes IMovable.Memory => Guest.Spec.ConfiguredMemory;

    /// <inheritdoc/>
    Bytes IMovable.Zero
    {
        get
        {
            var touched = Guest.Resident + Guest.Memory.Swapped - Guest.Platform.Footprint.PerGuest;
            return Bytes.Max(Bytes.Zero, Guest.Spec.ConfiguredMemory - Bytes.Max(Bytes.Zero, touched));
        }
    }

    /// <inheritdoc/>
    DirtyCurve IMovable.Dirty => Guest.Spec.Dirty;

    /// <inheritdoc/>
    int IMovable.VCpus => Guest.Spec.VCpus;

    /// <inheritdoc/>
    GuestTime? IMovable.Time => Guest.Times;

    /// <inheritdoc/>
    void IMovable.Pause() => Guest.Throttling.Pause(true);

    /// <inheritdoc/>
    void IMovable.Resume() => Guest.Throttling.Pause(false);

    /// <inheritdoc/>
    void IMovable.Throttle(double share) => Guest.Throttling.Throttle(share);

    /// <inheritdoc/>
    void IMovable.Tracking(bool on)
    {
        if (!on)
            Guest.EndTracking();
    }

    /// <inheritdoc/>
    public void Charge(Cycles work) => Guest.Charge(work);

    /// <inheritdoc/>
    public Refusal? Prepare(Node target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return Guest.Prepare(target.Host, target.Name);
    }

    /// <inheritdoc/>
    public void SwitchOver() => Guest.SwitchOver();

    /// <inheritdoc/>
    public void EndMove() => Guest.EndMove();
}
