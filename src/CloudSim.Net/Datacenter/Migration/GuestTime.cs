namespace CloudSim.Net.Datacenter.Migration;

/// <summary>What a guest has done with its time so far.</summary>
/// <param name="Used">CPU time that its programs have got, summed over its virtual CPUs.</param>
/// <param name="Stolen">Time in which virtual CPUs had something to run and no CPU, summed.</param>
/// <param name="Stood">Time in which it stood still for a move: paused, throttled, or while its writes were tracked.</param>
public readonly record struct GuestTime(TimeSpan Used, TimeSpan Stolen, TimeSpan Stood)
{
    /// <summary>
    /// How long it ran since an earlier instant, as the period of its <see cref="DirtyCurve"/>: one thread as long as it had a CPU, of
    /// several all together as far as they were not stolen from.
    /// </summary>
    /// <param name="before">What it had done then.</param>
    /// <param name="time">Time since then.</param>
    public TimeSpan RanSince(in GuestTime before, TimeSpan time)
    {
        var (used, stolen) = (Used - before.Used, Stolen - before.Stolen);
        var (wanted, could) = (used + stolen, time - (Stood - before.Stood));
        return used <= TimeSpan.Zero || could <= TimeSpan.Zero ? TimeSpan.Zero : wanted <= could ? used : used * (could / wanted);
    }
}
