using CloudSim.Net.Calibration;
using static CloudSim.Net.Experiments.Validation.Published.PublishedBoots;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>T01: boots one after the other on m5d.metal. The medians are calibrated; tails and the distributions follow.</summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Agache2020SerialBoots(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T01")
    {
        { "FC-pre median", () => Quantile(p, Firecracker, 1, 0.5, fromStartCall: true) },
        { "FC end-to-end median", () => Quantile(p, Firecracker, 1, 0.5) },
        { "Cloud Hypervisor median", () => Quantile(p, CloudHypervisor, 1, 0.5) },
        { "QEMU qboot median", () => Quantile(p, Qemu, 1, 0.5) },
        { "FC-pre p99", () => Quantile(p, Firecracker, 1, 0.99, fromStartCall: true) },
        { "FC end-to-end p99", () => Quantile(p, Firecracker, 1, 0.99) },
        { "Cloud Hypervisor p99", () => Quantile(p, CloudHypervisor, 1, 0.99) },
        { "QEMU p99", () => Quantile(p, Qemu, 1, 0.99) },
        { "order of medians", Order },
        { "KS distance of each CDF to the published quantiles", Distances },
    };

    private Answer Order()
    {
        double[] medians =
        [
            Quantile(p, CloudHypervisor, 1, 0.5), Quantile(p, Firecracker, 1, 0.5, fromStartCall: true), Quantile(p, Firecracker, 1, 0.5),
            Quantile(p, Qemu, 1, 0.5),
        ];
        return Answer.Statement(medians.Order().SequenceEqual(medians), string.Join(" < ", medians.Select(m => $"{m:0.0}")));
    }

    // FCB-SER-*: quantiles of the raw data of the paper's artifact, in ms.
    private Answer Distances() => Answer.Of(
        Distance(p, Firecracker, true, (0.01, 106), (0.05, 108), (0.1, 109), (0.25, 110), (0.5, 110), (0.75, 112), (0.9, 113), (0.95, 114),
            (0.99, 115)),
        Distance(p, Firecracker, false, (0.01, 155), (0.05, 156.4), (0.1, 156.7), (0.25, 157.9), (0.5, 160.9), (0.75, 164.8), (0.9, 167.8),
            (0.95, 169.3), (0.99, 172.5)),
        Distance(p, CloudHypervisor, false, (0.01, 95.8), (0.05, 99.2), (0.1, 100.1), (0.25, 101.3), (0.5, 102.5), (0.75, 103.9),
            (0.9, 105), (0.95, 105.8), (0.99, 109.7)),
        Distance(p, Qemu, false, (0.01, 206), (0.05, 207.4), (0.1, 208.2), (0.25, 211), (0.5, 213.9), (0.75, 215.7), (0.9, 218.3),
            (0.95, 219.3), (0.99, 220.7)));
}
