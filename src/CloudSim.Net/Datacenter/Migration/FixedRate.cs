using CloudSim.Net.Calibration;
using CloudSim.Net.Units;

namespace CloudSim.Net.Datacenter.Migration;

/// <summary>
/// The move of the published studies of consolidation: it lasts as long as the guest's memory takes at a fixed rate, and meanwhile the
/// guest is slower. It takes nothing of the network and of the hosts' CPUs, and the guest never stands still (Beloglazov and Buyya, CCPE
/// 2012, sec. 3).
/// </summary>
public sealed record FixedRate : ILiveMigration
{
    private readonly MigrationCosts costs;

    /// <summary>With the numbers of those studies.</summary>
    public FixedRate(Parameters parameters)
    {
        costs = MigrationCosts.Of(parameters);
        var sheet = parameters.Part(nameof(FixedRate)).Beside<FixedRate>();
        (Share, Slowdown) = (Check.Positive(sheet.Ratio("share")), sheet.Ratio("slowdown"));
    }

    /// <summary>The rate; null for a share of the narrowest link.</summary>
    public Bandwidth? Rate { get; init => field = value is { } rate ? Check.Rate(rate) : null; }

    /// <summary>Which share of the narrowest link's capacity it has, where no rate is given; more than 0.</summary>
    public double Share { get; init => field = Check.Positive(value); }

    /// <summary>The share of the guest's time that is taken away meanwhile.</summary>
    public double Slowdown { get; init => field = Check.Share(value); }

    /// <inheritdoc/>
    public IEnumerable<Event> Move(MigrationJob job) => Run(Check.NotNull(job));

    private IEnumerable<Event> Run(MigrationJob job)
    {
        using var transfer = new Transfer(job, costs, Cycles.Zero);
        var narrowest = job.Path.Select(l => l.Capacity.BytesPerSecond).DefaultIfEmpty(double.PositiveInfinity).Min();
        var rate = Rate?.BytesPerSecond ?? narrowest * Share;
        var (memory, time) = (job.Guest.Memory, Durations.OfSeconds(job.Guest.Memory.Count / rate));
        transfer.Throttle(Slowdown);
        yield return job.Simulation.Timeout(time);
        if (transfer.IsBrokenOff())
            yield break;
        transfer.Add(new(memory.Pages(costs.Page), 0, memory, time, 0, Slowdown));
        transfer.SwitchOver();
        transfer.Finish(MigrationEnd.Moved, "its time is over");
    }
}
