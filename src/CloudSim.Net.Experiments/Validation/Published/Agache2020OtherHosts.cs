using CloudSim.Net.Calibration;
using CloudSim.Net.Platforms.Testbeds;
using static CloudSim.Net.Experiments.Validation.Published.PublishedBoots;

namespace CloudSim.Net.Experiments.Validation.Published;

/// <summary>T01H: the serial boots of T01 on two smaller machines, with no parameter but those of the machines.</summary>
/// <param name="p">The numbers that the models are made from.</param>
public sealed class Agache2020OtherHosts(Parameters p)
{
    /// <summary>The set.</summary>
    public TargetSet Set => new TargetSet("T01H")
    {
        { "Haswell: FC-pre median", () => Quantile(p, Firecracker, 1, 0.5, fromStartCall: true, Agache2020.Haswell) },
        { "Haswell: FC end-to-end median", () => Quantile(p, Firecracker, 1, 0.5, machine: Agache2020.Haswell) },
        { "Haswell: Cloud Hypervisor median", () => Quantile(p, CloudHypervisor, 1, 0.5, machine: Agache2020.Haswell),
            "first touches of memory are dearer in the model than on this core, and they are most of this boot" },
        { "Haswell: QEMU qboot median", () => Quantile(p, Qemu, 1, 0.5, machine: Agache2020.Haswell), "as for Cloud Hypervisor" },
        { "Nehalem: FC-pre median", () => Quantile(p, Firecracker, 1, 0.5, fromStartCall: true, Agache2020.Nehalem) },
        { "Nehalem: FC end-to-end median", () => Quantile(p, Firecracker, 1, 0.5, machine: Agache2020.Nehalem) },
        { "Nehalem: Cloud Hypervisor median", () => Quantile(p, CloudHypervisor, 1, 0.5, machine: Agache2020.Nehalem) },
        { "Nehalem: QEMU qboot median", () => Quantile(p, Qemu, 1, 0.5, machine: Agache2020.Nehalem) },
    };
}
