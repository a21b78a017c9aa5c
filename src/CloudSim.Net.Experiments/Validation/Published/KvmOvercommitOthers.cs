using CloudSim.Net.Calibration;
using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Platforms.Testbeds;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Workloads;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T14: a build on a machine and in one guest of it (B. Mao, 2024), what directed yields gain with two and with three guests (W. Li, 2025),
/// and the steal time beside an equal neighbour. Published are gains over directed yields by what they do not do yet (who yields is put
/// back, interrupts are tracked); compared here are directed yields with none, on a host with EEVDF as that one: an order, no more. A build
/// and ebizzy stand for vips and dedup.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class KvmOvercommitOthers(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T14")
    {
        {
            "1 VM / host build time", Build,
            "the page tables and exits of that machine (LoongArch) are not those of x86, which stand in for them"
        },
        {
            "gain at 2 VMs > gain at 3 VMs for all three workloads", Gains,
            "published is what is gained over directed yields by a patch that puts who yields back for good; as Linux 6.12 has them, " +
            "directed yields gain next to nothing on a host with EEVDF, for who is to be helped must be eligible"
        },
        { "vCPU with 1 equal CPU-bound neighbour on its pCPU", Steal },
    }
    .Construction("two equal weights on one CPU have half of it each", "vCPU with 1 equal CPU-bound neighbour on its pCPU")
    .Null("vCPU with 1 equal CPU-bound neighbour on its pCPU", () => 50);

    private Answer Build()
    {
        double Rate(Virtualization.Platform platform) =>
            new OvercommitRun(KvmOvercommit.Loongson(p), platform, LockedProfile.ParallelBuild(p), 32).UnitsPerSecond();
        return Rate(BareMetal.Of(p)) / Rate(QemuKvm.Of(p));
    }

    private Answer Gains()
    {
        LockedProfile[] works = [LockedProfile.Dbench(p), LockedProfile.ParallelBuild(p), LockedProfile.Ebizzy(p)];
        var gains = works.Select(w => (Two: Gain(w, 2), Three: Gain(w, 3))).ToList();
        return Answer.Statement(gains.All(g => g.Two > g.Three), string.Join("; ", gains.Select(g => $"{g.Two:0.0} > {g.Three:0.0}")));
    }

    // Percent, against spinning that nobody notices.
    private double Gain(LockedProfile work, int guests)
    {
        var yields = PauseLoopExiting.Of(p);
        double Rate(PauseLoopExiting rules) =>
            new OvercommitRun(HostModel.RackServer(p), KvmOvercommit.Guest(p, SpinLockKind.ParavirtualQueued, rules), work, 16, guests)
            {
                Scheduler = SchedulerKind.Eevdf,
            }.UnitsPerSecond();
        return 100 * ((Rate(yields) / Rate(yields with { Yields = false, BoostsKicked = false })) - 1);
    }

    private Answer Steal()
    {
        var sim = new Simulation();
        var model = HostModel.RackServer(p) with { Topology = CpuTopology.Uniform(1) };
        var host = new Host(sim, model, new RandomStreams(1), SchedulerKind.Cfs);
        for (var i = 0; i < 2; i++)
        {
            host.TryAdmit(QemuKvm.Of(p), new GuestSpec(1.GiB, 64.MiB), out var guest, out _);
            sim.Run(guest!.Start());
        }
        foreach (var guest in host.Guests)
            guest.Cpu.Demand(CpuTask.Forever);
        var before = host.Guests[0].StealNs;
        sim.Run(10.Seconds);
        return (host.Guests[0].StealNs - before) / 10e9 * 100;
    }
}
