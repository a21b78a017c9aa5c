using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T12: a kernel build in one guest of 32 and of 48 virtual CPUs on 32 cores, by the kind of its spinlocks (W. Long, July 2015). A build is
/// so many units of work: times go as one over the rate.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class KvmQueuedLocks2015(Parameters p)
{
    private readonly Kind
        ticket = new(p, SpinLockKind.ParavirtualTicket), first = new(p, SpinLockKind.ParavirtualQueuedInOrder),
        patched = new(p, SpinLockKind.ParavirtualQueued), unfair = new(p, SpinLockKind.Unfair),
        unfairQueued = new(p, SpinLockKind.UnfairQueued);

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T12")
    {
        {
            "pvticketlock: 48 vCPU / 32 vCPU time", () => ticket.Slowdown,
            "once waiters halt, each hand-over takes a kick and a wake-up, often on another node; and jobs of a build also wait for " +
                "files, so that fewer virtual CPUs than 48 compete at a time"
        },
        {
            "pvqspinlock patched: 48 vCPU / 32 vCPU time", () => patched.Slowdown,
            "in some replications waiters pile up so that each hand-over takes a kick (2.9 times as long), in most they do not (1.6 times)"
        },
        { "unfair qspinlock: 48 vCPU / 32 vCPU time", () => unfairQueued.Slowdown },
        { "build time at 48 vCPU by lock", Order },
    };

    private Answer Order()
    {
        double[] times = [ticket.Time, first.Time, patched.Time, unfair.Time, unfairQueued.Time];
        return Answer.Statement(times.Zip(times.Skip(1)).All(t => t.First > t.Second),
            string.Join(" > ", times.Select(t => $"{t / times[^1]:0.00}")));
    }

    private sealed class Kind(Parameters p, SpinLockKind locks)
    {
        public double Time => 1 / On(48);

        public double Slowdown => On(32) / On(48);

        private double On(int vcpus) => p.Once($"build, {locks}, {vcpus} vCPUs", set => Rate(set, locks, vcpus));

        private static double Rate(Parameters p, SpinLockKind locks, int vcpus) =>
            new OvercommitRun(KvmOvercommit.WestmereEx(p), KvmOvercommit.Guest(p, locks, KvmOvercommit.Linux4(p)),
                LockedProfile.ParallelBuild(p), vcpus) { Runs = 5 }.UnitsPerSecond();
    }
}
