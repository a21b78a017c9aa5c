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
    /// <summary>A virtual machine of four CPUs.</summary>
    public static HostModel Machine(Parameters parameters) => parameters.Make("Oakes2018.Machine",
        p => HostModel.RackServer(p) with { Name = "m4.xlarge", Cores = 4, Memory = 16.GiB });

    /// <summary>Client, engine and daemon above runc.</summary>
    public static Platform Docker(Parameters parameters) => parameters.Make("Oakes2018.Docker", p =>
    {
        var sheet = p[nameof(Oakes2018)];
        var runc = RuncContainer.Of(p);
        var shim = Cycles.Of(sheet.Duration("docker_shim"), sheet.Frequency("measured_clock"));
        return runc with
        {
            Name = "Docker",
            Boot =
            [
                Phases.HostCpu("client", sheet, "docker_client"), Phases.HostCpu("engine: create", sheet, "docker_create"),
                Phases.Locked("union mount", "mount", Phases.HostCpu("mount and unmount", sheet, "docker_union")),
                Phases.Locked("network of the engine", "libnetwork",
                    Phases.HostCpu("addresses and filter rules", sheet, "docker_network")),
                Phases.Program("shim", shim, sheet.Ratio("sigma")),
                .. runc.Boot,
                Phases.Wait("pipes, events and logs", sheet.Duration("docker_wait_low"), sheet.Duration("docker_wait_high")),
            ],
            Own = p.Uses,
        };
    });

    /// <summary>Lean containers with pools.</summary>
    public static Platform Sock(Parameters parameters) => parameters.Make("Oakes2018.Sock", p =>
    {
        var sheet = p[nameof(Oakes2018)];
        return RuncContainer.Of(p) with
        {
            Name = "SOCK",
            Boot =
            [
                Phases.Locked("bind mounts", "mount", Phases.HostCpu("bind", sheet, "sock_mount")),
                Phases.HostCpu("cgroup from the pool", sheet, "sock_cgroup"),
                Phases.HostCpu("fork of a warm interpreter", sheet, "sock_fork"),
                Phases.HostCpu("namespaces, chroot", sheet, "sock_enter"),
            ],
            Own = p.Uses,
        };
    });
}
