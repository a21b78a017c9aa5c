using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// Memory is sent while the guest runs, then what it wrote meanwhile, and so on in rounds, until the rest is small enough to be sent while
/// it stands still (Clark et al., NSDI 2005; the decision is QEMU's: migration_iteration_run in migration/migration.c). A round takes what
/// its bytes take on the network beside all else; the pages written in it follow from the guest's curve at that time.
/// </summary>
public sealed record PreCopy : ILiveMigration
{
    private readonly MigrationCosts costs;

    /// <summary>As QEMU does by default: without a limit on bandwidth, and without auto-converge.</summary>
    public PreCopy(Parameters parameters)
    {
        costs = MigrationCosts.Of(parameters);
        WriteFault = costs.WriteFault;
        DowntimeLimit = parameters.Part(nameof(PreCopy)).Beside<PreCopy>().Duration("downtime_limit").Value;
        Limits = new MigrationLimits(parameters);
    }

    /// <summary>
    /// The rest is small enough if it takes at most so long at the rate of the round that is over; null for however long: the guest is
    /// stopped at once, before the first round.
    /// </summary>
    public TimeSpan? DowntimeLimit { get; init => field = value is { } time ? Check.Time(time) : null; }

    /// <summary>
    /// What the first write to a page costs the guest in each round, as its writes are tracked; none where the CPU logs them itself
    /// (page-modification logging).
    /// </summary>
    public Cycles WriteFault { get; init => field = Check.Amount(value); }

    /// <summary>Whether a guest is slowed that writes too fast, and how; null for no.</summary>
    public AutoConverge? AutoConverge { get; init; }

    /// <summary>When rounds that do not come to an end are cut off.</summary>
    public MigrationLimits Limits { get; init => field = Check.NotNull(value); }

    /// <summary>
    /// The most bandwidth that a round may take, by the round before it (null for the first); a result of null is no limit. Left out, there
    /// is none. <c>_ => 64.MBps</c> is the same for all.
    /// </summary>
    public Func<MigrationRound?, Bandwidth?>? Rate { get; init; }

    /// <summary>The guest stands still from the begin to the end.</summary>
    public static PreCopy Stopped(Parameters parameters) => new(parameters) { DowntimeLimit = null };

    /// <summary>
    /// A rate that follows the guest's writes: the bandwidth of what was written in the last round and a step more, within bounds (Clark et
    /// al., sec. 5.3).
    /// </summary>
    public static Func<MigrationRound?, Bandwidth?> Following(MigrationCosts costs, Bandwidth least, Bandwidth step, Bandwidth most)
    {
        ArgumentNullException.ThrowIfNull(costs);
        Check.Rate(least);
        Check.Rate(step);
        Check.Between(most.BytesPerSecond, least.BytesPerSecond, double.MaxValue, nameof(most));
        return last => last is not { } round || round.Time == TimeSpan.Zero ? least
            : new Bandwidth(Math.Clamp(costs.Size(round.Dirtied).Count / round.Time.TotalSeconds + step.BytesPerSecond,
                least.BytesPerSecond, most.BytesPerSecond));
    }

    /// <inheritdoc/>
    public IEnumerable<Event> Move(MigrationJob job) => Run(Check.NotNull(job));

    private IEnumerable<Event> Run(MigrationJob job)
    {
        using var transfer = new Transfer(job, costs, WriteFault, Limits.StopsGuest ? null : Limits.Time);
        var (pages, zero) = (job.Guest.Memory.Pages(costs.Page), Bytes.Min(job.Guest.Zero, job.Guest.Memory).Count / costs.Page.Count);
        var (convergence, progress) = (AutoConverge is null ? null : new Convergence(AutoConverge), new Progress(Limits));
        MigrationRound? last = null;
        string? cutOff = null;
        transfer.Track(DowntimeLimit is not null);
        while (DowntimeLimit is not null && cutOff is null)
        {
            yield return transfer.Send(pages, zero, Rate?.Invoke(last));
            if (transfer.IsBrokenOff())
                yield break;
            last = transfer.EndRound();
            (pages, zero) = (last.Value.Dirtied, 0);
            if (IsSmall(last.Value))
                break;
            cutOff = progress.CutOff(transfer, job.Guest.Memory);
            if (cutOff is not null && !Limits.StopsGuest)
            {
                transfer.Finish(MigrationEnd.GaveUp, $"{Rest(last.Value)} after {cutOff}");
                yield break;
            }

            if (convergence is not null && cutOff is null)
                transfer.Throttle(convergence.After(last.Value, transfer.Throttled, costs.Page));
        }

        transfer.Pause();
        yield return transfer.Send(pages, zero, Rate?.Invoke(last), costs.DeviceState);
        if (transfer.IsBrokenOff())
            yield break;
        transfer.EndRound();
        yield return job.Simulation.Timeout(job.Latency + costs.Activation);
        if (transfer.IsBrokenOff())
            yield break;
        transfer.SwitchOver();
        transfer.Finish(cutOff is null ? MigrationEnd.Moved : MigrationEnd.Forced, last is null ? "stopped at once"
            : cutOff is null ? Rest(last.Value) : $"{Rest(last.Value)} after {cutOff}: stopped all the same");
    }

    private bool IsSmall(in MigrationRound round) =>
        round.Time == TimeSpan.Zero || costs.Size(round.Dirtied).Count <= DowntimeLimit!.Value.TotalSeconds * round.BytesPerSecond;

    private string Rest(in MigrationRound round) => FormattableString.Invariant(
        $"the rest takes {costs.Size(round.Dirtied).Count / round.BytesPerSecond:0.###} s, allowed are {DowntimeLimit?.TotalSeconds} s");

    /// <summary>Whether the rounds of one move have reached a limit.</summary>
    private sealed class Progress(MigrationLimits limits)
    {
        private long least = long.MaxValue;
        private TimeSpan since;

        public string? CutOff(Transfer transfer, Bytes memory)
        {
            if (transfer.Rounds[^1].Dirtied < least)
                (least, since) = (transfer.Rounds[^1].Dirtied, transfer.Time);
            return transfer.Rounds.Count >= limits.Rounds ? $"{limits.Rounds} rounds"
                : transfer.Time >= limits.Time ? $"{limits.Time.Value.TotalSeconds} s"
                : transfer.Time - since > limits.WithoutProgress ? $"{limits.WithoutProgress.Value.TotalSeconds} s without progress"
                : transfer.Rounds.Sum(r => r.Sent.Count) > limits.TimesMemory * memory.Count ? $"{limits.TimesMemory} times its memory"
                : null;
        }
    }
}
