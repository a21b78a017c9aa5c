using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter.Migration;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Units;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T16: how long a pre-copy of a guest of 32 GiB takes, from the measured curve of its written pages (Gudkov, qemu-devel 2023). The
/// published seconds are themselves computed, by a program with QEMU's rules, and rounded up.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Gudkov2023PreCopy(Parameters p)
{
    private static readonly int[] Gbits = [1, 2, 10, 40];

    private static readonly int[] Limits = [125, 250, 500, 1000, 5000];

    /// <summary>The set.</summary>
    public TargetSet Set
    {
        get
        {
            var set = new TargetSet("T16")
            {
                { "1 and 2 Gbit/s never converge at max downtime <= 1 s", () => Never([1, 2], Limits.Where(l => l <= 1000)) },
                { "1 Gbit/s never converges at max downtime 5 s", () => Never([1], [5000]) },
            };
            foreach (var gbit in Gbits)
            {
                set.Add(Name(gbit, null), () => Seconds(gbit, null));
                foreach (var limit in Limits.Where(l => gbit > 2 || (gbit == 2 && l == 5000)))
                    set.Add(Name(gbit, limit), () => Seconds(gbit, limit));
            }

            return set.Construction("the published times are computed from the same curve by the same rules: a check, and no measurement",
                [.. set]);
        }
    }

    private static string Name(int gbit, int? limit) =>
        $"{gbit} Gbit/s, max downtime {(limit is { } ms ? $"{ms} ms" : "unlimited")}";

    private Answer Seconds(int gbit, int? limit) => Run(gbit, limit) is { IsMoved: true } moved ? Answer.Of(moved.Time.TotalSeconds)
        : Answer.Statement(false, "no convergence");

    private Answer Never(int[] gbits, IEnumerable<int> limits)
    {
        var runs = (from gbit in gbits from limit in limits select Run(gbit, limit)).ToList();
        return Answer.Statement(runs.All(r => !r.IsMoved), $"{runs.Count(r => !r.IsMoved)} of {runs.Count} are given up");
    }

    // The program counts a Gbit as 2^30 bits, and knows no cost of tracking.
    private MigrationResult Run(int gbit, int? limit) => MoveRun.Of(p, Gudkov2023.Memcached, new(gbit * (double)(1 << 30) / 8),
        new PreCopy(p) { DowntimeLimit = limit?.Milliseconds, WriteFault = Cycles.Zero });
}
