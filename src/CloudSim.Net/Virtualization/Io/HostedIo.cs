using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Devices behind a process of the host that is the guest itself: the monitor or the kernel in user space turns each request into
/// system calls of the host (a write to a tap or vmnet, a read of a file), whose kernel does the work again with its own stack and drivers,
/// on the same CPU. Nothing runs beside the guest.
/// </summary>
public sealed class HostedIo : IIoTechnique
{
    private static readonly WorkProfile OneCall = new() { Name = "indirect call", IndirectCalls = 1 };

    private readonly GuestDriver driver;
    private readonly double accesses;
    private readonly double notifications;
    private readonly double hostCalls;
    private readonly Cycles hostCallWork;
    private readonly Cycles packetPath;
    private readonly Cycles blockPath;
    private readonly Cycles copyByte;

    /// <summary>Devices described by <c>Virtualization/Io/{sheet}.csv</c>.</summary>
    /// <param name="parameters">The set that the figures are taken from.</param>
    /// <param name="name">Whose it is, for instance <c>hosted devices, Workstation</c>.</param>
    /// <param name="sheet">The data file.</param>
    /// <exception cref="ArgumentException">No such file.</exception>
    public HostedIo(Parameters parameters, string name, string sheet)
    {
        var part = parameters.Part(name);
        var p = part[sheet];
        driver = GuestDriver.Linux(part);
        accesses = p.Count("accesses");
        notifications = p.Count("notifications");
        hostCalls = p.Count("host_calls");
        hostCallWork = p.Cycles("host_call_work");
        packetPath = p.Cycles("packet_path");
        blockPath = p.Cycles("block_path");
        copyByte = p.Cycles("copy_byte");
        BlockWake = p.Duration("block_wake");
        Name = name;
        Uses = part.Uses;
    }

    /// <summary>VMware Workstation 3: register accesses answered in the monitor, but for the one that starts the transfer.</summary>
    public static HostedIo Workstation(Parameters parameters) => parameters.Make(nameof(Workstation),
        p => new HostedIo(p, "hosted devices, Workstation", "WorkstationIo"));

    /// <summary>User-Mode Linux: no registers at all, the kernel itself calls the host.</summary>
    public static HostedIo UserModeLinux(Parameters parameters) => parameters.Make(nameof(UserModeLinux),
        p => new HostedIo(p, "hosted devices, User-Mode Linux", "UserModeLinuxIo"));

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => true;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; }

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => new(
        Submit: Kernel(cpu, model, driver.BlockSubmit) + Request(cpu, model, blockPath),
        Device: default,
        Complete: cpu.Interrupt(model) + Kernel(cpu, model, driver.BlockComplete + model.ContextSwitch));

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var work = driver.Packet(load.Payload);
        return new IoCost(
            Submit: Kernel(cpu, model, work) + Request(cpu, model, packetPath + copyByte * load.Payload.Count),
            Device: default,
            Complete: cpu.Interrupt(model).Times(load.Notifications(work, work)));
    }

    // The driver's path, and what a translator adds to its returns and indirect calls.
    private CycleCost Kernel(ICpuTechnique cpu, CpuModel model, Cycles native) =>
        cpu.KernelWork(native) + CycleCost.Of(Cause.IndirectCalls,
            (native / driver.CyclesPerCall) * (cpu.Run(OneCall, model).Total - model.IndirectCall));

    private CycleCost Request(ICpuTechnique cpu, CpuModel model, Cycles path) =>
        cpu.DeviceAccess(model).Times(accesses) + cpu.Notify(model).Times(notifications)
        + CycleCost.Of(Cause.KernelCode, hostCalls * (model.SystemCall + hostCallWork) + path);
}
