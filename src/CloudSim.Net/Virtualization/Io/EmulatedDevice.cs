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
public sealed class EmulatedDevice : IIoTechnique
{
    private readonly GuestDriver driver;
    private readonly double blockAccesses;
    private readonly double packetAccesses;
    private readonly double interruptAccesses;
    private readonly Cycles blockModel;
    private readonly Cycles packetModel;
    private readonly Cycles copyByte;

    /// <summary>A model described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <param name="parameters">The set that the figures are taken from.</param>
    /// <param name="name">Which model it is, for instance <c>emulated e1000 and IDE, user space</c>.</param>
    /// <param name="inKernel">Whether the model answers in the hypervisor's kernel.</param>
    /// <param name="sheet">The data file.</param>
    /// <exception cref="ArgumentException">No such file.</exception>
    public EmulatedDevice(Parameters parameters, string name, bool inKernel, string sheet)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        driver = GuestDriver.Linux(part);
        blockAccesses = p.Count("block_accesses");
        packetAccesses = p.Count("packet_accesses");
        interruptAccesses = p.Count("interrupt_accesses");
        blockModel = p.Cycles("block_model");
        packetModel = p.Cycles("packet_model");
        copyByte = p.Cycles("copy_byte");
        BlockWake = PacketWake = p.Duration("wake");
        (Name, InKernel) = (name, inKernel);
        Uses = part.Uses;
    }

    /// <summary>An e1000 interface and an IDE disk in a process in user space (QEMU without virtio).</summary>
    public static EmulatedDevice UserSpace(Parameters parameters) => parameters.Make(nameof(UserSpace),
        p => new EmulatedDevice(p, "emulated e1000 and IDE, user space", false, nameof(EmulatedDevice)));

    /// <summary>The same models inside the hypervisor's kernel.</summary>
    public static EmulatedDevice Kernel(Parameters parameters) => parameters.Make(nameof(Kernel),
        p => new EmulatedDevice(p, "emulated e1000 and IDE, in the kernel", true, nameof(EmulatedDevice)));

    /// <summary>Devices of a few hypercalls, served by the process around the virtual machine (Solo5's tender).</summary>
    public static EmulatedDevice Tender(Parameters parameters, string sheet) =>
        new(parameters, "hypercalls to a tender, user space", false, sheet);

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Whether the model answers in the hypervisor's kernel.</summary>
    public bool InKernel { get; }

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public bool HasDeviceThread => true;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; }

    /// <inheritdoc/>
    public TimeSpan PacketWake { get; }

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
