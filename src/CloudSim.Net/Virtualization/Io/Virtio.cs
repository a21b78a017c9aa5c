using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Virtio: the guest's driver puts requests into a shared ring and notifies the VMM; a device thread on the host takes them out,
/// does the I/O with the host kernel's drivers, and raises an interrupt. While a side works on the ring it asks for no further
/// notification (event index): the faster packets come, the more of them share one notification and one interrupt. The guest's
/// kernel then switches to the process that waits, beside the host's own switches between vCPU and device threads.
/// </summary>
/// <param name="Name">Which device side it is, for instance <c>virtio, user-space thread</c>.</param>
/// <param name="IsSynchronous">Whether the device thread waits for each block operation before it takes the next.</param>
/// <param name="BlockDevice">Device thread, one block operation.</param>
/// <param name="PacketDevice">Device thread, one packet.</param>
/// <param name="HostHop">Host kernel's bridge between the guest's tap and the interface, a lone packet, on the device thread.</param>
/// <param name="HopPacket">The same for a packet that follows another one.</param>
/// <param name="CopyByte">Device thread, each byte of a packet beyond a small one: copied between ring and host.</param>
/// <param name="Wake">Device thread, being woken by a notification.</param>
/// <param name="BlockWake">Time to wake the other side on an idle core, block operations.</param>
/// <param name="PacketWake">Time to wake the other side on an idle core, incoming packets.</param>
/// <param name="Driver">The guest's Driver.</param>
/// <param name="Uses">Every number that it was made of.</param>
public sealed record Virtio(
    string Name, bool IsSynchronous, Cycles BlockDevice, Cycles PacketDevice, Cycles HostHop, Cycles HopPacket, Cycles CopyByte,
    Cycles Wake,
    TimeSpan BlockWake, TimeSpan PacketWake, GuestDriver Driver, IReadOnlyList<Parameter> Uses) : IIoTechnique
{
    /// <summary>Device thread, one block operation.</summary>
    public Cycles BlockDevice { get; init => field = Check.Amount(value); } = Check.Amount(BlockDevice);

    /// <summary>Device thread, one packet.</summary>
    public Cycles PacketDevice { get; init => field = Check.Amount(value); } = Check.Amount(PacketDevice);

    /// <summary>Host kernel's bridge between the guest's tap and the interface, a lone packet, on the device thread.</summary>
    public Cycles HostHop { get; init => field = Check.Amount(value); } = Check.Amount(HostHop);

    /// <summary>The same for a packet that follows another one.</summary>
    public Cycles HopPacket { get; init => field = Check.Amount(value); } = Check.Amount(HopPacket);

    /// <summary>Device thread, each byte of a packet beyond a small one: copied between ring and host.</summary>
    public Cycles CopyByte { get; init => field = Check.Amount(value); } = Check.Amount(CopyByte);

    /// <summary>Device thread, being woken by a notification.</summary>
    public Cycles Wake { get; init => field = Check.Amount(value); } = Check.Amount(Wake);

    /// <summary>Time to wake the other side on an idle core, block operations.</summary>
    public TimeSpan BlockWake { get; init => field = Check.Time(value); } = Check.Time(BlockWake);

    /// <summary>Time to wake the other side on an idle core, incoming packets.</summary>
    public TimeSpan PacketWake { get; init => field = Check.Time(value); } = Check.Time(PacketWake);

    /// <summary>The guest's Driver.</summary>
    public GuestDriver Driver { get; init => field = Check.NotNull(value); } = Check.NotNull(Driver);

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; init => field = Check.NotNull(value); } = Check.NotNull(Uses);

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public bool HasDeviceThread => true;

    /// <summary>A device side described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static Virtio Named(Parameters parameters, string sheet, string name)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        var hops = PacketHops.Linux(part);
        return new Virtio(name, p.Count("synchronous") > 0, p.Cycles("block_device"), p.Cycles("packet_device"),
            hops.Bridge, hops.BridgeFollowing, p.Cycles("copy_byte"), p.Cycles("wake"), p.Duration("block_wake"), p.Duration("packet_wake"),
            GuestDriver.Linux(part), part.Uses);
    }

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(Driver.BlockSubmit) + cpu.Notify(model),
        Device: CycleCost.Of(Cause.DeviceThread, BlockDevice),
        Complete: cpu.Interrupt(model) + cpu.KernelWork(Driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var inGuest = Driver.Packet(load.Payload);
        var onDevice = PacketDevice + HopPacket + CopyByte * load.Payload.Count;
        var notifications = load.Notifications(onDevice, inGuest);
        return new IoCost(
            Submit: cpu.KernelWork(inGuest) + cpu.Notify(model).Times(notifications),
            Device: CycleCost.Of(Cause.DeviceThread, onDevice + (HostHop - HopPacket + Wake) * notifications),
            Complete: cpu.Interrupt(model).Times(load.Notifications(inGuest, inGuest)));
    }
}
