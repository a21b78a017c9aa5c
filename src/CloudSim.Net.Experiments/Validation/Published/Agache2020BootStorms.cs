using CloudSim.Net.Calibration;
using static CloudSim.Net.Experiments.Validation.Published.PublishedBoots;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>
/// T02: fifty scripts kept in flight on m5d.metal, with the parameters of <see cref="Agache2020SerialBoots"/> and nothing else.
/// </summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Agache2020BootStorms(Parameters p)
{
    private const string Miss =
        "its guests start as they should, and the other VMMs; what its configuration over the API and its end lose more than theirs on a " +
        "busy host is not modelled";

    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T02")
    {
        { "FC-pre median", () => Quantile(p, Firecracker, 50, 0.5, fromStartCall: true) },
        { "FC-pre p99", () => Quantile(p, Firecracker, 50, 0.99, fromStartCall: true) },
        { "FC end-to-end median", () => Quantile(p, Firecracker, 50, 0.5), Miss },
        { "FC end-to-end p99", () => Quantile(p, Firecracker, 50, 0.99), Miss },
        { "Cloud Hypervisor median", () => Quantile(p, CloudHypervisor, 50, 0.5) },
        { "Cloud Hypervisor p99", () => Quantile(p, CloudHypervisor, 50, 0.99) },
        { "QEMU median", () => Quantile(p, Qemu, 50, 0.5) },
        { "QEMU p99", () => Quantile(p, Qemu, 50, 0.99) },
        { "ratio 50-in-flight / serial median, FC end-to-end",
            () => Quantile(p, Firecracker, 50, 0.5) / Quantile(p, Firecracker, 1, 0.5), Miss },
        { "ratio 50-in-flight / serial median, FC-pre",
            () => Quantile(p, Firecracker, 50, 0.5, fromStartCall: true) / Quantile(p, Firecracker, 1, 0.5, fromStartCall: true) },
    };
}
