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
/// <param name="Name">Where the back end is, for instance <c>split driver, driver domain</c>.</param>
/// <param name="InDomain">Whether the back end is a domain; otherwise it is in the hypervisor and works on the guest's CPU.</param>
/// <param name="OwnSheet">The data file behind the figures.</param>
public sealed record SplitDriver(string Name, bool InDomain, ParameterSheet OwnSheet) : IIoTechnique
{
    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly Cycles blockBackend = OwnSheet.Cycles("block_backend");
    private readonly Cycles packetBackend = OwnSheet.Cycles("packet_backend");
    private readonly Cycles grantBlock = OwnSheet.Cycles("grant_block");
    private readonly Cycles grantPacket = OwnSheet.Cycles("grant_packet");
    private readonly Cycles copyByte = OwnSheet.Cycles("copy_byte");
    private readonly Cycles wake = OwnSheet.Cycles("wake");

    /// <summary>The back end in a driver domain (Domain-0), as from Xen 2.0 on.</summary>
    public static SplitDriver DriverDomain { get; } = new("split driver, driver domain", true, ParameterSheet.Beside<SplitDriver>());

    /// <summary>The back end in the hypervisor, as in Xen 1.x.</summary>
    public static SplitDriver InHypervisor { get; } = new("split driver, in the hypervisor", false,
        ParameterSheet.Named("HypervisorDriver"));

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, OwnSheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => InDomain;

    /// <inheritdoc/>
    public bool HasDriverDomain => InDomain;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; } = OwnSheet.Duration("block_wake");

    /// <inheritdoc/>
    public TimeSpan PacketWake { get; } = OwnSheet.Duration("packet_wake");

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
