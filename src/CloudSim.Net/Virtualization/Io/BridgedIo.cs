using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// The host kernel's drivers behind a veth pair, a bridge and address translation: what a container on a bridge network pays more. A lone
/// packet pays for being handed from one queue to the next (softirqs, cold code); packets that follow each other share that.
/// </summary>
public sealed class BridgedIo : IIoTechnique
{
    private readonly NativeIo native = new();
    private readonly GuestDriver driver = GuestDriver.Linux;
    private readonly PacketHops hops = PacketHops.Linux;

    /// <inheritdoc/>
    public string Name => "native, bridge network";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<ParameterSheet> Sheets => [.. native.Sheets, hops.Sheet];

    /// <inheritdoc/>
    public bool HasDeviceThread => false;

    /// <inheritdoc/>
    public bool IsSynchronous => false;

    /// <inheritdoc/>
    public TimeSpan BlockWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public TimeSpan PacketWake => TimeSpan.Zero;

    /// <inheritdoc/>
    public IoCost Block(ICpuTechnique cpu, CpuModel model) => native.Block(cpu, model);

    /// <inheritdoc/>
    public IoCost Packet(ICpuTechnique cpu, CpuModel model, PacketLoad load)
    {
        var packet = native.Packet(cpu, model, load);
        var (lone, each) = (hops.Bridge + hops.Translation, hops.BridgeFollowing + hops.TranslationFollowing);
        var work = driver.Packet(load.Payload) + each;
        return packet with { Submit = packet.Submit + cpu.KernelWork(each + (lone - each) * load.Notifications(work, work)) };
    }
}
