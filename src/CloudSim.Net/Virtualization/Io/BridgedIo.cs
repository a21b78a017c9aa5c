using CloudSim.Net.Calibration;
using CloudSim.Net.Hardware;

namespace CloudSim.Net.Virtualization.Io;

/// <summary>
/// The host kernel's drivers behind a veth pair, a bridge and address translation: what a container on a bridge network pays more. A lone
/// packet pays for being handed from one queue to the next (softirqs, cold code); packets that follow each other share that.
/// </summary>
public sealed class BridgedIo : IIoTechnique
{
    private readonly NativeIo native;
    private readonly GuestDriver driver;
    private readonly PacketHops hops;

    /// <summary>With the figures of <see cref="GuestDriver.Linux"/> and <see cref="PacketHops.Linux"/>.</summary>
    /// <param name="parameters">The set that they are taken from.</param>
    public BridgedIo(Parameters parameters)
    {
        native = new(parameters);
        driver = GuestDriver.Linux(parameters);
        hops = PacketHops.Linux(parameters);
        Uses = [.. native.Uses, .. hops.Uses];
    }

    /// <inheritdoc/>
    public string Name => "native, bridge network";

    /// <inheritdoc/>
    public CpuGeneration Needs => CpuGeneration.Classic;

    /// <inheritdoc/>
    public IReadOnlyList<Parameter> Uses { get; }

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
