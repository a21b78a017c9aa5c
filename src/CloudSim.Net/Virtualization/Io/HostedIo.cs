using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// Devices behind a process of the host that is the guest itself: the monitor or the kernel in user space turns each request into
/// system calls of the host (a write to a tap or vmnet, a read of a file), whose kernel does the work again with its own stack and drivers,
/// on the same CPU. Nothing runs beside the guest.
/// </summary>
/// <param name="Name">Whose it is, for instance <c>hosted devices, Workstation</c>.</param>
/// <param name="OwnSheet">The data file behind the figures.</param>
public sealed record HostedIo(string Name, ParameterSheet OwnSheet) : IIoTechnique
{
    private static readonly WorkProfile OneCall = new() { Name = "indirect call", IndirectCalls = 1 };

    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly double accesses = OwnSheet.Count("accesses");
    private readonly double notifications = OwnSheet.Count("notifications");
    private readonly double hostCalls = OwnSheet.Count("host_calls");
    private readonly Cycles hostCallWork = OwnSheet.Cycles("host_call_work");
    private readonly Cycles packetPath = OwnSheet.Cycles("packet_path");
    private readonly Cycles blockPath = OwnSheet.Cycles("block_path");
    private readonly Cycles copyByte = OwnSheet.Cycles("copy_byte");

    /// <summary>VMware Workstation 3: register accesses answered in the monitor, but for the one that starts the transfer.</summary>
    public static HostedIo Workstation { get; } = new("hosted devices, Workstation", ParameterSheet.Named("WorkstationIo"));

    /// <summary>User-Mode Linux: no registers at all, the kernel itself calls the host.</summary>
    public static HostedIo UserModeLinux { get; } = new("hosted devices, User-Mode Linux", ParameterSheet.Named("UserModeLinuxIo"));

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [driver.Sheet, OwnSheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => true;

    /// <inheritdoc/>
    public TimeSpan BlockWake { get; } = OwnSheet.Duration("block_wake");

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
