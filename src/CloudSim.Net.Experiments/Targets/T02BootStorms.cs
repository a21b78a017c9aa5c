using static CloudSim.Net.Experiments.Targets.PublishedBoots;

namespace CloudSim.Net.Experiments.Targets;

/// <summary>
/// T02: fifty scripts kept in flight on m5d.metal, with the parameters of <see cref="T01SerialBoots"/> and nothing else. How Firecracker's configuration divides into
/// work and waiting was chosen with its row here in view.
/// </summary>
public static class T02BootStorms
{
    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new TargetSet("T02")
    {
        { "FC-pre median", () => Quantile(Firecracker, 50, 0.5, fromStartCall: true) },
        { "FC-pre p99", () => Quantile(Firecracker, 50, 0.99, fromStartCall: true) },
        { "FC end-to-end median", () => Quantile(Firecracker, 50, 0.5) },
        { "FC end-to-end p99", () => Quantile(Firecracker, 50, 0.99) },
        { "Cloud Hypervisor median", () => Quantile(CloudHypervisor, 50, 0.5) },
        { "Cloud Hypervisor p99", () => Quantile(CloudHypervisor, 50, 0.99) },
        { "QEMU median", () => Quantile(Qemu, 50, 0.5) },
        { "QEMU p99", () => Quantile(Qemu, 50, 0.99) },
        { "ratio 50-in-flight / serial median, FC end-to-end", () => Quantile(Firecracker, 50, 0.5) / Quantile(Firecracker, 1, 0.5) },
        { "ratio 50-in-flight / serial median, FC-pre", () => Quantile(Firecracker, 50, 0.5, fromStartCall: true) / Quantile(Firecracker, 1, 0.5, fromStartCall: true) },
    }
    .Calibrate("Firecracker.csv", "FC end-to-end median", "ratio 50-in-flight / serial median, FC end-to-end");
}
