using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Kernel.Locks;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>The machines on which developers of KVM measured overcommitted virtual CPUs from 2012 to 2024, and the guests on
/// them.</summary>
public static class KvmOvercommit
{
    /// <summary>Four sockets of eight cores, Xeon X7560 at 2.27 GHz, hyper-threads off; costs in cycles as of the Xeon 5500.</summary>
    public static HostModel NehalemEx(Parameters parameters) => parameters.Make("KvmOvercommit.NehalemEx",
        p => Large(p, "Xeon X7560, 4 x 8 cores", CpuModels.Nehalem(p) with { Clock = 2.27.GHz }, new CpuTopology(p, 32, numaNodes: 4)));

    /// <summary>Four nodes of eight cores, Westmere-EX at 2.67 GHz; costs in cycles as of the Xeon 5600.</summary>
    public static HostModel WestmereEx(Parameters parameters) => parameters.Make("KvmOvercommit.WestmereEx",
        p => Large(p, "Westmere-EX, 4 x 8 cores", CpuModels.Westmere(p) with { Clock = 2.67.GHz }, new CpuTopology(p, 32, numaNodes: 4)));

    /// <summary>Two sockets of twenty cores of two threads, Skylake.</summary>
    public static HostModel Skylake(Parameters parameters) => parameters.Make("KvmOvercommit.Skylake",
        p => Large(p, "Skylake, 2 x 20 cores", CpuModels.Skylake(p), new CpuTopology(p, 40, threadsPerCore: 2, numaNodes: 2)));

    /// <summary>Two sockets of sixteen cores, Loongson 3C5000 at 2.2 GHz; costs in cycles as of the Xeon E5 of 2012, for want of its
    /// own.</summary>
    public static HostModel Loongson(Parameters parameters) => parameters.Make("KvmOvercommit.Loongson",
        p => Large(p, "Loongson 3C5000, 2 x 16 cores", CpuModels.SandyBridge(p) with { Clock = 2.2.GHz },
            new CpuTopology(p, 32, numaNodes: 2)));

    /// <summary>A guest of QEMU on KVM.</summary>
    /// <param name="parameters">The numbers.</param>
    /// <param name="locks">The spinlocks of its kernel.</param>
    /// <param name="rules">What the host does when a virtual CPU spins.</param>
    public static Platform Guest(Parameters parameters, SpinLockKind locks, PauseLoopExiting rules)
    {
        var platform = QemuKvm.Of(parameters);
        return platform with { Kernel = platform.Kernel! with { SpinLocks = locks }, PauseLoops = rules };
    }

    /// <summary>Linux 3.11 on the host: a window that does not grow (it does since 3.18), every preempted virtual CPU is a
    /// candidate.</summary>
    public static PauseLoopExiting Linux3(Parameters parameters) =>
        parameters.Make("KvmOvercommit.Linux3", p => Linux4(p) with { Grow = 1, Uses = p.Uses });

    /// <summary>Linux 4.2 on the host: the window grows.</summary>
    public static PauseLoopExiting Linux4(Parameters parameters) =>
        parameters.Make("KvmOvercommit.Linux4", p => Linux5(p) with { KernelModeOnly = false, Uses = p.Uses });

    /// <summary>Linux 5.2 on the host: who was preempted in user mode is passed over; nobody is boosted.</summary>
    public static PauseLoopExiting Linux5(Parameters parameters) =>
        parameters.Make("KvmOvercommit.Linux5",
            p => PauseLoopExiting.Of(p) with { BoostsWoken = false, BoostsPending = false, BoostsKicked = false, Uses = p.Uses });

    private static HostModel Large(Parameters p, string name, CpuModel cpu, CpuTopology topology) =>
        HostModel.RackServer(p) with { Name = name, Cpu = cpu, Topology = topology, Memory = 512.GiB, Uses = p.Uses };
}
