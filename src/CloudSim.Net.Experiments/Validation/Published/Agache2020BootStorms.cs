using static CloudSim.Net.Experiments.Validation.Published.PublishedBoots;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T02: fifty scripts kept in flight on m5d.metal, with the parameters of <see cref="Agache2020SerialBoots"/> and nothing else.
/// </summary>
public static class Agache2020BootStorms
{
    private const string Miss =
        "its guests start as they should, and the other VMMs; what its configuration over the API and its end lose more than theirs on a " +
        "busy host is not modelled";

    /// <summary>The set.</summary>
    public static TargetSet Set { get; } = new TargetSet("T02")
    {
        { "FC-pre median", () => Quantile(Firecracker, 50, 0.5, fromStartCall: true) },
        { "FC-pre p99", () => Quantile(Firecracker, 50, 0.99, fromStartCall: true) },
        { "FC end-to-end median", () => Quantile(Firecracker, 50, 0.5), Miss },
        { "FC end-to-end p99", () => Quantile(Firecracker, 50, 0.99), Miss },
        { "Cloud Hypervisor median", () => Quantile(CloudHypervisor, 50, 0.5) },
        { "Cloud Hypervisor p99", () => Quantile(CloudHypervisor, 50, 0.99) },
        { "QEMU median", () => Quantile(Qemu, 50, 0.5) },
        { "QEMU p99", () => Quantile(Qemu, 50, 0.99) },
        { "ratio 50-in-flight / serial median, FC end-to-end", () => Quantile(Firecracker, 50, 0.5) / Quantile(Firecracker, 1, 0.5), Miss },
        { "ratio 50-in-flight / serial median, FC-pre",
            () => Quantile(Firecracker, 50, 0.5, fromStartCall: true) / Quantile(Firecracker, 1, 0.5, fromStartCall: true) },
    };
}
