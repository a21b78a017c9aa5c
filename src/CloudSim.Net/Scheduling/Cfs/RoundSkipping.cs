namespace CloudSim.Net.Scheduling.Cfs;

/// <summary>
/// Finds that the run queues repeat themselves and passes whole rounds at once. At the ticks it compares the queues with a snapshot of an
/// earlier tick, which it renews after 8, 16, 32 ... ticks (Brent's search for a cycle). From a match on, everything repeats until somebody
/// else acts: the next event of the simulation, the end of a task's work, or balancing that would move something.
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
    private const int FirstWindow = 8, LastWindow = 1 << 16;

    private readonly CfsScheduler scheduler;
    private readonly LoadBalancer balancer;
    private readonly MachineSnapshot snapshot;
    private long changes = -1, periods, period;
    private int window, age;

    public RoundSkipping(CfsScheduler scheduler, LoadBalancer balancer)
    {
        (this.scheduler, this.balancer) = (scheduler, balancer);
        snapshot = new MachineSnapshot(scheduler);
    }

    /// <summary>Whether rounds are being passed: the next tick is the end of the last of them.</summary>
    public bool IsPassing { get; private set; }

    // At the end of a tick: when the next one is to be simulated.
    public long NextTick(long now, long next)
    {
        if (changes != scheduler.Changes || scheduler.Switched != null || scheduler.RealTime is { Runnable: > 0 })
        {
            // Only a tick without changes before it is worth a snapshot.
            changes = scheduler.Changes;
            (window, age) = (FirstWindow, -1);
            return next;
        }

        if (age >= 0 && snapshot.Matches(now) && (now - snapshot.Time) % scheduler.Rules.Tick == 0)
        {
            period = now - snapshot.Time;
            periods = Math.Min(snapshot.Lasts(scheduler.Rules.Tick), PeriodsBefore(scheduler.Simulation.Peek(), now));
            if (periods > 0 && (!scheduler.Balances || Balanced(now)))
            {
                IsPassing = true;
                return now + (periods * period);
            }
        }

        if (age < 0 || ++age >= window)
        {
            window = age < 0 ? FirstWindow : Math.Min(2 * window, LastWindow);
            age = 0;
            snapshot.Take(now);
        }

        return next;
    }

    // The last round has ended.
    public void Land(long now)
    {
        IsPassing = false;
        balancer.Keep();
        snapshot.Advance(periods, period);
        snapshot.Take(now);
        age = 0;
    }

    // Somebody acts before the last round has ended, between two runs of the simulation.
    public void TakeBack()
    {
        IsPassing = false;
        balancer.TakeBack();
        (changes, age) = (-1, -1);
    }

    // What happens at the very instant of a tick may come before it: the rounds end before that.
    private long PeriodsBefore(DateTime happens, long now) =>
        happens == DateTime.MaxValue ? 0 : ((happens - scheduler.Simulation.StartDate).Ticks * 100 - now - 1) / period;

    // Looks ahead at the balancing in all these rounds, and ends them before it would move something.
    private bool Balanced(long now)
    {
        balancer.Record();
        var quiet = balancer.QuietUntil(now, now + (periods * period));
        if (quiet >= now + (periods * period))
            return true;
        balancer.TakeBack();
        periods = (quiet - now) / period;
        if (periods <= 0)
            return false;
        balancer.Record();
        balancer.QuietUntil(now, now + (periods * period));
        return true;
    }
}
