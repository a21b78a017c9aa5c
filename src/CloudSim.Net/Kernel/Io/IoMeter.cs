namespace CloudSim.Net.Kernel.Io;

/// <summary>
/// What one rate allows (block/blk-throttle.c): from the start of its slices so much as the rate gives for the time that has passed, and
/// for the first slice at once. What was not used within its slices is lost (throtl_trim_slice). Unlike the kernel's, the allowance of
/// later slices comes evenly, not at the begin of each: so the end of a sum of requests depends on the sum alone.
/// </summary>
internal struct IoMeter
{
    private DateTime start, end;
    private double used; // since the start

    /// <summary>The length of a slice.</summary>
    public TimeSpan Slice { readonly get; set; }

    /// <summary>A new slice begins.</summary>
    public void Restart(DateTime now) => (start, end, used) = (now, now + Slice, 0);

    /// <summary>A request comes while none waits: after a pause longer than a slice a new one begins.</summary>
    public void Resume(DateTime now, double rate)
    {
        if (now > end)
        {
            Restart(now);
            return;
        }
        var passed = Slice * Math.Floor((now - start) / Slice);
        if (used < rate * passed.TotalSeconds)
            (start, used) = (start + passed, 0);
    }

    /// <summary>How long so much more must wait; what can never go waits for as long as there is time.</summary>
    public readonly TimeSpan Wait(DateTime now, double amount, double rate)
    {
        if (double.IsInfinity(rate))
            return TimeSpan.Zero;
        var (passed, due) = (now - start, Math.Ceiling((used + amount) / rate * TimeSpan.TicksPerSecond));
        if (due <= Math.Max(passed.Ticks, Slice.Ticks))
            return TimeSpan.Zero;
        return TimeSpan.FromTicks((long)Math.Min(due, (DateTime.MaxValue - start).Ticks)) - passed;
    }

    /// <summary>So much goes.</summary>
    public void Take(DateTime now, double amount) => (used, end) = (used + amount, now + Slice);
}
