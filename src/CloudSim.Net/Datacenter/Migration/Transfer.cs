using CloudSim.Net.Networking;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>A move under way: its rounds, and what it holds of network and guest until it ends, in whatever way.</summary>
internal sealed class Transfer : IDisposable
{
    private readonly MigrationJob job;
    private readonly MigrationCosts costs;
    private readonly List<MigrationRound> rounds = [];
    private readonly DateTime begun;
    private readonly Cycles writeFault;
    private readonly Alarm charging;
    private readonly Alarm? limit;
    private readonly Event? expired;
    private (long Pages, long Zero, Bytes Charged, DateTime Begun, GuestTime? Time, long Tracked) round;
    private DateTime? stopped;
    private TimeSpan downtime;
    private double throttle, most;
    private bool isTracked, hasSwitched;

    /// <summary>Begins.</summary>
    /// <param name="job">The move.</param>
    /// <param name="costs">What it costs.</param>
    /// <param name="writeFault">What the first write to a page costs the guest while its writes are tracked.</param>
    /// <param name="time">After which it is given up; null for never.</param>
    public Transfer(MigrationJob job, MigrationCosts costs, Cycles writeFault, TimeSpan? time = null)
    {
        (this.job, this.costs, this.writeFault, begun) = (job, costs, writeFault, job.Simulation.Now);
        charging = new Alarm(job.Simulation, () =>
        {
            Charge();
            charging!.Set(costs.ChargePeriod);
        });
        if (time is not { } allowed)
            return;
        expired = new Event(job.Simulation);
        limit = new Alarm(job.Simulation, () => expired.Succeed());
        limit.Set(allowed);
    }

    /// <summary>The rounds so far.</summary>
    public IReadOnlyList<MigrationRound> Rounds => rounds;

    /// <summary>The flow of the round.</summary>
    public Flow? Flow { get; private set; }

    /// <summary>Time since it began.</summary>
    public TimeSpan Time => job.Simulation.Now - begun;

    /// <summary>The clock of the hosts.</summary>
    public Frequency Clock => job.Clock ?? costs.Clock;

    /// <summary>The share that is taken away from the guest.</summary>
    public double Throttled => throttle;

    /// <summary>Begins a round.</summary>
    /// <param name="pages">Pages to send.</param>
    /// <param name="zero">Zero pages among them.</param>
    /// <param name="rate">Most bandwidth; null for no limit.</param>
    /// <param name="more">What is sent beside pages.</param>
    /// <returns>Happens when the round is over, or is broken off.</returns>
    public Event Send(long pages, long zero, Bandwidth? rate = null, Bytes more = default)
    {
        round = (pages, zero, Bytes.Zero, job.Simulation.Now, job.Guest.Time, 0);
        var size = costs.Size(pages, zero) + more;
        Flow = job.Network.Start(size, Most(rate, size), job.Path);
        charging.Set(costs.ChargePeriod);
        return expired is null ? Flow.Done : Flow.Done | expired;
    }

    /// <summary>Ends the round: all has arrived.</summary>
    /// <returns>The round, with the pages that the guest wrote in it.</returns>
    public MigrationRound EndRound()
    {
        var dirtied = Dirtied();
        return Add(new(round.Pages, round.Zero, Flow!.Size, job.Simulation.Now - round.Begun, dirtied, throttle));
    }

    /// <summary>
    /// Whether the process was interrupted, or its time is over, while it waited: then everything is given back, and the move has its
    /// result.
    /// </summary>
    public bool IsBrokenOff()
    {
        var process = job.Simulation.ActiveProcess;
        if (process.HandleFault())
            Finish(hasSwitched ? MigrationEnd.Lost : MigrationEnd.Interrupted, $"{process.Value ?? "interrupted"}");
        else if (expired is { IsTriggered: true } && Flow is { Done.IsTriggered: false })
            Finish(MigrationEnd.GaveUp, $"not done after {Time.TotalSeconds:0.#} s");
        return job.Result is not null;
    }

    /// <summary>Lets the guest's writes be tracked, or no longer.</summary>
    public void Track(bool on)
    {
        if (isTracked == on)
            return;
        isTracked = on;
        job.Guest.Tracking(on);
    }

    /// <summary>Takes a share of its time away from the guest.</summary>
    public void Throttle(double share)
    {
        most = Math.Max(most, share);
        Stall(share);
    }

    /// <summary>The same because it waits, not to slow its writes.</summary>
    public void Stall(double share)
    {
        if (throttle == share)
            return;
        throttle = share;
        job.Guest.Throttle(share);
    }

    /// <summary>Stops the guest.</summary>
    public void Pause()
    {
        stopped = job.Simulation.Now;
        job.Guest.Pause();
    }

    /// <summary>The guest lives on the target from now on, and runs: no more is taken away from it.</summary>
    public void SwitchOver()
    {
        hasSwitched = true;
        job.SwitchOver?.Invoke();
        ReleaseGuest();
    }

    /// <summary>Notes a round.</summary>
    public MigrationRound Add(MigrationRound done)
    {
        Charge();
        charging.Cancel();
        Flow = null;
        rounds.Add(done);
        return done;
    }

    /// <summary>Tells the hosts of a page that was asked for.</summary>
    public void ChargeFault()
    {
        job.ChargeTarget?.Invoke(costs.Request);
        job.ChargeSource?.Invoke(costs.Answer);
    }

    /// <summary>Ends the move: gives back what it holds, and says how it ended.</summary>
    public void Finish(MigrationEnd end, string reason, long faults = 0, TimeSpan waited = default)
    {
        limit?.Cancel();
        if (Flow is { } flow)
        {
            job.Network.Cancel(flow);
            var share = flow.Size == Bytes.Zero ? 0 : flow.Moved / flow.Size;
            Add(new((long)(share * round.Pages), (long)(share * round.Zero), flow.Moved, job.Simulation.Now - round.Begun, 0, throttle));
        }

        ReleaseGuest();
        job.Result = new(end, reason, Time, downtime, rounds) { Throttle = most, Faults = faults, Waited = waited };
    }

    /// <summary>Also the process of a simulation that is taken down gives back what it holds.</summary>
    public void Dispose()
    {
        if (job.Result is null)
            Finish(hasSwitched ? MigrationEnd.Lost : MigrationEnd.Interrupted, "its process was ended");
    }

    private void ReleaseGuest()
    {
        Stall(0);
        Track(false);
        if (stopped is not { } since)
            return;
        downtime += job.Simulation.Now - since;
        stopped = null;
        job.Guest.Resume();
    }

    // One thread sends, and one receives.
    private Bandwidth? Most(Bandwidth? rate, Bytes size)
    {
        var most = rate?.BytesPerSecond ?? double.PositiveInfinity;
        if (job.ChargeSource is not null)
            most = Math.Min(most, costs.SendRate(Clock, size, round.Zero).BytesPerSecond);
        if (job.ChargeTarget is not null)
            most = Math.Min(most, costs.ReceiveRate(job.TargetClock ?? Clock).BytesPerSecond);
        return most < FlowNetwork.MostRate.BytesPerSecond ? new Bandwidth(most) : null;
    }

    // Pages that the guest has written in this round so far. Who tells how long it ran has lost there what tracking took.
    private long Dirtied()
    {
        if (!isTracked || stopped is not null)
            return 0;
        var time = job.Simulation.Now - round.Begun;
        var curve = job.Guest.Dirty;
        if (round.Time is not { } before || job.Guest.Time is not { } now)
            (curve, time) = (curve.Faulting(writeFault.Count / Clock.Hertz / job.Guest.VCpus), time * (1 - throttle));
        else
            time = now.RanSince(before, time);
        return Math.Min(job.Guest.Memory.Pages(costs.Page), (long)Math.Round(curve.Pages(time)));
    }

    private void Charge()
    {
        if (Flow is null)
            return;
        ChargeStream(Flow.Moved);
        if (Dirtied() - round.Tracked is not (> 0 and var more))
            return;
        round.Tracked += more;
        job.ChargeGuest?.Invoke(writeFault * more);
    }

    // Zero pages are spread over the round.
    private void ChargeStream(Bytes moved)
    {
        var more = moved - round.Charged;
        if (more == Bytes.Zero)
            return;
        round.Charged = moved;
        job.ChargeSource?.Invoke(round.Zero == 0 ? costs.Send(more) : costs.Send(Flow!.Size, round.Zero) * (more / Flow.Size));
        job.ChargeTarget?.Invoke(costs.Receive(more));
    }
}
