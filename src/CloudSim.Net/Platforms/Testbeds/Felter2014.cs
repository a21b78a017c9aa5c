using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Virtualization;
using CloudSim.Net.Virtualization.Io;

namespace CloudSim.Net.Platforms.Testbeds;

/// <summary>
/// The machine and the systems of Felter et al. (2014): native Linux, Docker (with the host's network, or behind its bridge with address
/// translation), and KVM as it comes or with its vCPUs pinned and the topology passed on.
/// </summary>
public static class Felter2014
{
    /// <summary>Two Xeon E5-2665, 16 cores, 256 GB, a flash array behind two fibre-channel links, 10 Gbit Ethernet.</summary>
    public static HostModel Machine(Parameters parameters) =>
        parameters.Make("Felter2014.Machine", p => HostModel.Named(p, "FelterServer", CpuModels.SandyBridge(p)));

    /// <summary>Linux on the bare machine.</summary>
    public static Platform Native(Parameters parameters) => BareMetal.Of(parameters);

    /// <summary>Docker with the host's network and a volume for its data.</summary>
    public static Platform Docker(Parameters parameters) => parameters.Make("Felter2014.Docker",
        p => RuncContainer.Of(p) with { Filter = null, Name = "Docker, host network", Io = new NativeIo(p) });

    /// <summary>Docker behind its bridge.</summary>
    public static Platform DockerNat(Parameters parameters) =>
        parameters.Make("Felter2014.DockerNat", p => RuncContainer.Of(p) with { Filter = null, Name = "Docker, bridge with NAT" });

    /// <summary>KVM as it comes: a flat set of vCPUs that float over the machine.</summary>
    public static Platform Kvm(Parameters parameters) =>
        parameters.Make("Felter2014.Kvm", p => QemuKvm.Of(p) with { Name = "KVM, untuned" });

    /// <summary>KVM with pinned vCPUs and the topology passed on.</summary>
    public static Platform KvmTuned(Parameters parameters) =>
        parameters.Make("Felter2014.KvmTuned", p => QemuKvm.Of(p) with { Name = "KVM, tuned", ShowsTopology = true });
}
