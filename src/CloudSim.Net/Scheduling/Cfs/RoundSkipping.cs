namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// Finds that the run queues repeat themselves and passes whole rounds at once. At the ticks it compares the queues with a snapshot of an
/// earlier tick, which it renews after 8, 16, 32 ... ticks (Brent's search for a cycle). From a match on, everything repeats until the end
/// of a task's work, or until balancing would move something, or until somebody reads or changes something of this scheduler: then whole
/// rounds are added, and the ticks of the last one up to that instant are made up for. What else happens in the simulation does not matter.
/// </summary>
/// <remarks>
/// Two kinds of queues are not skipped. With weights that have no small common measure the distances between virtual times, whole
/// nanoseconds of delta x 1024 / weight rounded down, come back only when every task has grown by the least common multiple of their
/// growths a slice: after some 10^7 slices for two tasks and 10^14 for three, so no snapshot matches. How often each task ran up to a tick
/// is a floor sum for two tasks that take turns; no closed form is known for three or more, buddies or levels of groups, and a state that
/// is only nearly equal would change results. Under a quota each period throttles and unthrottles, which changes the queues, so there is no
/// tick without a change before it to compare with; on several CPUs, moreover, which CPU gets the rest of a quota is drawn anew at each
/// tick (<see cref="CfsTunables.TickSkew"/>), so nothing repeats itself.
/// </remarks>
internal sealed class RoundSkipping
{
    private const int FirstWindow = 8, LastWindow = 1 << 16, FirstLook = 64;
    private const long Farthest = 3_600_000_000_000;

    private readonly CfsScheduler scheduler;
    private readonly LoadBalancer balancer;
    private readonly MachineSnapshot snapshot;
    private long changes = -1, period, start, touched, blocked;
    private int window, age;
    private bool repeats, lookedAhead;

    public RoundSkipping(CfsScheduler scheduler, LoadBalancer balancer)
    {
        (this.scheduler, this.balancer) = (scheduler, balancer);
        snapshot = new MachineSnapshot(scheduler);
    }

    // At the end of a tick: the end of the rounds that may be passed from now on; null if there are none.
    public long? Ahead(long now)
    {
        if (changes != scheduler.Changes || scheduler.Switched != null || scheduler.RealTime is { Runnable: > 0 })
        {
            // Only a tick without changes before it is worth a snapshot.
            (changes, touched) = (scheduler.Changes, now);
            (window, age, repeats) = (FirstWindow, -1, false);
            return null;
        }

        if (!repeats && age >= 0 && snapshot.Matches(now) && (now - snapshot.Time) % scheduler.TickNs == 0)
        {
            (period, blocked, repeats) = (now - snapshot.Time, now, true);
            snapshot.Learn();
        }

        if (repeats)
            return Periods(now) is > 0 and var periods ? now + (periods * period) : null;
        if (age < 0 || ++age >= window)
        {
            window = age < 0 ? FirstWindow : Math.Min(2 * window, LastWindow);
            age = 0;
            snapshot.Take(now);
        }

        return null;
    }

    // The rounds end: before an instant, or with it. Returns when the last whole one ended.
    public long Stop(long last)
    {
        var k = Math.Max(0, last - start) / period;
        if (lookedAhead)
        {
            balancer.TakeBack();
            Balance(k);
            balancer.Keep();
        }

        snapshot.Advance(k, period, start);
        return start + (k * period);
    }

    // The last round has ended as foreseen.
    public void Land(long now)
    {
        if (lookedAhead)
            balancer.Keep();
        snapshot.Advance((now - start) / period, period, start);
    }

    // Somebody has looked: it may be soon that somebody does so again.
    public void Touched(long now) => touched = now;

    // Balancing is looked at ahead of time only as far as nobody has touched anything before, for it may be in vain.
    private long Periods(long now)
    {
        if (now < blocked)
            return 0;
        var look = scheduler.Balances ? Math.Min(Math.Max(now - touched, FirstLook * scheduler.TickNs), Farthest) : Farthest;
        var periods = Math.Min(snapshot.Lasts(scheduler.TickNs), Math.Max(1, look / period));
        (start, lookedAhead) = (now, false);
        if (periods <= 0 || !scheduler.Balances)
            return periods;
        lookedAhead = true;
        var quiet = Balance(periods);
        if (quiet >= now + (periods * period))
            return periods;
        balancer.TakeBack();
        periods = (quiet - now) / period;
        if (periods > 0)
            Balance(periods);
        else
            blocked = quiet + scheduler.TickNs;
        return periods;
    }

    // Does the balancing in so many rounds; returns their end, or the last tick before it would move something.
    private long Balance(long periods)
    {
        balancer.Record();
        return balancer.QuietUntil(start, start + (periods * period));
    }
}
