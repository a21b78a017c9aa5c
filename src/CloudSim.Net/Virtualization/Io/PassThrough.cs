using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Pass-through: the guest's own driver drives the device, or a virtual function of one (SR-IOV), whose addresses an IOMMU translates.
/// Registers are mapped into the guest and nothing stands between: no notification, no device thread. What is left are the
/// interrupts, which come by the hypervisor (three exits each) or are posted to the running guest (none), and the
/// upkeep of the IOMMU's tables. All guest memory is pinned, for the device may write anywhere.
/// </summary>
/// <param name="Name">Which kind it is, for instance <c>pass-through, posted interrupts</c>.</param>
/// <param name="Mapping">How buffers get into the IOMMU's tables.</param>
/// <param name="Posted">Whether interrupts are posted.</param>
public sealed record PassThrough(string Name, IommuMapping Mapping, bool Posted) : IIoTechnique
{
    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly ParameterSheet sheet = ParameterSheet.Beside<PassThrough>();

    /// <summary>An SR-IOV function with a static mapping and posted interrupts: what generation 3 offers.</summary>
    public static PassThrough PostedInterrupts { get; } = new("pass-through, posted interrupts", IommuMapping.Static, true);

    /// <summary>The same with interrupts by the hypervisor, as before there was posting.</summary>
    public static PassThrough InterruptsByExit { get; } = new("pass-through, interrupts by exits", IommuMapping.Static, false);

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.IoAssist;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, sheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool PinsMemory => true;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <summary>
    /// Putting one buffer into the IOMMU's tables and taking it out again, where the kernel that does it has the IOMMU itself.
    /// </summary>
    public Cycles Map => Mapping switch
    {
        IommuMapping.Static => Cycles.Zero,
        IommuMapping.Deferred => sheet.Cycles("map").Value + sheet.Cycles("flush").Value * Invalidations,
        _ => sheet.Cycles("map").Value + sheet.Cycles("strict_search") + sheet.Cycles("flush").Value * Invalidations,
    };

    /// <summary>Buffers of one packet, each mapped by itself: its head, its data, and one more for each fragment of a large one.</summary>
    public double Buffers(Bytes payload) => sheet.Count("packet_buffers") + payload / sheet.Bytes("fragment");

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: cpu.KernelWork(driver.BlockSubmit) + MapBuffer(cpu, model), Device: default,
        Complete: Interrupt(cpu, model) + cpu.KernelWork(driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var submit = cpu.KernelWork(driver.Packet(load.Payload)) + MapBuffer(cpu, model).Times(Buffers(load.Payload));
        return new IoCost(
            Submit: submit, Device: default,
            Complete: Interrupt(cpu, model).Times(load.Notifications(submit.Total, submit.Total)));
    }

    /// <summary>
    /// Host CPU of one function more that shares a device at line rate, as a share of one CPU: its interrupts come at the rate at
    /// which the device moderates them, however little each brings (Dong et al. 2012).
    /// </summary>
    public double CpuPerFunction(ICpuTechnique cpu, CpuModel model) =>
        (Interrupt(cpu, model).OnCpu + cpu.KernelWork(sheet.Cycles("poll")).OnCpu)
            .At(model.Clock).TotalSeconds * sheet.Frequency("moderated_rate").Value.Hertz;

    private double Invalidations => Mapping == IommuMapping.Deferred ? 1 / sheet.Count("deferred_batch") : 1;

    // A guest maps by an IOMMU that its VMM models: it must tell it of each new entry and of each invalidation, by an access to a register.
    private CycleCost MapBuffer(ICpuTechnique cpu, CpuModel model) =>
        Mapping == IommuMapping.Static ? default
        : cpu.KernelWork(Map) + (cpu.Routes == Virtualizer.BareMachine ? default : cpu.DeviceAccess(model).Times(1 + Invalidations));

    // Delivery, injection and completion leave the guest unless they are posted, as on a CPU without posting.
    private CycleCost Interrupt(ICpuTechnique cpu, CpuModel model) =>
        cpu.Interrupt(Posted ? model : model with { PostedInterrupts = false });
}
