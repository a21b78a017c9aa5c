using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Platforms.Testbeds;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T18: a guest that writes through 1 GiB again and again, moved over 1 Gbit/s by QEMU 2.6: it is slowed step by step until hardly any of
/// its time is left, or it is switched over after the first pass (rk4n, 2016).
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Rk4n2016Convergence(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T18")
    {
        { "auto-converge 20/10 %", () => Seconds(Rk4n2016.AutoConverging(p, 0.2, 0.1)) },
        { "auto-converge 50/20 %", () => Seconds(Rk4n2016.AutoConverging(p, 0.5, 0.2)) },
        { "post-copy after first pass", () => Seconds(new PostCopy(p) { Passes = 1 }) },
        { "pre-copy without throttling", Never },
        { "dirty rate that the hypervisor reports", Reported },
    };

    private Answer Never()
    {
        var run = Run(new PreCopy(p));
        return Answer.Statement(run.End == MigrationEnd.GaveUp, $"{run.Rounds.Count} rounds, {run.Reason}");
    }

    private Answer Reported()
    {
        var round = Run(new PreCopy(p)).Rounds[^1];
        return round.Dirtied / round.Time.TotalSeconds;
    }

    private Answer Seconds(ILiveMigration how) =>
        Run(how) is { IsMoved: true } moved ? Answer.Of(moved.Time.TotalSeconds) : Answer.Statement(false, "it does not end");

    private MigrationResult Run(ILiveMigration how) => MoveRun.Of(p, Rk4n2016.Guest, MoveRun.OfCable(p, Rk4n2016.Cable(p)), how);
}
