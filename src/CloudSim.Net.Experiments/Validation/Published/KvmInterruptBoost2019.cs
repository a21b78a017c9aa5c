using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T13: ebizzy in guests of 80 virtual CPUs on 80 hardware threads, before and after virtual CPUs with an interrupt to take are boosted
/// (Linux 5.3, commit d73eb57b80b9). Each guest reports its own rate.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class KvmInterruptBoost2019(Parameters p)
{
    private double Alone => p.Once("ebizzy, one guest", set => PerGuest(set, KvmOvercommit.Linux5(set), 1));

    private double Plain => p.Once("ebizzy, two guests", set => PerGuest(set, KvmOvercommit.Linux5(set), 2));

    private double Boosted =>
        p.Once("ebizzy, two guests, boost", set => PerGuest(set, KvmOvercommit.Linux5(set) with { BoostsWoken = true }, 2));

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T13")
    {
        { "no boost: 2 VMs / 1 VM", () => Plain / Alone },
        {
            "interrupt boost gain at 2 VMs", () => Boosted / Plain,
            "the rule of 5.3 helps virtual CPUs that an interrupt has woken; the threads of this program do not sleep, as ebizzy's do " +
                "that wait for the lock of their address space"
        },
    }
    .Null("no boost: 2 VMs / 1 VM", () => 0.5); // a fair share

    private static double PerGuest(Parameters p, PauseLoopExiting rules, int guests) =>
        new OvercommitRun(KvmOvercommit.Skylake(p), KvmOvercommit.Guest(p, SpinLockKind.ParavirtualQueued, rules), LockedProfile.Ebizzy(p),
            80, guests) { Runs = 1 }.UnitsPerSecond() / guests;
}
