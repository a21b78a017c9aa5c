using CloudSim.Net.Calibration;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T11: dbench in guests of 32 virtual CPUs on 32 cores, with ticket locks and paravirtual ones (Linux 3.11, commit 545ac13892ab). The
/// published rates fall with every guest more; they are read as those of one guest.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class KvmTicketLocks2013(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T11")
    {
        { "ticket lock, 2x / 1x", () => Rate(SpinLockKind.Ticket, 2) / Rate(SpinLockKind.Ticket, 1) },
        {
            "pv lock gain at 2x", () => 100 * ((Rate(SpinLockKind.ParavirtualTicket, 2) / Rate(SpinLockKind.Ticket, 2)) - 1),
            "once waiters have halted, every hand-over takes a kick and a wake-up on a CPU where others spin, so that more of them halt; " +
                "the published guests leave that state, these do not"
        },
        { "pv lock gain at 1x", () => 100 * ((Rate(SpinLockKind.ParavirtualTicket, 1) / Rate(SpinLockKind.Ticket, 1)) - 1) },
    }
    .Null("ticket lock, 2x / 1x", () => 0.5); // a fair share

    private double Rate(SpinLockKind locks, int guests) => p.Once($"dbench, {locks}, {guests} guests", set => PerGuest(set, locks, guests));

    private static double PerGuest(Parameters p, SpinLockKind locks, int guests) =>
        new OvercommitRun(KvmOvercommit.NehalemEx(p), KvmOvercommit.Guest(p, locks, KvmOvercommit.Linux3(p)), LockedProfile.Dbench(p), 32,
            guests).UnitsPerSecond() / guests;
}
