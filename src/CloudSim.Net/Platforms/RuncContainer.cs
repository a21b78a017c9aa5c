using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Cpu;
using CloudSim.Net.Virtualization.Io;
using CloudSim.Net.Virtualization.Memory;

namespace CloudSim.Net.Platforms;

/// <summary>
/// An OCI container started by runc: namespaces, a cgroup, an overlay mount and a veth pair on a bridge; the host's kernel
/// is shared and nothing is virtualized. The start runs from the runtime's own start to the first instruction of the
/// container's program; engine and daemon above runc are not in it.
/// </summary>
public static class RuncContainer
{
    /// <summary>The platform.</summary>
    public static Platform Platform { get; } = Create();

    private static Platform Create()
    {
        var p = ParameterSheet.Named(nameof(RuncContainer));
        var clock = p.Frequency("measured_clock").Value;
        BootPhase Cpu(string phase, string parameter) =>
            Phases.HostCpu(phase, Cycles.Of(p.Duration(parameter), clock), p.Ratio("sigma"));
        var (rcuLow, rcuHigh) = (p.Duration("grace_period_low").Value, p.Duration("grace_period_high").Value);
        return new Platform
        {
            Name = "container (runc)",
            Family = "container",
            Cpu = new NativeExecution(),
            Memory = new NativePaging(),
            Io = new BridgedIo(),
            Boot =
            [
                Phases.Locked("overlay mount", "mount", Cpu("mount", "overlay_mount")),
                Phases.Locked("network namespace", "pernet_ops", Cpu("create", "network_namespace")),
                Phases.ForEachInterface(Phases.Locked("veth and bridge", "rtnl",
                    Phases.HostCpuGrowing("create pair, attach", Cycles.Of(p.Duration("veth_create"), clock),
                        Cycles.Of(p.Duration("veth_create_per_port"), clock), HostLimit.BridgePorts, p.Ratio("sigma")), Phases.Wait("grace period", rcuLow, rcuHigh))),
                Cpu("runc create", "runc_create"),
                Phases.Locked("cgroup", "cgroup_mutex", Cpu("create", "cgroup_create"),
                    Phases.SometimesWait("grace period on attach", p.Ratio("attach_waits"), rcuLow, rcuHigh)),
                Cpu("mounts, pivot_root, exec", "enter_root"),
            ],
            Footprint = new MemoryFootprint(p.Bytes("per_container"), "containerd shim", p.Bytes("shim_text"), Bytes.Zero),
            Takes = new Dictionary<string, int>
            {
                [HostLimit.BridgePorts] = (int)p.Count("bridge_ports").Value, [HostLimit.Processes] = (int)p.Count("processes").Value, [HostLimit.Files] = (int)p.Count("files").Value,
            },
            OwnSheets = [p],
        };
    }
}
