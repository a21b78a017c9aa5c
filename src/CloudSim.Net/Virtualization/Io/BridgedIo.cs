using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;
using CloudSim.Net.Units;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// The host kernel's drivers behind a veth pair, a bridge and address translation: what a container on a bridge network pays more. A lone
/// packet pays for being handed from one queue to the next (softirqs, cold code); packets that follow each other share that.
/// </summary>
public sealed class BridgedIo : IIoTechnique
{
    private readonly NativeIo native = new();
    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly ParameterSheet sheet = ParameterSheet.Beside<BridgedIo>();
    private readonly Cycles lone;
    private readonly Cycles each;

    /// <summary>With the figures of <c>BridgedIo.csv</c>.</summary>
    public BridgedIo()
    {
        lone = sheet.Cycles("bridge_hop").Value + sheet.Cycles("nat_hop");
        each = sheet.Cycles("bridge_packet").Value + sheet.Cycles("nat_packet");
    }

    /// <inheritdoc/>
    public string Name => "native, bridge network";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [.. native.Sheets, sheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoBill Block(ICpuTechnique cpu, CpuModel model) => native.Block(cpu, model);

    /// <inheritdoc/>
    public IoBill Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var packet = native.Packet(cpu, model, load);
        var work = driver.Packet(load.Payload) + each;
        return packet with { Submit = packet.Submit + cpu.KernelWork(each + (lone - each) * load.Notifications(work, work)) };
    }
}
