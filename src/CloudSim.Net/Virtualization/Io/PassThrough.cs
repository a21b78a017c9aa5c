using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;
using CloudSim.Net.Virtualization.DualMode;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Pass-through: the guest's own driver drives the device, or a virtual function of one (SR-IOV), whose addresses an IOMMU translates.
/// Registers are mapped into the guest and nothing stands between: no notification, no device thread. What is left are the
/// interrupts, which come by the hypervisor (three exits each) or are posted to the running guest (none), and the
/// upkeep of the IOMMU's tables. All guest memory is cleared, pinned and mapped at the start (<c>vfio_pin_map_dma</c>), for the device
/// may write anywhere; the guest meets no page that the host has yet to find.
/// </summary>
public sealed class PassThrough : IIoTechnique
{
    private readonly GuestDriver driver;
    private readonly Cycles map;
    private readonly Cycles flush;
    private readonly Cycles strictSearch;
    private readonly Cycles poll;
    private readonly double deferredBatch;
    private readonly double packetBuffers;
    private readonly Bytes fragment;
    private readonly Frequency moderatedRate;

    /// <summary>With the figures of <c>PassThrough.csv</c>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    /// <param name="name">Which kind it is, for instance <c>pass-through, posted interrupts</c>.</param>
    /// <param name="mapping">How buffers get into the IOMMU's tables.</param>
    /// <param name="posted">Whether interrupts are posted.</param>
    public PassThrough(Parameters parameters, string name, IommuMapping mapping, bool posted)
    {
        var part = parameters.Part(name);
        var p = part.Beside<PassThrough>();
        driver = GuestDriver.Linux(part);
        map = p.Cycles("map");
        flush = p.Cycles("flush");
        strictSearch = p.Cycles("strict_search");
        poll = p.Cycles("poll");
        deferredBatch = p.Count("deferred_batch");
        packetBuffers = p.Count("packet_buffers");
        fragment = p.Bytes("fragment");
        moderatedRate = p.Frequency("moderated_rate");
        PinPage = p.Cycles("pin_page");
        (Name, Mapping, Posted) = (name, mapping, posted);
        Uses = part.Uses;
    }

    /// <summary>An SR-IOV function with a static mapping and posted interrupts: what generation 3 offers.</summary>
    public static PassThrough PostedInterrupts(Parameters parameters) => parameters.Make(nameof(PostedInterrupts),
        p => new PassThrough(p, "pass-through, posted interrupts", IommuMapping.Static, true));

    /// <summary>The same with interrupts by the hypervisor, as before there was posting.</summary>
    public static PassThrough InterruptsByExit(Parameters parameters) => parameters.Make(nameof(InterruptsByExit),
        p => new PassThrough(p, "pass-through, interrupts by exits", IommuMapping.Static, false));

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>How buffers get into the IOMMU's tables.</summary>
    public IommuMapping Mapping { get; }

    /// <summary>Whether interrupts are posted.</summary>
    public bool Posted { get; }

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.IoAssist;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool PinsMemory => true;

    /// <inheritdoc/>
    public Cycles PinPage { get; }

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
        IommuMapping.Deferred => map + flush * Invalidations,
        _ => map + strictSearch + flush * Invalidations,
    };

    /// <summary>Buffers of one packet, each mapped by itself: its head, its data, and one more for each fragment of a large one.</summary>
    public double Buffers(Bytes payload) => packetBuffers + payload / fragment;

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
        (Interrupt(cpu, model).OnCpu + cpu.KernelWork(poll).OnCpu)
            .At(model.Clock).TotalSeconds * moderatedRate.Hertz;

    private double Invalidations => Mapping == IommuMapping.Deferred ? 1 / deferredBatch : 1;

    // A guest maps by an IOMMU that its VMM models: it must tell it of each new entry and of each invalidation, by an access to a register.
    private CycleCost MapBuffer(ICpuTechnique cpu, CpuModel model) =>
        Mapping == IommuMapping.Static ? default
        : cpu.KernelWork(Map) + (cpu.Routes == Virtualizer.BareMachine ? default : cpu.DeviceAccess(model).Times(1 + Invalidations));

    // Delivery, injection and completion leave the guest unless they are posted, as on a CPU without posting.
    private CycleCost Interrupt(ICpuTechnique cpu, CpuModel model) =>
        cpu.Interrupt(Posted ? model : model with { PostedInterrupts = false });
}
