using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// The guest lives on the target before its memory does: pages follow in a stream, and those that it touches before they have come are
/// asked for, and it waits for them (Hines and Gopalan, VEE 2009; QEMU, docs/devel/migration/postcopy.rst). Each page is sent once, after
/// passes of pre-copy once more if it was written meanwhile: so it ends however fast the guest writes.
/// </summary>
public sealed record PostCopy : ILiveMigration
{
    private readonly MigrationCosts costs;

    /// <summary>Without a pass before it, on one connection, without a limit on bandwidth.</summary>
    public PostCopy(Parameters parameters) => costs = MigrationCosts.Of(parameters);

    /// <summary>Passes over its memory, and what was written meanwhile, before it lives on the target; 0 for at once.</summary>
    public int Passes { get; init => field = Check.Count(value); }

    /// <summary>
    /// Whether pages that are asked for have a connection of their own (QEMU's postcopy-preempt), so that they do not go behind what the
    /// stream's sockets hold.
    /// </summary>
    public bool OwnConnection { get; init; }

    /// <summary>The most bandwidth that it may take; null for no limit.</summary>
    public Bandwidth? MostRate { get; init => field = value is { } rate ? Check.Rate(rate) : null; }

    /// <inheritdoc/>
    public IEnumerable<Event> Move(MigrationJob job) => Run(Check.NotNull(job));

    private IEnumerable<Event> Run(MigrationJob job)
    {
        using var transfer = new Transfer(job, costs, costs.WriteFault);
        var all = job.Guest.Memory.Pages(costs.Page);
        var (pages, zero) = (all, Bytes.Min(job.Guest.Zero, job.Guest.Memory).Count / costs.Page.Count);
        transfer.Track(Passes > 0);
        for (var i = 0; i < Passes; i++)
        {
            yield return transfer.Send(pages, zero, MostRate);
            if (transfer.IsBrokenOff())
                yield break;
            (pages, zero) = (transfer.EndRound().Dirtied, 0);
        }

        // What it needs to run: its state and, after a pass, which pages of the target are old.
        transfer.Pause();
        yield return transfer.Send(0, 0, MostRate, costs.DeviceState + new Bytes(Passes > 0 ? (all + 7) / 8 : 0));
        if (transfer.IsBrokenOff())
            yield break;
        transfer.EndRound();
        yield return job.Simulation.Timeout(job.Latency + costs.Activation);
        if (transfer.IsBrokenOff())
            yield break;
        transfer.SwitchOver();

        var done = transfer.Send(pages, zero, MostRate);
        using var faults = new PageFaults(job, costs, transfer, pages, OwnConnection ? costs.Own : costs.Shared);
        yield return done;
        faults.Dispose();
        if (transfer.IsBrokenOff())
            yield break;
        transfer.EndRound();
        transfer.Finish(MigrationEnd.Moved, "every page has come", faults.Count, faults.Waited);
    }
}
