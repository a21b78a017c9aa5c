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
/// <param name="Batch">Packets that share one notification and one interrupt.</param>
/// <param name="WakeLatency">Time to wake the other side on an idle core.</param>
/// <param name="RegisterAccess">Access to a register that a user-space VMM emulates: exit to its process and back.</param>
/// <param name="Sheet">The data file behind the figures.</param>
public sealed record Virtio(
    string Name, bool IsSynchronous, Cycles BlockDevice, Cycles PacketDevice, double Batch, TimeSpan WakeLatency, Cycles RegisterAccess,
    ParameterSheet Sheet) : IIoTechnique
{
    private readonly GuestDriver driver = GuestDriver.Linux;

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, Sheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => true;

    /// <summary>A device side described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <exception cref="ArgumentException">No such file.</exception>
    public static Virtio Named(string sheet, string name)
    {
        var p = ParameterSheet.Named(sheet);
        return new Virtio(name, p.Count("synchronous") > 0, p.Cycles("block_device"), p.Cycles("packet_device"),
            p.Count("batch"), p.Duration("wake_latency"), p.Cycles("register_access"), p);
    }

    /// <inheritdoc/>
    public IoBill Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.BlockSubmit) + cpu.Notify(model),
        Device: new CycleBill(Guest: default, Device: BlockDevice),
        Complete: cpu.Interrupt(model) + cpu.KernelWork(driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoBill Packet(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.Packet) + cpu.Notify(model).Times(1 / Batch),
        Device: new CycleBill(Guest: default, Device: PacketDevice),
        Complete: cpu.Interrupt(model).Times(1 / Batch));

    /// <inheritdoc/>
    public CycleBill DeviceAccess(ICpuTechnique cpu, CpuModel model) =>
        cpu.Needs == CpuGeneration.Classic ? cpu.Notify(model) : new(Guest: default, Exits: RegisterAccess);
}
