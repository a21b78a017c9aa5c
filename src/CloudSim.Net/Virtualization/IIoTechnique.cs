using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization;

/// <summary>How a guest reaches disks and networks.</summary>
public interface IIoTechnique : IParameterized
{
    /// <summary>The technique's name in the field, for instance <c>virtio with vhost</c>.</summary>
    string Name { get; }

    /// <summary>The least CPU generation that it needs.</summary>
    CpuGeneration Needs { get; }

    /// <summary>Whether a thread of the VMM stands between guest and device.</summary>
    bool HasDeviceThread { get; }

    /// <summary>Whether that thread is a domain of its own which serves all guests (Xen's Domain-0), not a part of the guest.</summary>
    bool HasDriverDomain => false;

    /// <summary>Whether the device may write anywhere in guest memory, so that all of it must be there from the start.</summary>
    bool PinsMemory => false;

    /// <summary>
    /// Pinning one page of 4 KiB of guest memory at the start and putting it into the IOMMU's tables; clearing it is the memory's matter.
    /// Zero where nothing is pinned.
    /// </summary>
    Cycles PinPage => Cycles.Zero;

    /// <summary>Whether the device thread waits for each block operation before it takes the next.</summary>
    bool IsSynchronous { get; }

    /// <summary>
    /// Time, not CPU, that passes at each hand-over of a block operation between the vCPU and the device thread, when the
    /// other side must first be woken on an idle core.
    /// </summary>
    TimeSpan BlockWake { get; }

    /// <summary>The same for each hand-over of an incoming packet.</summary>
    TimeSpan PacketWake { get; }

    /// <summary>
    /// Cost of one small block operation: what the vCPU pays before it (submit) and after it (complete), and what the device thread pays.
    /// </summary>
    IoCost Block(ICpuTechnique cpu, CpuModel model);

    /// <summary>Cost of one network packet: as for a block operation, the mean over packets that come so.</summary>
    /// <param name="cpu">The CPU technique beside it.</param>
    /// <param name="model">The CPU.</param>
    /// <param name="load">How fast packets come: the faster, the more of them find the other side awake, which then needs no
    /// notification.</param>
    IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load);
}
