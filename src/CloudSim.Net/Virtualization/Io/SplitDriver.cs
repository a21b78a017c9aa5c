using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// A split driver: the guest's front end puts requests with granted pages into a ring shared with a back end beside the real driver, and
/// each side tells the other by an event channel, but for the times that it works on the ring anyway. A back end in a driver
/// domain maps each granted page, or has the hypervisor copy it, and is a domain of its own that must be scheduled (Fraser et al.
/// 2004); one inside the hypervisor (Xen 1.x) validates the page and is called in place.
/// </summary>
public sealed class SplitDriver : IIoTechnique
{
    private readonly GuestDriver driver;
    private readonly Cycles blockBackend;
    private readonly Cycles packetBackend;
    private readonly Cycles grantBlock;
    private readonly Cycles grantPacket;
    private readonly Cycles copyByte;
    private readonly Cycles wake;

    /// <summary>A split driver described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <param name="parameters">The set that the figures are taken from.</param>
    /// <param name="name">Where the back end is, for instance <c>split driver, driver domain</c>.</param>
    /// <param name="inDomain">Whether the back end is a domain; otherwise it is in the hypervisor and works on the guest's CPU.</param>
    /// <param name="sheet">The data file.</param>
    /// <exception cref="ArgumentException">No such file.</exception>
    public SplitDriver(Parameters parameters, string name, bool inDomain, string sheet)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        driver = GuestDriver.Linux(part);
        blockBackend = p.Cycles("block_backend");
        packetBackend = p.Cycles("packet_backend");
        grantBlock = p.Cycles("grant_block");
        grantPacket = p.Cycles("grant_packet");
        copyByte = p.Cycles("copy_byte");
        wake = p.Cycles("wake");
        BlockWake = p.Duration("block_wake");
        PacketWake = p.Duration("packet_wake");
        (Name, InDomain) = (name, inDomain);
        Uses = part.Uses;
    }

    /// <summary>The back end in a driver domain (Domain-0), as from Xen 2.0 on.</summary>
    public static SplitDriver DriverDomain(Parameters parameters) => parameters.Make(nameof(DriverDomain),
        p => new SplitDriver(p, "split driver, driver domain", true, nameof(SplitDriver)));

    /// <summary>The back end in the hypervisor, as in Xen 1.x.</summary>
    public static SplitDriver InHypervisor(Parameters parameters) => parameters.Make(nameof(InHypervisor),
        p => new SplitDriver(p, "split driver, in the hypervisor", false, "HypervisorDriver"));

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>Whether the back end is a domain; otherwise it is in the hypervisor and works on the guest's CPU.</summary>
    public bool InDomain { get; }

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public bool HasDeviceThread => InDomain;

    /// <inheritdoc/>
    public bool HasDriverDomain => InDomain;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; }

    /// <inheritdoc/>
    public TimeSpan PacketWake { get; }

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model)
    {
        var (onGuest, onDomain) = Place(cpu, model, grantBlock, blockBackend + wake);
        return new IoCost(
            Submit: cpu.KernelWork(driver.BlockSubmit) + cpu.Notify(model) + onGuest,
            Device: onDomain,
            Complete: cpu.Interrupt(model) + cpu.KernelWork(driver.BlockComplete + model.ContextSwitch));
    }

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var inGuest = driver.Packet(load.Payload);
        var behind = packetBackend + copyByte * load.Payload.Count;
        var notifications = load.Notifications(grantPacket + behind, inGuest);
        var (onGuest, onDomain) = Place(cpu, model, grantPacket, behind + wake * notifications);
        return new IoCost(
            Submit: cpu.KernelWork(inGuest) + cpu.Notify(model).Times(notifications) + onGuest,
            Device: onDomain,
            Complete: cpu.Interrupt(model).Times(load.Notifications(inGuest, inGuest)));
    }

    // A driver domain maps and unmaps by hypercalls of its own; in the hypervisor it is a check on the way.
    private (CycleCost OnGuest, CycleCost OnDomain) Place(ICpuTechnique cpu, CpuModel model, Cycles grant, Cycles backend) => InDomain
        ? (default, CycleCost.Of(Cause.DeviceThread, cpu.Call(model) + grant + backend, exits: 1))
        : (CycleCost.Of(Cause.KernelCode, grant + backend), default);
}
