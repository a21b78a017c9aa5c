using CloudSim.Net.Datacenter;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Platforms;
using CloudSim.Net.Scheduling;
using CloudSim.Net.Tests.Datacenter;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;

namespace CloudSim.Net.Tests.Kernel.Locks;

/// <summary>A guest on a host, each virtual CPU on a CPU that the test names, with rivals where it wants them.</summary>
internal sealed class LockTestbed
{
    public LockTestbed(SpinLockKind kind, PauseLoopExiting rules, int[] pinning, int cpus, int[] rivals,
        SchedulerKind scheduler = SchedulerKind.Cfs)
    {
        Host = new(Sim, HostModel.RackServer(P) with { Topology = CpuTopology.Uniform(cpus) }, new RandomStreams(1), scheduler);
        Guest = Host.Boot(PlatformOf(kind, rules), new(1.GiB, 40.MiB) { VCpus = pinning.Length, Pinning = [.. pinning.Select(CpuSetOf)] });
        // One thread for each virtual CPU, and no more.
        Threads = [.. pinning.Select((_, i) => Guest.CreateThread($"thread {i}"))];
        foreach (var cpu in rivals)
        {
            var group = Host.Scheduler.CreateGroup($"rivals on {cpu}", Guest.Group.Parent);
            group.Affinity = CpuSetOf(cpu);
            Host.Scheduler.CreateTask("rival", group).Demand(CpuTask.Forever);
        }
    }

    public static PauseLoopExiting NoYields => PauseLoopExiting.Of(P) with { Yields = false, BoostsKicked = false };

    public static PauseLoopExiting Yields => PauseLoopExiting.Of(P);

    public Simulation Sim { get; } = new();

    public Host Host { get; }

    public Guest Guest { get; }

    public List<CpuTask> Threads { get; }

    public SpinLock Lock => Guest.SpinLock("lock");

    public static Platform PlatformOf(SpinLockKind kind, PauseLoopExiting? rules = null)
    {
        var platform = QemuKvm.Of(P);
        // Nothing else takes a part of the CPUs.
        return platform with
        {
            PauseLoops = rules, VmmHousekeeping = Cycles.Zero,
            Kernel = platform.Kernel! with { SpinLocks = kind, Housekeeping = Housekeeping.None },
        };
    }

    public LockLog Log() => new(Sim, inOrder: false);

    public void RunUntil(Func<bool> condition, double mostSeconds = 5)
    {
        for (var end = Sim.Now.AddSeconds(mostSeconds); !condition(); Sim.Run(TimeSpan.FromMicroseconds(10)))
            Assert.True(Sim.Now < end, "it does not happen");
    }

    private static CpuSet CpuSetOf(int cpu) => CpuSet.Of(cpu);
}
