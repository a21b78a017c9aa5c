using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Virtio: the guest's driver puts requests into a shared ring and notifies the VMM (one exit a batch); a device thread on
/// the host takes them out, does the I/O with the host kernel's drivers, and raises an interrupt (one a batch). The guest's
/// kernel then switches to the process that waits, beside the host's own switches between vCPU and device threads.
/// </summary>
/// <param name="Name">Which device side it is, for instance <c>virtio, user-space thread</c>.</param>
/// <param name="IsSynchronous">Whether the device thread waits for each block operation before it takes the next.</param>
/// <param name="BlockDevice">Device thread, one block operation.</param>
/// <param name="PacketDevice">Device thread, one packet.</param>
/// <param name="HostHop">Host kernel's bridge between the guest's tap and the interface, one packet, on the device thread.</param>
/// <param name="Batch">Packets that share one notification and one interrupt.</param>
/// <param name="BlockWake">Time to wake the other side on an idle core, block operations.</param>
/// <param name="PacketWake">Time to wake the other side on an idle core, incoming packets.</param>
/// <param name="OwnSheets">The data files behind the figures.</param>
public sealed record Virtio(
    string Name, bool IsSynchronous, Cycles BlockDevice, Cycles PacketDevice, Cycles HostHop, double Batch,
    TimeSpan BlockWake, TimeSpan PacketWake, IReadOnlyList<ParameterSheet> OwnSheets) : IIoTechnique
{
    private readonly GuestDriver driver = GuestDriver.Linux;

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, .. OwnSheets];

    /// <inheritdoc/>
    public bool HasDeviceThread => true;

    /// <summary>A device side described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static Virtio Named(string sheet, string name)
    {
        var p = ParameterSheet.Named(sheet);
        var bridge = PacketHops.Linux.Sheet;
        return new Virtio(name, p.Count("synchronous") > 0, p.Cycles("block_device"), p.Cycles("packet_device"),
            bridge.Cycles("bridge_hop"), p.Count("batch"), p.Duration("block_wake"), p.Duration("packet_wake"), [p, bridge]);
    }

    /// <inheritdoc/>
    public IoBill Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.BlockSubmit) + cpu.Notify(model),
        Device: CycleBill.Of(Cause.DeviceThread, BlockDevice),
        Complete: cpu.Interrupt(model) + cpu.KernelWork(driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoBill Packet(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.Packet) + cpu.Notify(model).Times(1 / Batch),
        Device: CycleBill.Of(Cause.DeviceThread, PacketDevice + HostHop),
        Complete: cpu.Interrupt(model).Times(1 / Batch));
}
