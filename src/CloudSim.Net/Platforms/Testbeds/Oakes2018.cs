using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// Oakes et al. (USENIX ATC 2018): containers as Docker made them then, and lean ones (SOCK): bind mounts in place of a
/// union mount, no network namespace, control groups from a pool, and the interpreter forked from one that is warm.
/// </summary>
public static class Oakes2018
{
    private static readonly ParameterSheet Sheet = ParameterSheet.Named(nameof(Oakes2018));

    /// <summary>A virtual machine of four CPUs.</summary>
    public static HostModel Machine { get; } = HostModel.RackServer with { Name = "m4.xlarge", Cores = 4, Memory = 16.GiB };

    /// <summary>Client, engine and daemon above runc.</summary>
    public static Platform Docker { get; } = RuncContainer.Platform with
    {
        Name = "Docker",
        Boot =
        [
            Cpu("client", "docker_client"), Cpu("engine: create", "docker_create"),
            Phases.Locked("union mount", "mount", Cpu("mount and unmount", "docker_union")),
            Phases.Locked("network of the engine", "libnetwork", Cpu("addresses and filter rules", "docker_network")),
            Phases.Program("shim", Work("docker_shim"), Sheet.Ratio("sigma")),
            .. RuncContainer.Platform.Boot,
            Phases.Wait("pipes, events and logs", Sheet.Duration("docker_wait_low"), Sheet.Duration("docker_wait_high")),
        ],
        OwnSheets = [Sheet, .. RuncContainer.Platform.OwnSheets],
    };

    /// <summary>Lean containers with pools.</summary>
    public static Platform Sock { get; } = RuncContainer.Platform with
    {
        Name = "SOCK",
        Boot =
        [
            Phases.Locked("bind mounts", "mount", Cpu("bind", "sock_mount")), Cpu("cgroup from the pool", "sock_cgroup"),
            Cpu("fork of a warm interpreter", "sock_fork"), Cpu("namespaces, chroot", "sock_enter"),
        ],
        OwnSheets = [Sheet, .. RuncContainer.Platform.OwnSheets],
    };

    private static Cycles Work(string parameter) => Cycles.Of(Sheet.Duration(parameter), Sheet.Frequency("measured_clock"));

    private static Step Cpu(string phase, string parameter) => Phases.HostCpu(phase, Sheet, parameter);
}
