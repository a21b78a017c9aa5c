using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// A model of a real device (an IDE disk, an e1000 interface): the guest's unchanged driver reads and writes registers, and each
/// access leaves the guest for the model, which lives in the hypervisor's kernel or in a process in user space. Notifications
/// cannot be left out, for the device that is modelled knows no such thing; only the interface's interrupts are shared by packets
/// that come while the driver polls.
/// </summary>
/// <param name="Name">Which model it is, for instance <c>emulated e1000 and IDE, user space</c>.</param>
/// <param name="InKernel">Whether the model answers in the hypervisor's kernel.</param>
/// <param name="OwnSheet">The data file behind the figures.</param>
public sealed record EmulatedDevice(string Name, bool InKernel, ParameterSheet OwnSheet) : IIoTechnique
{
    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly double blockAccesses = OwnSheet.Count("block_accesses");
    private readonly double packetAccesses = OwnSheet.Count("packet_accesses");
    private readonly double interruptAccesses = OwnSheet.Count("interrupt_accesses");
    private readonly Cycles blockModel = OwnSheet.Cycles("block_model");
    private readonly Cycles packetModel = OwnSheet.Cycles("packet_model");
    private readonly Cycles copyByte = OwnSheet.Cycles("copy_byte");

    /// <summary>An e1000 interface and an IDE disk in a process in user space (QEMU without virtio).</summary>
    public static EmulatedDevice UserSpace { get; } = new("emulated e1000 and IDE, user space", false,
        ParameterSheet.Beside<EmulatedDevice>());

    /// <summary>The same models inside the hypervisor's kernel.</summary>
    public static EmulatedDevice Kernel { get; } = new("emulated e1000 and IDE, in the kernel", true,
        ParameterSheet.Beside<EmulatedDevice>());

    /// <summary>Devices of a few hypercalls, served by the process around the virtual machine (Solo5's tender).</summary>
    public static EmulatedDevice Tender(ParameterSheet sheet) => new("hypercalls to a tender, user space", false, sheet);

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, OwnSheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => true;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; } = OwnSheet.Duration("wake");

    /// <inheritdoc/>
    public TimeSpan PacketWake { get; } = OwnSheet.Duration("wake");

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.BlockSubmit) + Accesses(cpu, model).Times(blockAccesses),
        Device: CycleCost.Of(Cause.DeviceThread, blockModel),
        Complete: cpu.Interrupt(model) + Accesses(cpu, model)
            .Times(interruptAccesses) + cpu.KernelWork(driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var work = driver.Packet(load.Payload);
        return new IoCost(
            Submit: cpu.KernelWork(work) + Accesses(cpu, model).Times(packetAccesses),
            Device: CycleCost.Of(Cause.DeviceThread, packetModel + copyByte * load.Payload.Count),
            Complete: (cpu.Interrupt(model) + Accesses(cpu, model).Times(interruptAccesses)).Times(load.Notifications(work, work)));
    }

    private CycleCost Accesses(ICpuTechnique cpu, CpuModel model) => InKernel ? cpu.Notify(model) : cpu.DeviceAccess(model);
}
