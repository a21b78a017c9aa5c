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
    private readonly Lazy<double>
        ticket1 = new(() => PerGuest(p, SpinLockKind.Ticket, 1)), ticket2 = new(() => PerGuest(p, SpinLockKind.Ticket, 2)),
        para1 = new(() => PerGuest(p, SpinLockKind.ParavirtualTicket, 1)),
        para2 = new(() => PerGuest(p, SpinLockKind.ParavirtualTicket, 2));

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T11")
    {
        { "ticket lock, 2x / 1x", () => ticket2.Value / ticket1.Value },
        {
            "pv lock gain at 2x", () => 100 * ((para2.Value / ticket2.Value) - 1),
            "once waiters have halted, every hand-over takes a kick and a wake-up on a CPU where others spin, so that more of them halt; " +
                "the published guests leave that state, these do not"
        },
        { "pv lock gain at 1x", () => 100 * ((para1.Value / ticket1.Value) - 1) },
    }
    .Calibrate("DbenchClients.csv", "ticket lock, 2x / 1x");

    private static double PerGuest(Parameters p, SpinLockKind locks, int guests) =>
        new OvercommitRun(KvmOvercommit.NehalemEx(p), KvmOvercommit.Guest(p, locks, KvmOvercommit.Linux3(p)), LockedProfile.Dbench(p), 32,
            guests).UnitsPerSecond() / guests;
}
